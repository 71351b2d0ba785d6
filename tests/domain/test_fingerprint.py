"""Equal facts have equal fingerprints, and no other rows share one."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.fingerprint import content_hash
from reviewer.domain.interaction import SourceRow

TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
ROWS = st.builds(
    SourceRow,
    *[TEXTS] * 6,
    st.sampled_from([None, "yes", "no"]),
    st.none() | st.floats(0, 1),
    *[TEXTS] * 6,
    *[st.none() | st.integers(-(10**17), 10**17)] * 2,
    *[TEXTS] * 3,
)


def row(**facts: object) -> SourceRow:
    nothing = SourceRow._make(["1", None, None, "Hello", *[None] * 12, "[]", None, None])
    return SourceRow._make({**nothing._asdict(), **facts}.values())


@given(ROWS, ROWS)
def test_rows_share_a_fingerprint_exactly_if_they_are_equal(
    one: SourceRow, other: SourceRow
) -> None:
    assert (content_hash(one) == content_hash(other)) == (one == other)


@given(ROWS, st.data())
def test_every_fact_counts(one: SourceRow, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(one) - 1))
    other = data.draw(ROWS)
    changed = SourceRow._make([*one[:place], other[place], *one[place + 1 :]])
    assert (content_hash(one) == content_hash(changed)) == (one[place] == other[place])


def test_a_fact_that_moves_to_its_neighbour_changes_the_fingerprint() -> None:
    assert content_hash(row(topic="refund")) != content_hash(row(intent="refund"))
    assert content_hash(row(ai_reply="")) != content_hash(row(ai_reply=None))


def test_the_fingerprint_never_changes_because_stores_hold_it() -> None:
    facts = row(ai_reply="Grüße", feedback="no", confidence=0.3, created_at=1)
    written = (
        '["1",null,null,"Hello","Grüße",null,"no",0.3,null,null,null,null,null,null,1,null,'
        '"[]",null,null]'
    )
    assert content_hash(facts) == hashlib.blake2b(written.encode(), digest_size=16).digest()

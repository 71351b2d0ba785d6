"""`verify` finds every kind of damage, and none where there is none."""

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.domain.identity import interaction_id
from reviewer.domain.intake import Refused
from reviewer.domain.interaction import SourceRow
from reviewer.domain.review import Decision, Verdict
from reviewer.errors import StoreDamaged, WrongKey
from reviewer.store import sync
from reviewer.store.connections import connect
from reviewer.store.keys import DataKey
from reviewer.store.opening import create_store, open_store
from reviewer.store.store import Store, Writing
from reviewer.store.verify import MOST, verify
from services.jobs.write_lane import WriteLane
from services.triage.desk import TriageDesk
from services.triage.signing import Signing
from tests.support.rows import a_row

ROWS = 300
KEY = DataKey(bytes(range(32)))
ALL = ["pages", "references", "full text", "contents", "derived state"]


def fill(store: Store) -> None:
    """Rows, a refusal, two reviews of one interaction, one of them undone."""
    rows = [a_row(str(n), customer_message=f"Where is parcel {n}?") for n in range(ROWS)]
    refused = [Refused("line 7", "malformed_json", "Not JSON.", b"{broken")]
    with store.writing() as writing:
        sync.save_page(writing.connection, "file", rows)
        sync.save_refusals(writing.connection, "file", "some.jsonl", refused)
    lane: WriteLane[Writing] = WriteLane(store.writing)
    desk = TriageDesk(store, lane, Signing(KEY_DEVICE, "Ada"))
    for external_id in ("0", "1"):
        desk.decide(interaction_id("file", external_id), Verdict(Decision.AI_BAD)).result()
    desk.undo().result()
    lane.close()


KEY_DEVICE = interaction_id("device", "1")


@pytest.fixture(scope="module", params=[None, KEY], ids=["plain", "encrypted"])
def whole(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[bytes, DataKey | None]:
    """The bytes of a sound store, and its key."""
    path = tmp_path_factory.mktemp("whole") / "store.db"
    store = create_store(path, request.param)
    fill(store)
    store.close()
    return path.read_bytes(), request.param


@pytest.fixture
def path(whole: tuple[bytes, DataKey | None], tmp_path: Path) -> Path:
    """A copy of the sound store."""
    path = tmp_path / "store.db"
    path.write_bytes(whole[0])
    return path


@pytest.fixture
def key(whole: tuple[bytes, DataKey | None]) -> DataKey | None:
    return whole[1]


def findings(path: Path, key: DataKey | None) -> dict[str, tuple[str, ...]]:
    """What the checks say, the passed ones left out."""
    store = open_store(path, key)
    try:
        return {check.name: check.findings for check in verify(store) if not check.passed}
    finally:
        store.close()


def meddle(path: Path, key: DataKey | None, *statements: str) -> None:
    """Change a store behind its back."""
    with closing(connect(path, key)) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement


def test_a_sound_store_passes_every_check_and_stays_as_it_is(
    path: Path, key: DataKey | None
) -> None:
    before = path.read_bytes()
    store = open_store(path, key)
    checks = verify(store)
    store.close()
    assert [check.name for check in checks] == ALL
    assert [check.skipped for check in checks] == [None] * len(ALL)
    assert all(check.passed for check in checks)
    assert path.read_bytes() == before


UNINDEX = (
    "INSERT INTO interaction_text "
    "(interaction_text, rowid, customer_message, ai_reply, agent_reply) "
    "SELECT 'delete', row_id, customer_message, ai_reply, agent_reply "
    "FROM interaction_words WHERE row_id = 7"
)
FACT = "UPDATE customer_interactions SET {} WHERE row_id = 7"
STATE = "UPDATE interaction_state SET {} WHERE row_id = 7"
DAMAGES = {
    "a row left the index": (UNINDEX, "full text"),
    "a segment of the index is gone": (
        "DELETE FROM interaction_text_data WHERE id > 10",
        "pages",
    ),
    "a text changed under the index": (FACT.format("ai_reply = 'Meddled'"), "full text"),
    "a text changed": (FACT.format("ai_reply = 'Meddled'"), "contents"),
    "a fact changed": (FACT.format("topic = 'Meddled'"), "contents"),
    "the source's feedback changed": (FACT.format("feedback = 'yes'"), "contents"),
    "an id changed": (FACT.format("id = x'00'"), "contents"),
    "an earlier turn changed": (
        "UPDATE interaction_context SET context = '[]' WHERE row_id = 7",
        "contents",
    ),
    "a context is gone": ("DELETE FROM interaction_context WHERE row_id = 7", "contents"),
    "a reviewed text changed": ("UPDATE interaction_revisions SET ai_reply = 'M'", "contents"),
    "a refused row changed": ("UPDATE rejected_rows SET raw = x'00'", "contents"),
    "a queue changed": (STATE.format("queue = 0, stay = NULL"), "derived state"),
    "a confidence changed": (STATE.format("confidence = 0.9"), "derived state"),
    "a state is gone": ("DELETE FROM interaction_state WHERE row_id = 7", "derived state"),
    "an undo is gone": ("DELETE FROM actions WHERE undoes IS NOT NULL", "derived state"),
    "a decision changed": (
        "UPDATE feedback_replay_log SET decision = 'ai_good'",
        "derived state",
    ),
    "an action is gone": ("DELETE FROM actions WHERE undoes IS NULL", "references"),
    "a revision is gone": ("DELETE FROM interaction_revisions", "references"),
    "a reviewer is gone": ("DELETE FROM reviewers", "references"),
    "an interaction is gone": (
        "DELETE FROM customer_interactions WHERE row_id = 7",
        "references",
    ),
}


@pytest.mark.parametrize(("statement", "check"), DAMAGES.values(), ids=DAMAGES)
def test_damage_is_found_by_the_check_of_its_kind(
    path: Path, key: DataKey | None, statement: str, check: str
) -> None:
    meddle(path, key, statement)
    found = findings(path, key)
    assert check in found
    assert all(sentence for sentences in found.values() for sentence in sentences)


def test_an_interaction_is_named_that_is_not_as_it_was_stored(
    path: Path, key: DataKey | None
) -> None:
    meddle(path, key, "UPDATE customer_interactions SET intent = 'Meddled' WHERE row_id = 7")
    assert findings(path, key) == {"contents": ("interaction 7 is not as it was stored",)}


def test_not_more_is_told_than_somebody_reads(path: Path, key: DataKey | None) -> None:
    meddle(path, key, "UPDATE customer_interactions SET topic = 'Meddled'")
    assert len(findings(path, key)["contents"]) == MOST


def flipped(whole: bytes, at: int) -> bytes:
    return whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]


def test_a_flipped_byte_anywhere_in_an_encrypted_store_is_found(tmp_path: Path) -> None:
    store = create_store(tmp_path / "store.db", KEY)
    fill(store)
    store.close()
    whole = store.path.read_bytes()
    places = random.Random(1)
    for _ in range(40):
        store.path.write_bytes(flipped(whole, places.randrange(len(whole))))
        assert is_told(store.path, KEY)


def is_told(path: Path, key: DataKey | None) -> bool:
    """Tell whether the damage is found: when the store is opened, or by its checks."""
    try:
        return findings(path, key) != {}
    except (StoreDamaged, WrongKey):
        return True


def places_of(whole: bytes, text: bytes) -> Iterator[int]:
    at = whole.find(text)
    while at >= 0:
        yield at
        at = whole.find(text, at + 1)


@pytest.mark.parametrize("text", [b"Where is parcel 7?", b"parcel_status", b"web_chat"])
def test_flipped_bytes_of_a_text_in_a_plain_store_are_found(tmp_path: Path, text: bytes) -> None:
    store = create_store(tmp_path / "store.db", None)
    fill(store)
    store.close()
    content = store.path.read_bytes()
    for at in places_of(content, text):  # some may be left in space that is free
        content = flipped(content, at + len(text) // 2)
    store.path.write_bytes(content)
    assert findings(store.path, None) != {}


def test_a_page_of_zeros_is_found(path: Path, key: DataKey | None) -> None:
    content = path.read_bytes()
    for page in range(1, len(content) // 4096, 7):
        zeros = content[: page * 4096] + bytes(4096) + content[page * 4096 + 4096 :]
        if zeros != content:
            path.write_bytes(zeros)
            assert is_told(path, key), page


def test_a_store_that_was_cut_off_is_found(path: Path, key: DataKey | None) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert is_told(path, key)


def test_where_pages_are_broken_nothing_else_is_looked_at(path: Path, key: DataKey | None) -> None:
    content = path.read_bytes()
    last = len(content) - 4096
    path.write_bytes(content[:last] + b"\xff" * 4096)
    assert list(findings(path, key)) == ["pages"]


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
maybe = st.none() | texts
rows = st.builds(
    SourceRow,
    external_id=texts.filter(bool),
    conversation_id=maybe,
    channel=maybe,
    customer_message=texts,
    ai_reply=maybe,
    agent_reply=maybe,
    feedback=st.sampled_from(["yes", "no", None]),
    confidence=st.none() | st.floats(0, 1).map(lambda number: number + 0.0),
    assistant_version=maybe,
    model=maybe,
    prompt_version=maybe,
    topic=maybe,
    intent=maybe,
    language=maybe,
    created_at=st.none() | st.integers(-(2**60), 2**60),
    updated_at=st.none() | st.integers(-(2**60), 2**60),
    context=st.sampled_from(["[]", '[{"role":"customer","text":"Hello"}]']),
    source=st.none() | st.just('{"a":1}'),
    extra=st.none() | st.just('{"b":[1.5,null]}'),
)
Pages = list[list[SourceRow]]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pages=st.lists(st.lists(rows, max_size=8), max_size=4))
def test_whatever_rows_arrive_and_change_the_store_is_sound(store: Store, pages: Pages) -> None:
    for page in pages:
        with store.writing() as writing:
            sync.save_page(writing.connection, "file", page)
    assert [check for check in verify(store) if not check.passed] == []

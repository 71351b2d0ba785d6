import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.domain.identity import interaction_id
from reviewer.domain.intake import PageOutcome, Refused
from reviewer.domain.interaction import SourceRow
from reviewer.store import interactions, search, state, sync
from reviewer.store.opening import create_store
from reviewer.store.store import Store
from reviewer.store.verify import verify
from tests.store.conftest import Save
from tests.support.rows import a_row


def test_a_new_row_is_added_and_reads_back_as_it_came(store: Store, save: Save) -> None:
    row = a_row("x", source='{"ref":"a"}', extra='{"shift":"night"}')

    assert save([row]) == PageOutcome(added=1, updated=0, unchanged=0, repeated=())

    with store.reading() as connection:
        found = interactions.by_id(connection, interaction_id("file", "x"))
    assert found is not None
    assert found.external_id == "x"
    assert found.customer_message == row.customer_message
    assert [turn.text for turn in found.context] == ["Hello"]
    assert found.source == {"ref": "a"}
    assert found.extra == {"shift": "night"}
    assert found.created_at == row.created_at


def test_the_same_rows_again_change_nothing(store: Store, save: Save) -> None:
    rows = [a_row(str(n)) for n in range(50)]
    save(rows)
    before = _dump(store)

    assert save(rows) == PageOutcome(added=0, updated=0, unchanged=50, repeated=())
    assert _dump(store) == before


def test_a_changed_row_is_updated_and_its_old_words_leave_the_index(
    store: Store, save: Save
) -> None:
    save([a_row("x", ai_reply="Bring the giraffe"), a_row("y")])

    assert save([a_row("x", ai_reply="Bring the zebra")]).updated == 1

    assert _found(store, "giraffe") == []
    assert _found(store, "zebra") == [1]
    assert all(check.passed for check in verify(store))


def test_a_second_different_row_of_a_run_under_one_id_is_not_taken(
    store: Store, save: Save
) -> None:
    outcome = save([a_row("x", topic="one"), a_row("x", topic="two"), a_row("x", topic="one")])

    assert outcome == PageOutcome(added=1, updated=0, unchanged=1, repeated=(1,))
    with store.reading() as connection:
        found = interactions.by_row_ids(connection, [1])[1]
    assert found.topic == "one"


def test_importing_a_file_with_a_repeated_id_again_does_not_flip_the_row(save: Save) -> None:
    rows = [a_row("x", topic="one"), a_row("x", topic="two")]
    save(rows)

    assert save(rows) == PageOutcome(added=0, updated=0, unchanged=1, repeated=(1,))


def test_rows_of_two_sources_with_one_external_id_are_two_interactions(store: Store) -> None:
    with store.writing() as writing:
        sync.save_page(writing.connection, "one", [a_row("x")])
        outcome = sync.save_page(writing.connection, "two", [a_row("x")])

    assert outcome.added == 1


def test_refused_rows_are_kept_whole_and_once(store: Store) -> None:
    refused = Refused("line 3", "malformed_json", "ends early", b'{"id": \xff')
    for _ in range(2):
        with store.writing() as writing:
            sync.save_refusals(writing.connection, "file", "day.jsonl", [refused])

    with store.reading() as connection:
        (kept,) = sync.refusals(connection)
    assert (kept.place, kept.reason, kept.raw) == ("line 3", "malformed_json", b'{"id": \xff')


class PowerCut(Exception):
    pass


def test_a_cursor_is_saved_with_its_page_or_not_at_all(store: Store) -> None:
    def save_page_and_fail() -> None:
        with store.writing() as writing:
            sync.save_page(writing.connection, "pg", [a_row("x")])
            sync.save_cursor(writing.connection, "team", "2026|x")
            raise PowerCut

    with pytest.raises(PowerCut):
        save_page_and_fail()

    with store.reading() as connection:
        assert sync.cursor_of(connection, "team") is None
        assert interactions.by_id(connection, interaction_id("pg", "x")) is None


_texts = st.text(st.sampled_from("ab 東京กข'\"-*\n"), max_size=12)
_rows = st.builds(
    a_row,
    st.sampled_from("123456"),
    customer_message=_texts,
    ai_reply=st.none() | _texts,
    agent_reply=st.none() | _texts,
    confidence=st.none() | st.sampled_from([0.0, 0.29, 0.3, 0.9, 1.0]),
    created_at=st.none() | st.integers(0, 10),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages=st.lists(st.lists(_rows, max_size=8), max_size=4))
def test_any_pages_leave_a_sound_store_with_the_last_facts(
    tmp_path_factory: pytest.TempPathFactory, pages: list[list[SourceRow]]
) -> None:
    store = create_store(tmp_path_factory.mktemp("any") / "s.sqlite", None)
    expected: dict[str, SourceRow] = {}
    for page in pages:
        expected |= {row.external_id: row for row in page}
        with store.writing() as writing:
            sync.save_page(writing.connection, "file", page)
    with store.reading() as connection:
        for external_id, row in expected.items():
            found = interactions.by_id(connection, interaction_id("file", external_id))
            assert found is not None
            assert found.customer_message == row.customer_message
            assert found.confidence == row.confidence
        assert state.count_stale(connection) == 0
    assert all(check.passed for check in verify(store))
    store.close()


def test_seen_rows_takes_one_bit_a_row() -> None:
    seen = sync.SeenRows()

    assert all(seen.first_time(row_id) for row_id in range(100_000))
    assert not seen.first_time(77_777)
    assert sys.getsizeof(seen._bits) < 100_000


def _dump(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM customer_interactions")
        return [tuple(row) for row in rows]


def _found(store: Store, words: str) -> list[int]:
    from reviewer.domain.filters import Filter

    with store.reading() as connection:
        return list(search.row_ids(connection, Filter(words=words), now=0))

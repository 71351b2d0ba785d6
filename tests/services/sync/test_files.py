"""Importing files: what is shown before, what is kept, and what a person is told."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewer.domain.filters import Filter
from reviewer.domain.intake import StoredRefusal
from reviewer.errors import UnreadableFile, UsageError
from reviewer.store import search, sync
from reviewer.store.info import store_info
from reviewer.store.opening import create_store
from reviewer.store.store import Store, Writing
from reviewer.store.verify import verify
from services.jobs.status import JobCancelled
from services.jobs.write_lane import WriteLane
from services.sync.files import ImportOutcome, import_file, preview
from tests.support.running import Run

Lane = WriteLane[Writing]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = create_store(tmp_path / "store.sqlite", None)
    yield store
    store.close()


@pytest.fixture
def lane(store: Store) -> Iterator[Lane]:
    lane: Lane = WriteLane(store.writing)
    yield lane
    lane.close()


def record(number: int, **facts: Any) -> dict[str, Any]:
    return {
        "id": f"r-{number}",
        "message": f"Where is parcel {number}?",
        "aiReply": "It will arrive soon.",
        "confidenceScore": 0.2,
        **facts,
    }


def lines(*records: Any) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in records)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def imported(path: Path, lane: Lane, **choices: Any) -> ImportOutcome:
    return import_file(path, choices.pop("key", "file"), lane, Run().control, **choices)


def rows_in(store: Store) -> int:
    with store.reading() as connection:
        return store_info(connection).interactions


def refusals(store: Store) -> list[StoredRefusal]:
    with store.reading() as connection:
        return list(sync.refusals(connection))


def found(store: Store, words: str) -> int:
    with store.reading() as connection:
        return search.count(connection, Filter(words=words), 0)


def test_a_preview_shows_what_is_taken_for_what(tmp_path: Path) -> None:
    seen = preview(written(tmp_path / "log.jsonl", lines(record(1), record(2))))
    taken = {choice.ours: (choice.theirs, choice.sample) for choice in seen.mapping.choices}
    assert taken == {
        "id": ("id", '"r-1"'),
        "customer_message": ("message", '"Where is parcel 1?"'),
        "ai_reply": ("aiReply", '"It will arrive soon."'),
        "confidence": ("confidenceScore", "0.2"),
    }
    assert seen.paths == ("id", "message", "aiReply", "confidenceScore")
    assert [row.external_id for row in seen.rows] == ["r-1", "r-2"]
    assert (seen.notes, seen.problems, seen.possible) == (("JSON Lines",), (), True)


def test_a_preview_writes_nothing(tmp_path: Path, store: Store) -> None:
    preview(written(tmp_path / "log.jsonl", lines(record(1))))
    assert rows_in(store) == 0


def test_a_preview_can_be_corrected_without_the_file(tmp_path: Path) -> None:
    path = written(tmp_path / "log.jsonl", lines(record(1, note="Hello", topic="parcels")))
    seen = preview(path)
    path.unlink()
    corrected = seen.corrected(["customer_message=note"], without=["topic"])
    assert corrected.rows[0].customer_message == "Hello"
    assert corrected.rows[0].topic is None
    assert json.loads(corrected.rows[0].extra or "{}") == {
        "message": "Where is parcel 1?",
        "topic": "parcels",
    }


def test_a_preview_says_what_is_missing(tmp_path: Path) -> None:
    seen = preview(written(tmp_path / "log.jsonl", lines({"number": 1, "note": "Hello"})))
    assert not seen.possible
    assert seen.rows == ()
    (problem,) = seen.problems
    assert problem.startswith("No row can be taken without id and customer_message: choose")


def test_a_preview_counts_what_cannot_be_taken(tmp_path: Path) -> None:
    path = written(tmp_path / "log.jsonl", lines(record(1), [1], record(2, message=None)))
    seen = preview(path)
    assert len(seen.rows) == 1
    assert seen.possible
    assert seen.problems[0].startswith(
        "2 of 3 sampled records cannot be taken. The first is line 2"
    )


def test_a_file_with_a_header_alone_holds_nothing(tmp_path: Path, lane: Lane) -> None:
    path = written(tmp_path / "log.csv", b"id,message\n")
    seen = preview(path)
    assert not seen.possible
    assert seen.problems[0] == "log.csv holds no records."
    with pytest.raises(UnreadableFile, match=r"log\.csv holds no records"):
        imported(path, lane)


def test_an_import_counts_what_it_did(tmp_path: Path, store: Store, lane: Lane) -> None:
    path = written(tmp_path / "log.jsonl", lines(record(1), record(2), [1]))
    outcome = imported(path, lane).as_json()
    assert outcome["read"] == 3
    assert outcome["added"] == 2
    assert outcome["rejected"] == 1
    assert outcome["reasons"] == {"not_an_object": 1}
    assert rows_in(store) == 2


def test_the_same_file_again_changes_nothing(tmp_path: Path, store: Store, lane: Lane) -> None:
    path = written(tmp_path / "log.jsonl", lines(*map(record, range(50)), "broken"))
    imported(path, lane)
    again = imported(path, lane).tally
    assert (again.read, again.added, again.updated, again.unchanged) == (51, 0, 0, 50)
    assert rows_in(store) == 50
    assert len(refusals(store)) == 1


def test_a_changed_row_is_updated_and_found_by_its_new_words(
    tmp_path: Path, store: Store, lane: Lane
) -> None:
    path = tmp_path / "log.jsonl"
    imported(written(path, lines(record(1), record(2))), lane)
    changed = lines(record(1, message="Where is my umbrella?"), record(2))
    again = imported(written(path, changed), lane).tally
    assert (again.updated, again.unchanged) == (1, 1)
    assert found(store, "umbrella") == 1
    assert found(store, "parcel") == 1


def test_the_source_key_tells_rows_apart(tmp_path: Path, store: Store, lane: Lane) -> None:
    path = written(tmp_path / "log.jsonl", lines(record(1)))
    imported(path, lane, key="file")
    assert imported(path, lane, key="support/interactions").tally.added == 1
    assert rows_in(store) == 2


def test_corrections_and_an_accepted_mapping_do_the_same(
    tmp_path: Path, store: Store, lane: Lane
) -> None:
    path = written(
        tmp_path / "log.jsonl", lines({"id": 1, "message": "a", "customer": {"text": "b"}})
    )
    corrections = ["customer_message=customer.text"]
    imported(path, lane, corrections=corrections)
    accepted = preview(path, corrections).mapping
    assert imported(path, lane, mapping=accepted).tally.unchanged == 1
    assert found(store, "b") == 1


def test_a_refused_row_names_its_file_and_line(tmp_path: Path, store: Store, lane: Lane) -> None:
    imported(written(tmp_path / "log.jsonl", lines(record(1)) + b'{"id": \n'), lane)
    (refusal,) = refusals(store)
    assert (refusal.origin, refusal.place, refusal.reason) == (
        "log.jsonl",
        "line 2",
        "malformed_json",
    )
    assert refusal.raw == b'{"id": '


def test_progress_is_in_bytes_of_the_file(tmp_path: Path, lane: Lane) -> None:
    path = tmp_path / "log.jsonl.gz"
    path.write_bytes(gzip.compress(lines(*map(record, range(3000)))))
    run = Run()
    import_file(path, "file", lane, run.control)
    size = path.stat().st_size
    assert run.reports[0].total == size
    assert (run.last.done, run.last.detail) == (size, "3,000 rows")
    done = [progress.done for progress in run.reports]
    assert done == sorted(done)


def test_a_cancelled_import_keeps_what_it_read_and_goes_on_later(
    tmp_path: Path, store: Store, lane: Lane
) -> None:
    path = written(tmp_path / "log.jsonl", lines(*map(record, range(10_000))))
    with pytest.raises(JobCancelled):
        import_file(path, "file", lane, Run(cancel_after=0).control)
    kept = rows_in(store)
    assert 0 < kept < 10_000
    again = imported(path, lane).tally
    assert (again.added, again.unchanged) == (10_000 - kept, kept)
    assert all(check.passed for check in verify(store))


def test_a_file_cut_off_keeps_what_can_be_read(tmp_path: Path, store: Store, lane: Lane) -> None:
    whole = gzip.compress(lines(*map(record, range(20_000))))
    path = written(tmp_path / "log.jsonl.gz", whole[: len(whole) // 2])
    outcome = imported(path, lane)
    assert outcome.broken_off is not None
    assert outcome.broken_off.startswith("log.jsonl.gz")
    assert rows_in(store) == outcome.tally.added > 0


def test_a_repeated_id_in_one_file_is_refused(tmp_path: Path, store: Store, lane: Lane) -> None:
    outcome = imported(
        written(tmp_path / "log.jsonl", lines(record(1), record(1, message="Other"))), lane
    )
    assert (outcome.tally.added, outcome.tally.rejected) == (1, 1)
    assert refusals(store)[0].reason == "duplicate_id"


@pytest.mark.parametrize("key", ["", "  ", "a\0b", "a\nb"])
def test_a_key_that_is_none_is_refused(tmp_path: Path, store: Store, lane: Lane, key: str) -> None:
    with pytest.raises(UsageError, match="key is a short text"):
        imported(written(tmp_path / "log.jsonl", lines(record(1))), lane, key=key)
    assert rows_in(store) == 0


def test_a_file_without_ids_is_refused_before_anything_is_written(
    tmp_path: Path, store: Store, lane: Lane
) -> None:
    path = written(tmp_path / "log.jsonl", lines({"message": "Hello"}))
    with pytest.raises(UsageError, match="looks like id"):
        imported(path, lane)
    assert rows_in(store) == 0
    assert refusals(store) == []


def test_a_file_that_is_not_there(tmp_path: Path, lane: Lane) -> None:
    with pytest.raises(UnreadableFile, match="There is no file"):
        imported(tmp_path / "nothing.jsonl", lane)


def test_the_developer_data_arrives_whole(shared: Path, store: Store, lane: Lane) -> None:
    path = shared / "data" / "interactions.jsonl.gz"
    first, again = imported(path, lane).tally, imported(path, lane).tally
    assert (first.read, first.added, first.sanitised, first.rejected) == (20_000, 20_000, 0, 0)
    assert (again.added, again.unchanged) == (0, 20_000)
    assert all(check.passed for check in verify(store))

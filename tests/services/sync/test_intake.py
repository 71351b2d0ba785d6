"""How rows are written: in long transactions while nobody else writes, and in short ones else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.domain.changes import Changed
from reviewer.store import sync
from reviewer.store.opening import create_store
from reviewer.store.store import Store, Writing
from reviewer.store.write_cache import USUAL_KIB, WIDE_KIB
from services.jobs.write_lane import WriteLane
from services.sync.intake import FIRST_ROWS, WIDE_ROWS, Intake, Tally
from services.sync.records import NormalisedBlock, RawBlock
from tests.support.rows import a_row

BLOCK = 50


class Wanted(WriteLane[Writing]):
    """A lane for which somebody waits all the time."""

    def is_wanted(self) -> bool:
        return True


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = create_store(tmp_path / "store.sqlite", None)
    yield store
    store.close()


def block(number: int) -> NormalisedBlock:
    ids = [str(n) for n in range(number * BLOCK, (number + 1) * BLOCK)]
    raw = RawBlock([{"id": one} for one in ids], ids, "key", [b"{}"] * BLOCK, BLOCK)
    return NormalisedBlock(raw, [a_row(one) for one in ids], range(BLOCK))


def taken(store: Store, lane: WriteLane[Writing], blocks: int) -> tuple[Tally, list[Changed]]:
    """Take blocks with a cursor each; return the tally, and what each transaction announced."""
    heard: list[Changed] = []
    stop = store.subscribe(heard.append)
    intake = Intake(lane, "file", "team", repeats_refused=True)
    for number in range(blocks):
        intake.take(block(number), ("team", str(number)))
    tally = intake.finish()
    stop()
    lane.close()
    return tally, heard


def cursor(store: Store) -> str | None:
    with store.reading() as connection:
        return sync.cursor_of(connection, "team")


def test_blocks_share_a_transaction_while_nobody_else_writes(store: Store) -> None:
    tally, heard = taken(store, WriteLane(store.writing), 4)

    assert (tally.read, tally.added) == (4 * BLOCK, 4 * BLOCK)
    assert len(heard) == 1
    assert cursor(store) == "3"


def test_a_transaction_ends_with_the_block_in_which_somebody_wants_to_write(store: Store) -> None:
    tally, heard = taken(store, Wanted(store.writing), 4)

    assert (tally.read, tally.added) == (4 * BLOCK, 4 * BLOCK)
    assert len(heard) == 4
    assert cursor(store) == "3"


def test_the_first_rows_are_there_before_all_have_come(store: Store) -> None:
    lane: WriteLane[Writing] = WriteLane(store.writing)
    intake = Intake(lane, "file", "team", repeats_refused=True)
    for number in range(FIRST_ROWS // BLOCK):
        assert intake.tally.read == 0
        intake.take(block(number))
    assert intake.tally.added == FIRST_ROWS
    lane.close()


def test_the_cursor_is_that_of_the_last_block_that_was_written(store: Store) -> None:
    lane = Wanted(store.writing)
    seen: list[str | None] = []
    store.subscribe(lambda _changed: seen.append(cursor(store)))
    intake = Intake(lane, "file", "team", repeats_refused=False)
    for number in range(3):
        intake.take(block(number), ("team", str(number)))
    intake.finish()
    lane.close()
    assert seen == ["0", "1", "2"]


def cache_of(lane: WriteLane[Writing]) -> int:
    ask = "PRAGMA cache_size"
    return lane.background(
        lambda writing: int(writing.connection.exec_driver_sql(ask).scalar_one())
    ).result()


def test_a_large_import_takes_memory_for_the_writer_and_gives_it_back(store: Store) -> None:
    lane = WriteLane(store.writing)
    intake = Intake(lane, "file", "team", repeats_refused=True)
    for number in range(2 * WIDE_ROWS // BLOCK):
        intake.take(block(number))
    assert cache_of(lane) == -WIDE_KIB
    intake.finish()
    assert cache_of(lane) == -USUAL_KIB
    lane.close()

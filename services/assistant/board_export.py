"""The leaderboard as a file: CSV for a spreadsheet, or JSON; as a table for the clipboard."""

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from uuid import UUID

import orjson

from reviewer.domain.improvement import LeaderboardRow
from reviewer.domain.spreadsheet import tab_separated
from reviewer.store.improvements import Board
from services.assistant.board import COLUMNS, cells_of
from services.assistant.board_pages import BoardPages
from services.file_writing import writing_whole
from services.jobs.control import JobControl
from services.jobs.runner import JobRunner

if TYPE_CHECKING:
    from services.jobs.job import Job

#: Rows that go to the clipboard at most.
MOST_COPIED = 2_000
_CHUNK = 200


class BoardExport:
    """Writes what a leaderboard shows, in a job; a file is there whole or not at all."""

    def __init__(self, pages: BoardPages, runner: JobRunner) -> None:
        self._pages = pages
        self._runner = runner

    def write(self, wanted: Board, path: Path) -> "Job[int]":
        """Write the rows to a file, as its suffix says (.json, else CSV); the job gives how many.

        The job raises StoreError, and DiskFull where there is no room.
        """

        def body(control: JobControl) -> int:
            ids = self._pages.ids(wanted)
            rows = self._rows(ids, _reporter(control, len(ids)))
            write = _write_json if path.suffix.lower() == ".json" else _write_csv
            with writing_whole(path) as file:
                return write(file, rows)

        return self._runner.start("Exporting improved replies", body)

    def copied(self, ids: Sequence[UUID]) -> str:
        """Return a line of heads and the rows as tab-separated text; at most `MOST_COPIED`."""
        rows = self._rows(ids[:MOST_COPIED], lambda _done: None)
        return "\n".join(
            (tab_separated(list(COLUMNS)), *(tab_separated(cells_of(r)) for r in rows))
        )

    def _rows(
        self, ids: Sequence[UUID], report: Callable[[int], object]
    ) -> Iterator[LeaderboardRow]:
        left, done = iter(ids), 0
        while chunk := list(islice(left, _CHUNK)):
            report(done)
            found = self._pages.rows(chunk)
            yield from (found[one] for one in chunk if one in found)
            done += len(chunk)


def _reporter(control: JobControl, total: int) -> Callable[[int], None]:
    def report(done: int) -> None:
        control.checkpoint()
        control.report(done, total)

    return report


def _write_csv(file: TextIO, rows: Iterator[LeaderboardRow]) -> int:
    writer, count = csv.writer(file), 0
    writer.writerow(COLUMNS)
    for count, row in enumerate(rows, start=1):  # noqa: B007  the count of the last row is kept
        writer.writerow(cells_of(row))
    return count


def _write_json(file: TextIO, rows: Iterator[LeaderboardRow]) -> int:
    count = 0
    file.write("[")
    for count, row in enumerate(rows, start=1):
        text = orjson.dumps(row.as_json(), option=orjson.OPT_INDENT_2).decode()
        file.write(("\n" if count == 1 else ",\n") + text)
    file.write("\n]\n")
    return count

"""The ledger of model calls as a window reads it, and as a file."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from reviewer.domain.assistant import Call, is_simulated
from reviewer.domain.cost import dollars
from reviewer.domain.moments import iso_utc
from reviewer.domain.spreadsheet import safe_cell, tab_separated
from reviewer.store import assistant
from reviewer.store.store import Store
from services.file_writing import writing_whole
from services.jobs.control import JobControl
from services.jobs.runner import JobRunner

if TYPE_CHECKING:
    from services.jobs.job import Job

MOST_COPIED = 5_000
_CHUNK = 500
#: Columns of the export; `cost` in US dollars, empty where no price is known.
COLUMNS = (
    "at", "purpose", "provider", "model", "simulated", "state", "prompt_tokens", "cached_tokens",
    "completion_tokens", "estimated", "cost", "latency_ms", "attempts", "interaction_id",
    "request_id", "problem",
)  # fmt: skip


class LedgerPages:
    """Reads at once on the caller's thread: not for the GUI thread."""

    def __init__(self, store: Store, runner: JobRunner) -> None:
        self._store = store
        self._runner = runner

    def any(self) -> bool:
        """Tell whether a model was ever asked."""
        with self._store.reading() as connection:
            return assistant.any_call(connection)

    def ids(self, since: int) -> tuple[UUID, ...]:
        """Return the calls since a moment (microseconds UTC), newest first."""
        with self._store.reading() as connection:
            return assistant.call_ids(connection, since)

    def calls(self, ids: Sequence[UUID]) -> dict[UUID, Call]:
        """Return a few calls."""
        with self._store.reading() as connection:
            return assistant.calls_by_id(connection, ids)

    def copied(self, ids: Sequence[UUID]) -> str:
        """Return a line of heads and calls as tab-separated text; at most `MOST_COPIED`."""
        lines = (list(COLUMNS), *map(cells_of, self._all(ids[:MOST_COPIED])))
        return "\n".join(map(tab_separated, lines))

    def write(self, since: int, path: Path) -> "Job[int]":
        """Write the calls since a moment to a CSV file; the job gives how many.

        The job raises StoreError, and DiskFull where there is no room.
        """

        def body(control: JobControl) -> int:
            ids = self.ids(since)
            with writing_whole(path) as file:
                writer = csv.writer(file)
                writer.writerow(COLUMNS)
                for done, call in enumerate(self._all(ids)):
                    if done % _CHUNK == 0:
                        control.checkpoint()
                        control.report(done, len(ids))
                    writer.writerow(map(safe_cell, cells_of(call)))
            return len(ids)

        return self._runner.start("Exporting model calls", body)

    def _all(self, ids: Sequence[UUID]) -> Iterator[Call]:
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK]
            found = self.calls(chunk)
            yield from (found[one] for one in chunk if one in found)


def cells_of(call: Call) -> list[str]:
    """Return the cells of one call of an export."""
    use = call.use
    values = (
        iso_utc(call.at), call.purpose.value, call.provider, call.model,
        "yes" if is_simulated(call.model) else "no", call.state.value, use.prompt, use.cached,
        use.completion, "yes" if use.estimated else "no",
        f"{dollars(call.cost):.9f}" if call.priced else "", call.latency // 1000, call.attempts,
        call.interaction_id, call.request_id, call.problem,
    )  # fmt: skip
    return ["" if value is None else str(value) for value in values]

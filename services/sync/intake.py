"""Takes normalised rows into the store: small transactions, the next one read meanwhile."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from reviewer.domain.changes import Changed
from reviewer.domain.intake import PageOutcome, Refused
from reviewer.store import sync
from reviewer.store.store import Writing
from services.jobs.page_sizer import PageSizer
from services.jobs.write_lane import WriteLane
from services.sync.records import NormalisedBlock, Repaired

#: Repaired rows that a tally names; the others are only counted.
NAMED_REPAIRS = 200


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the rows of a run. `read` is the sum of the others but `sanitised`.

    `sanitised` counts rows that were taken with repairs; they are among the added, updated or
    unchanged ones. `reasons` counts refusals by reason.
    """

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    sanitised: int = 0
    rejected: int = 0
    reasons: "Counter[str]" = field(default_factory=Counter)
    repairs: tuple[Repaired, ...] = ()

    def plus(self, saved: "_Saved") -> "Tally":
        """Return the tally with one more transaction."""
        page, refused = saved.outcome, saved.refused
        return Tally(
            read=self.read + page.added + page.updated + page.unchanged + len(refused),
            added=self.added + page.added,
            updated=self.updated + page.updated,
            unchanged=self.unchanged + page.unchanged,
            sanitised=self.sanitised + len(saved.repaired),
            rejected=self.rejected + len(refused),
            reasons=self.reasons + Counter(one.reason for one in refused),
            repairs=(self.repairs + saved.repaired)[:NAMED_REPAIRS],
        )

    def as_json(self) -> dict[str, Any]:
        """Return the tally as commands print it."""
        return {**self.counts(), "reasons": dict(sorted(self.reasons.items()))}

    def counts(self) -> dict[str, int]:
        """Return the numbers alone."""
        return {
            "read": self.read,
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "sanitised": self.sanitised,
            "rejected": self.rejected,
        }


@dataclass(frozen=True, slots=True)
class _Saved:
    outcome: PageOutcome
    refused: tuple[Refused, ...]
    repaired: tuple[Repaired, ...]


class Intake:
    """Writes blocks of one source, in order, and counts what became of their rows.

    `source_key` goes into the ids, `origin` (a file's or a source's name) stands beside refused
    rows. With `repeats_refused`, a second and different row under one id is refused: right for a
    file, which is one moment; not for a source that is read page by page while it changes.
    """

    def __init__(
        self, lane: WriteLane[Writing], source_key: str, origin: str, *, repeats_refused: bool
    ) -> None:
        self._lane = lane
        self._source_key = source_key
        self._origin = origin
        self._seen = sync.SeenRows() if repeats_refused else None
        self._sizer = PageSizer(1000)
        self._waiting: list[NormalisedBlock] = []
        self.tally = Tally()

    def take(self, block: NormalisedBlock, cursor: tuple[str, str] | None = None) -> None:
        """Take a block; where enough rows have come together, write them and wait for that.

        Reading the next rows meanwhile would be slower: a thread that computes takes Python's
        lock from the writer at each of its statements. A `cursor` (source name, cursor) is saved
        in the transaction of its block.
        """
        self._waiting.append(block)
        if cursor or sum(len(one.rows) for one in self._waiting) >= self._sizer.rows:
            self._write(cursor)

    def finish(self) -> Tally:
        """Write what is left, and return the tally once all is committed."""
        self._write(None)
        return self.tally

    def _write(self, cursor: tuple[str, str] | None) -> None:
        blocks, self._waiting = self._waiting, []
        if not blocks:
            return
        rows = sum(len(block.rows) for block in blocks)
        future = self._lane.background(
            lambda writing: self._save(writing, blocks, cursor),
            held=lambda seconds: self._sizer.record(rows, seconds),
        )
        self.tally = self.tally.plus(future.result())

    def _save(
        self, writing: Writing, blocks: list[NormalisedBlock], cursor: tuple[str, str] | None
    ) -> _Saved:
        rows = [row for block in blocks for row in block.rows]
        outcome = sync.save_page(writing.connection, self._source_key, rows, self._seen)
        saved = _saved(blocks, outcome)
        sync.save_refusals(writing.connection, self._source_key, self._origin, saved.refused)
        if cursor:
            sync.save_cursor(writing.connection, *cursor)
        writing.announce(_changed(saved))
        return saved


def _saved(blocks: list[NormalisedBlock], outcome: PageOutcome) -> _Saved:
    """Return the outcome with refusals and repairs of all blocks, repeated rows told apart."""
    refused: list[Refused] = []
    repaired: list[Repaired] = []
    start = 0
    for block in blocks:
        end = start + len(block.rows)
        repeats = {index - start for index in outcome.repeated if start <= index < end}
        refused += [*block.refused, *map(block.refuse_repeat, sorted(repeats))]
        repaired += [one for one in block.repaired if one.index not in repeats]
        start = end
    return _Saved(outcome, tuple(refused), tuple(repaired))


def _changed(saved: _Saved) -> Changed:
    touched = bool(saved.outcome.added or saved.outcome.updated)
    return Changed(
        interactions=touched,
        rejected=bool(saved.refused),
        row_ids=None if touched else frozenset(),
    )

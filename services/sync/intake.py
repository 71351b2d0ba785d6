"""Takes normalised rows into the store, in transactions that end where a person wants to write."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from reviewer.domain.changes import Changed
from reviewer.domain.intake import PageOutcome, Refused
from reviewer.store import sync, write_cache
from reviewer.store.store import Writing
from services.jobs.page_sizer import PageSizer
from services.jobs.write_lane import WriteLane
from services.sync.records import NormalisedBlock, Repaired

#: Repaired rows that a tally names; the others are only counted.
NAMED_REPAIRS = 200

#: Rows of the first transaction.
FIRST_ROWS = 1_000
#: Rows of one transaction while nobody else writes. Every page of an index that they touch is
#: encrypted and written once, however many rows touch it: small transactions write far more.
UNATTENDED_ROWS = 8_000
#: After so many rows the writer keeps more pages in memory, until the end.
WIDE_ROWS = 2_000

#: A block, and how far its source is read with it (source name, cursor), where that is known.
_Waiting = tuple[NormalisedBlock, tuple[str, str] | None]


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
        self._sizer = PageSizer(FIRST_ROWS)
        self._waiting: list[_Waiting] = []
        self._rows, self._is_wide = 0, False
        self.tally = Tally()

    def take(self, block: NormalisedBlock, cursor: tuple[str, str] | None = None) -> None:
        """Take a block; where enough rows have come together, write them and wait for that.

        Reading the next rows meanwhile would be slower: a thread that computes takes Python's
        lock from the writer at each of its statements. A `cursor` (source name, cursor) is saved
        in the transaction of its block.
        """
        self._waiting.append((block, cursor))
        self._rows += len(block.rows)
        if self._rows >= self._page_rows():
            self._write()

    def _page_rows(self) -> int:
        """Return how many rows a transaction takes; the first ones are small, to be seen soon."""
        if self._lane.is_attended():
            return self._sizer.rows
        return max(FIRST_ROWS, min(self.tally.read, UNATTENDED_ROWS))

    def finish(self) -> Tally:
        """Write what is left, and return the tally once all is committed."""
        self._write()
        if self._is_wide:
            self._is_wide = False
            self._lane.background(lambda writing: write_cache.narrow(writing.connection)).result()
        return self.tally

    def _write(self) -> None:
        self._widen()
        waiting, self._waiting, self._rows = self._waiting, [], 0
        while waiting:
            page = _Page(self._lane, self._source_key, self._origin, self._seen, waiting)
            saved = self._lane.background(page.save, held=partial(page.teach, self._sizer)).result()
            for one in saved:
                self.tally = self.tally.plus(one)
            waiting = waiting[len(saved) :]

    def _widen(self) -> None:
        """Let the writer keep more once this has turned out to be a large one."""
        if not self._is_wide and self.tally.read >= WIDE_ROWS:
            self._is_wide = True
            self._lane.background(lambda writing: write_cache.widen(writing.connection)).result()


@dataclass(slots=True)
class _Page:
    """One transaction: as many of the waiting blocks as fit in before a person wants to write."""

    lane: WriteLane[Writing]
    source_key: str
    origin: str
    seen: sync.SeenRows | None
    waiting: Sequence[_Waiting]
    rows: int = 0

    def save(self, writing: Writing) -> list[_Saved]:
        """Save blocks, at least one, and how far their source is read with them."""
        saved: list[_Saved] = []
        for block, _ in self.waiting:
            saved.append(self._save(writing, block))
            if self.lane.is_wanted():
                break
        cursors = [cursor for _, cursor in self.waiting[: len(saved)] if cursor]
        if cursors:
            sync.save_cursor(writing.connection, *cursors[-1])
        return saved

    def _save(self, writing: Writing, block: NormalisedBlock) -> _Saved:
        outcome = sync.save_page(writing.connection, self.source_key, block.rows, self.seen)
        saved = _saved(block, outcome)
        sync.save_refusals(writing.connection, self.source_key, self.origin, saved.refused)
        writing.announce(_changed(saved))
        self.rows += len(block.rows)
        return saved

    def teach(self, sizer: PageSizer, held: float) -> None:
        """Tell for how many seconds these rows held the writer."""
        sizer.record(self.rows, held)


def _saved(block: NormalisedBlock, outcome: PageOutcome) -> _Saved:
    """Return the outcome with the block's refusals and repairs, repeated rows told apart."""
    repeats = sorted(outcome.repeated)
    refused = (*block.refused, *map(block.refuse_repeat, repeats))
    repaired = [one for one in block.repaired if one.index not in outcome.repeated]
    return _Saved(outcome, refused, tuple(repaired))


def _changed(saved: _Saved) -> Changed:
    touched = bool(saved.outcome.added or saved.outcome.updated)
    return Changed(
        interactions=touched,
        rejected=bool(saved.refused),
        row_ids=None if touched else frozenset(),
    )

"""Takes normalised rows into the store: small transactions, the next one read meanwhile."""

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reviewer.domain.changes import Changed
from reviewer.domain.intake import PageOutcome, Refused
from reviewer.store import sync
from reviewer.store.store import Writing
from services.jobs.page_sizer import PageSizer
from services.jobs.write_lane import WriteLane
from services.sync.records import NormalisedBlock, Repaired

if TYPE_CHECKING:
    from concurrent.futures import Future

#: Transactions that may be under way while the next rows are read.
AHEAD = 2
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
        self._under_way: deque[Future[list[_Saved]]] = deque()
        self.tally = Tally()

    def take(self, block: NormalisedBlock, cursor: tuple[str, str] | None = None) -> None:
        """Take a block; waits where the writer is behind.

        A `cursor` (source name, cursor) is saved in the transaction of its block.
        """
        self._waiting.append(block)
        if cursor or sum(len(one.rows) for one in self._waiting) >= self._sizer.rows:
            self._submit(cursor)
        while len(self._under_way) > AHEAD:
            self._collect()

    def finish(self) -> Tally:
        """Write what is left, and return the tally once all is committed."""
        self._submit(None)
        while self._under_way:
            self._collect()
        return self.tally

    def _submit(self, cursor: tuple[str, str] | None) -> None:
        blocks, self._waiting = self._waiting, []
        if not blocks:
            return
        rows = sum(len(block.rows) for block in blocks)
        future = self._lane.background(
            lambda writing: self._save(writing, blocks, cursor),
            held=lambda seconds: self._sizer.record(rows, seconds),
        )
        self._under_way.append(future)

    def _collect(self) -> None:
        for saved in self._under_way.popleft().result():
            self.tally = self.tally.plus(saved)

    def _save(
        self, writing: Writing, blocks: list[NormalisedBlock], cursor: tuple[str, str] | None
    ) -> list[_Saved]:
        saved = [self._save_block(writing, block) for block in blocks]
        if cursor:
            sync.save_cursor(writing.connection, *cursor)
        writing.announce(_changed(saved))
        return saved

    def _save_block(self, writing: Writing, block: NormalisedBlock) -> _Saved:
        outcome = sync.save_page(writing.connection, self._source_key, block.rows, self._seen)
        repeated = set(outcome.repeated)
        refused = block.refused + tuple(block.refuse_repeat(index) for index in outcome.repeated)
        sync.save_refusals(writing.connection, self._source_key, self._origin, refused)
        kept = tuple(one for one in block.repaired if one.index not in repeated)
        return _Saved(outcome, refused, kept)


def _changed(saved: list[_Saved]) -> Changed:
    touched = any(one.outcome.added or one.outcome.updated for one in saved)
    refused = any(one.refused for one in saved)
    return Changed(interactions=touched, rejected=refused, row_ids=None if touched else frozenset())

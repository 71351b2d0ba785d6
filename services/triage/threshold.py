"""The confidence below which a reply is snoozed: what another one would do, and setting it."""

from dataclasses import dataclass
from functools import partial

from reviewer.domain.changes import Changed
from reviewer.errors import NotPossible
from reviewer.store import facts, state, thresholds
from reviewer.store.store import Store, Writing
from services.jobs.control import JobControl
from services.jobs.page_sizer import PageSizer
from services.jobs.write_lane import WriteLane


@dataclass(frozen=True, slots=True)
class ThresholdMove:
    """From which threshold to which, and how many automatic stays that opens and closes."""

    before: float
    after: float
    opens: int
    closes: int


class Threshold:
    """Reads at once on the caller's thread; `move` is the body of a job."""

    def __init__(self, store: Store, lane: WriteLane[Writing]) -> None:
        self._store = store
        self._lane = lane

    def current(self) -> float:
        """Return the threshold, 0..1."""
        with self._store.reading() as connection:
            return facts.threshold(connection)

    def dry_run(self, threshold: float) -> ThresholdMove:
        """Count what another threshold would do. Raises NotPossible outside of 0..1."""
        _check(threshold)
        with self._store.reading() as connection:
            opens, closes = thresholds.would_move(connection, threshold)
            return ThresholdMove(facts.threshold(connection), threshold, opens, closes)

    def move(self, threshold: float, control: JobControl) -> ThresholdMove:
        """Set the threshold and let all rows follow, in short transactions.

        The threshold holds for new rows at once. Where the job ends early, opening the store
        lets the other rows follow.
        """
        move = self.dry_run(threshold)
        self._lane.interactive(partial(_begin, threshold)).result()
        with self._store.reading() as connection:
            stale = thresholds.stale_rows(connection)
        self._follow(stale, control)
        self._lane.background(_end).result()
        return move

    def _follow(self, stale: tuple[int, ...], control: JobControl) -> None:
        sizer, done = PageSizer(), 0
        control.report(0, len(stale))
        while done < len(stale):
            control.checkpoint()
            page = stale[done : done + sizer.rows]
            record = partial(sizer.record, len(page))
            self._lane.background(partial(_derive, page), held=record).result()
            done += len(page)
            control.report(done, len(stale))


def _check(threshold: float) -> None:
    if not 0 <= threshold <= 1:
        raise NotPossible(f"The threshold is a number from 0 to 1, not {threshold:g}.")


def _begin(threshold: float, writing: Writing) -> None:
    thresholds.begin_move(writing.connection, threshold)
    writing.announce(Changed(settings=True))


def _derive(page: tuple[int, ...], writing: Writing) -> None:
    state.refresh_rows(writing.connection, page)
    writing.announce(Changed(reviews=True, row_ids=None))


def _end(writing: Writing) -> None:
    thresholds.end_move(writing.connection)
    writing.announce(Changed(settings=True))

"""Draws the audit sample: replies that were not snoozed, at random, so that figures are fair."""

from functools import partial

from reviewer.domain.changes import Changed
from reviewer.domain.moments import now_micros
from reviewer.errors import NotPossible
from reviewer.store import audit, interactions
from reviewer.store.store import Store, Writing
from services.jobs.control import JobControl
from services.jobs.page_sizer import PageSizer
from services.jobs.write_lane import WriteLane


class AuditSampling:
    """`draw` is the body of a job; every reply is looked at once, whenever it is run again."""

    def __init__(self, store: Store, lane: WriteLane[Writing]) -> None:
        self._store = store
        self._lane = lane

    def share(self) -> float:
        """Return the share of replies that is drawn, 0..1."""
        with self._store.reading() as connection:
            return audit.share(connection)

    def set_share(self, share: float) -> None:
        """Draw another share of what arrives from now on. Raises NotPossible outside of 0..1."""
        if not 0 <= share <= 1:
            raise NotPossible(f"The share is a number from 0 to 1, not {share:g}.")
        self._lane.interactive(partial(_set_share, share)).result()

    def draw(self, control: JobControl) -> int:
        """Draw from all replies that were not looked at yet; return how many were drawn."""
        with self._store.reading() as connection:
            done, last = audit.looked_at(connection), interactions.last_row(connection)
        sizer, drawn = PageSizer(2_000), 0
        control.report(done, last)
        while done < last:
            control.checkpoint()
            end = min(done + sizer.rows, last)
            record = partial(sizer.record, end - done)
            step = partial(_draw, done + 1, end)
            drawn += self._lane.background(step, held=record).result()
            done = end
            control.report(done, last)
        return drawn


def _set_share(share: float, writing: Writing) -> None:
    audit.set_share(writing.connection, share)
    writing.announce(Changed(settings=True))


def _draw(first: int, last: int, writing: Writing) -> int:
    drawn = audit.draw(writing.connection, first, last, now_micros())
    if drawn:
        writing.announce(Changed(reviews=True, row_ids=frozenset(drawn)))
    return len(drawn)

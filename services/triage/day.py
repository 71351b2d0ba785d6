"""The reviewer's day, as one page shows it."""

from datetime import datetime, tzinfo
from functools import partial
from typing import TYPE_CHECKING

from reviewer.domain.day import Day
from reviewer.domain.moments import from_micros, now_micros, to_micros
from reviewer.errors import NotPossible
from reviewer.store import day, reviewers, triage
from reviewer.store.store import Store, Writing
from services.triage.gestures import Gestures

if TYPE_CHECKING:
    from concurrent.futures import Future


def midnight(now: int, zone: tzinfo) -> int:
    """Return when the day of a moment began in a time zone; both in microseconds UTC."""
    today = from_micros(now).astimezone(zone)
    return to_micros(datetime(today.year, today.month, today.day, tzinfo=zone))


class ReviewerDay:
    """Reads at once on the caller's thread."""

    def __init__(self, store: Store, gestures: Gestures, zone: tzinfo) -> None:
        self._store = store
        self._gestures = gestures
        self._zone = zone

    def today(self) -> Day:
        """Return what this store's reviewer did since midnight, and what is due."""
        return self.since(midnight(now_micros(), self._zone))

    def since(self, moment: int) -> Day:
        """Return what was done since a moment, in microseconds UTC; 0 for all there is."""
        with self._store.reading() as connection:
            left, goal = triage.queue_counts(connection, now_micros()).due, day.goal(connection)
            me = reviewers.me(connection)
            if me is None:
                return Day(0, 0, 0, left, goal, (), ())
            return Day(
                done=day.count_decided(connection, me.id, moment),
                skipped=day.count_decided(connection, me.id, moment, skipped=True),
                snoozed=day.count_snoozed(connection, me.id, moment),
                left=left,
                goal=goal,
                by_topic=day.tallies(connection, me.id, moment, "topic"),
                by_version=day.tallies(connection, me.id, moment, "assistant_version"),
            )

    def set_goal(self, wanted: int | None) -> "Future[None]":
        """Set how many replies to decide on in a session; None for no goal."""
        if wanted is not None and wanted < 1:
            raise NotPossible("A goal is a whole number from 1.")
        return self._gestures.submit(partial(_set_goal, wanted))


def _set_goal(wanted: int | None, writing: Writing) -> None:
    day.set_goal(writing.connection, wanted)

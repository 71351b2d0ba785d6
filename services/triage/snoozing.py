"""Snoozing with a reason to come back, waking by hand, and what wakes by itself."""

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING
from uuid import UUID

from reviewer.domain.changes import Changed
from reviewer.domain.moments import now_micros
from reviewer.domain.snooze import Snooze, WakeOn, label, settle
from reviewer.errors import NotPossible
from reviewer.store import snoozes, triage
from reviewer.store.store import Connection, Writing
from services.triage.gestures import Done, Gestures, refresh, row_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future


def local_zone() -> tzinfo:
    """Return the time zone of this computer."""
    zone = datetime.now(UTC).astimezone().tzinfo
    assert zone is not None
    return zone


class Snoozing:
    """Puts replies off. `zone` is the time zone in which a label names the day."""

    def __init__(self, gestures: Gestures, zone: tzinfo) -> None:
        self._gestures = gestures
        self._zone = zone

    def snooze(self, interaction_id: UUID, snooze: Snooze) -> "Future[Done]":
        """Snooze a reply; one that was reviewed or snoozed before is snoozed anew.

        Raises NotPossible at once where nothing would end the snooze.
        """
        settled = settle(snooze)
        return self._gestures.mark(
            interaction_id,
            "snooze",
            self.label(settled),
            lambda connection, action, key: snoozes.append_snoozes(
                connection, action.id, [key], settled, action.at
            ),
        )

    def label(self, snooze: Snooze) -> str:
        """Return what menus call the snooze."""
        return label(snooze, now_micros(), self._zone)

    def wake(self, interaction_id: UUID) -> "Future[Done]":
        """End a snooze now. The future raises NotPossible where the reply is not asleep."""
        return self._gestures.submit(lambda writing: self._wake(writing, interaction_id))

    def _wake(self, writing: Writing, interaction_id: UUID) -> Done:
        row_id = row_of(writing.connection, interaction_id)
        _refuse_unless_asleep(writing.connection, row_id)
        action = self._gestures.begin(writing, "wake", "Wake")
        snoozes.append_wakes(writing.connection, action.id, [interaction_id.bytes], action.at)
        refresh(writing, (row_id,))
        return Done(action, (row_id,))

    def happened(
        self, kind: WakeOn, subject: str, row_ids: "Iterable[int] | None" = None
    ) -> "Future[tuple[int, ...]]":
        """Tell that something happened for which snoozed replies may wait.

        `subject` names it, `row_ids` the interactions it concerns (None: all). The future has
        the snoozed rows that were looked at.
        """

        def step(writing: Writing) -> tuple[int, ...]:
            at = now_micros()
            touched = snoozes.happened(writing.connection, kind, subject, at, row_ids)
            writing.announce(Changed(reviews=True, row_ids=None))
            return touched

        return self._gestures.submit(step)


def _refuse_unless_asleep(connection: Connection, row_id: int) -> None:
    item = triage.state_of(connection, row_id)
    if not item.asleep(now_micros()):
        raise NotPossible("This reply is not asleep: there is nothing to wake.")

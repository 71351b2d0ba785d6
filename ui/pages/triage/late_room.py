"""The services beside the desk, made when one of them is asked for first."""

from threading import Lock
from typing import TYPE_CHECKING

from services.triage.desk import TriageDesk

if TYPE_CHECKING:
    from services.triage.room import TriageRoom


class LateRoom:
    """Gives the room, from any thread; the first time costs the imports behind it, 40 ms."""

    def __init__(self, desk: TriageDesk) -> None:
        self._desk, self._lock = desk, Lock()
        self._room: TriageRoom | None = None

    def __call__(self) -> "TriageRoom":
        """Return the services."""
        with self._lock:
            if self._room is None:
                self._room = self._desk.furnish()
            return self._room

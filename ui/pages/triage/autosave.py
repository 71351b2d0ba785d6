"""Puts drafts on the disk while they are written, at most a second behind the typing."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from services.jobs.status import ShuttingDown
from ui.job_bridge import JobBridge
from ui.page_tell import Tell
from ui.pages.triage.drafts import NOTHING, Drafts

if TYPE_CHECKING:
    from collections.abc import Callable

    from services.triage.room import TriageRoom

#: From the first key of a pause until what was typed is handed to the store.
PAUSE_MS = 250


class Autosave(QObject):
    """Hands drafts to the write lane; nobody waits, and a failure is told once until it is over.

    A draft whose decision is made is left to the decision, which ends it in the store, too.
    """

    def __init__(
        self,
        drafts: Drafts,
        room: "Callable[[], TriageRoom]",
        bridge: JobBridge,
        tell: Tell,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._drafts, self._room, self._bridge, self._tell = drafts, room, bridge, tell
        self._unsaved: dict[UUID, None] = {}
        self._failing = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.save)
        drafts.kept.connect(self._note)
        drafts.ended.connect(lambda interaction_id: self._unsaved.pop(interaction_id, None))

    def save(self) -> None:
        """Save what is not saved yet, now."""
        self._pause.stop()
        unsaved, self._unsaved = self._unsaved, {}
        for interaction_id in unsaved:
            self._save(interaction_id)

    def _note(self, interaction_id: UUID) -> None:
        self._unsaved[interaction_id] = None
        if not self._pause.isActive():
            self._pause.start()

    def _save(self, interaction_id: UUID) -> None:
        draft = self._drafts.written(interaction_id) or NOTHING
        try:
            future = self._room().drafts.save(draft.stored(interaction_id))
        except ShuttingDown:
            return
        failed = partial(self._failed, interaction_id)
        self._bridge.after(future, self._saved, failed, owner=self)

    def _saved(self, _none: object) -> None:
        self._failing = False

    def _failed(self, interaction_id: UUID, fault: Exception) -> None:
        """Keep it for the next try, which comes with the next key or when somebody moves on."""
        self._unsaved.setdefault(interaction_id, None)
        if not self._failing:
            self._failing = True
            self._tell(f"What you write is not on the disk yet. {fault}", kind="danger")

"""What an undo would take back and a redo do again, named on the buttons and in menus."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from reviewer.domain.action import Action, redo_title, undo_title
from services.triage.desk import TriageDesk
from ui.job_bridge import JobBridge
from ui.pages.triage.action_bar import ActionBar
from ui.pages.triage.keys import REDO, UNDO
from ui.pages.triage.latest_read import LatestRead


class Steps(QObject):
    """`retitle` gives an action another title in menus. `reads` are to be refreshed on news."""

    def __init__(
        self,
        desk: TriageDesk,
        bridge: JobBridge,
        bar: ActionBar,
        retitle: Callable[[str, str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bar, self._retitle = bar, retitle
        self._back = LatestRead(desk.next_undo, bridge, self)
        self._forth = LatestRead(desk.next_redo, bridge, self)
        self.reads = (self._back, self._forth)
        self._back.arrived.connect(self._show_undo)
        self._forth.arrived.connect(self._show_redo)
        bar.show_undo(None)
        bar.show_redo(None)

    def refresh(self) -> None:
        """Ask the store anew."""
        for read in self.reads:
            read.refresh()

    def _show_undo(self, action: Action | None) -> None:
        title = None if action is None else undo_title(action)
        self._bar.show_undo(title)
        self._retitle(UNDO, title or "Undo")

    def _show_redo(self, action: Action | None) -> None:
        title = None if action is None else redo_title(action)
        self._bar.show_redo(title)
        self._retitle(REDO, title or "Redo")

"""Reads the interaction that is open: the latest question wins, and news are read again."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reviewer.domain.changes import Changed
from services.triage.desk import Case
from ui.job_bridge import JobBridge

if TYPE_CHECKING:
    from ui.tickets import Ticket

ReadCase = Callable[[int], Case | None]


class CaseReader(QObject):
    """`arrived(Case)` follows `read`, unless something else was asked for meanwhile."""

    arrived = Signal(object)

    def __init__(self, read_case: ReadCase, bridge: JobBridge, parent: QObject) -> None:
        super().__init__(parent)
        self._read_case, self._bridge = read_case, bridge
        self._row_id: int | None = None
        self._ticket: Ticket | None = None

    def read(self, row_id: int) -> None:
        """Read an interaction."""
        self._drop_question()
        self._row_id = row_id
        self._ticket = self._bridge.read(partial(self._read_case, row_id), self._take, owner=self)

    def forget(self) -> None:
        """Follow no interaction any more."""
        self._drop_question()
        self._row_id = None

    def renew(self, changed: Changed) -> None:
        """Read the interaction again where a change may concern it."""
        concerned = changed.row_ids is None or self._row_id in changed.row_ids
        if self._row_id is not None and concerned:
            self.read(self._row_id)

    def _drop_question(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None

    def _take(self, case: Case | None) -> None:
        self._ticket = None
        if case is not None:
            self.arrived.emit(case)

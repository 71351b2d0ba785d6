"""One improvement as it is opened: the row, and what changed from the old reply to the new."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from reviewer.domain.diff import Diff, word_diff
from reviewer.domain.improvement import LeaderboardRow
from ui.job_bridge import JobBridge
from ui.widgets.safe_text import FIRST_PART

if TYPE_CHECKING:
    from ui.tickets import Ticket

ReadRow = Callable[[UUID], LeaderboardRow | None]


@dataclass(frozen=True, slots=True)
class Opened:
    """A row with the changes between its replies; `reply` is what a person made of it, if so."""

    row: LeaderboardRow
    diff: Diff

    @property
    def reply(self) -> str:
        """Return the improved reply as it stands."""
        return reply_of(self.row)


def reply_of(row: LeaderboardRow) -> str:
    """Return the improved reply as it stands: edited, or as the assistant wrote it."""
    return row.final_reply or row.improvement.corrected_reply


class RowReader(QObject):
    """`arrived(Opened)` follows `read`, unless something else was asked for meanwhile."""

    arrived = Signal(object)
    gone = Signal()

    def __init__(self, read_row: ReadRow, bridge: JobBridge, parent: QObject) -> None:
        super().__init__(parent)
        self._read_row, self._bridge = read_row, bridge
        self._ticket: Ticket | None = None

    def read(self, improvement_id: UUID) -> None:
        """Read an improvement whole, and compare its replies."""
        self.forget()
        self._ticket = self._bridge.read(
            partial(_opened, self._read_row, improvement_id), self._take, owner=self
        )

    def forget(self) -> None:
        """Drop what was asked."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None

    def _take(self, opened: Opened | None) -> None:
        self._ticket = None
        if opened is None:
            self.gone.emit()
        else:
            self.arrived.emit(opened)


def _opened(read_row: ReadRow, improvement_id: UUID) -> Opened | None:
    row = read_row(improvement_id)
    if row is None:
        return None
    old, new = row.improvement.original_reply, reply_of(row)
    return Opened(row, word_diff(old[:FIRST_PART], new[:FIRST_PART]))

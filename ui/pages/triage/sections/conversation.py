"""The conversation as a whole: the turns before, the reply in question, and those after it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from reviewer.domain.interaction import Turn
from services.triage.conversation import Conversation
from ui.pages.triage.conversation import CHUNK
from ui.pages.triage.prefetch import Prepared
from ui.pages.triage.sections.section import Section, SectionGround
from ui.pages.triage.turns_text import TurnsText, last_fitting

if TYPE_CHECKING:
    from ui.tickets import Ticket

#: Turns that are shown first on each side of the reply in question.
AROUND = 30
HERE = "this reply"
_NAMES = {"customer": "Customer", "assistant": "AI", "agent": "Agent", "system": "System"}


class WholeConversation(Section):
    """Shows what is near the reply first; the rest comes piece by piece when asked for."""

    def __init__(self, ground: SectionGround) -> None:
        super().__init__()
        self._ground = ground
        self._row_id: int | None = None
        self._before: tuple[Turn, ...] = ()
        self._ticket: Ticket | None = None
        self.text = TurnsText(ground.themes, self)
        self.text.setAccessibleName("The conversation as a whole")
        self.setFocusProxy(self.text)
        self.all = QPushButton(self)
        self.all.setProperty("kind", "link")
        self.all.clicked.connect(self._show_all)
        self._pulse = QTimer(self, interval=0)
        self._pulse.timeout.connect(self._show_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.all)
        column.addWidget(self.text, 1)
        self.all.hide()

    def show_case(self, prepared: Prepared) -> None:
        if prepared.row_id == self._row_id:
            return
        self._row_id = prepared.row_id
        if self._ticket is not None:
            self._ticket.cancel()
        self.told.emit("Reading…")
        read = partial(self._ground.room().conversation.of, prepared.row_id)
        self._ticket = self._ground.bridge.read(read, self._show, self._failed, owner=self)

    def _show(self, found: Conversation | None) -> None:
        self._pulse.stop()
        if found is None:
            self.text.show_turns(())
            self.told.emit("This reply is not in the store any more.")
            return
        start = found.here - last_fitting(found.turns[: found.here], AROUND)
        self._before = found.turns[:start]
        last = found.after + last_fitting(found.turns[: found.after - 1 : -1], AROUND)
        self.text.show_turns(_named(found, start, last))
        self.text.scroll_to(found.here - start)
        left = len(found.turns) - last
        self.told.emit(_counted(len(found.turns)) + (f", {left:,} later ones" if left > 0 else ""))
        self._tell_before()

    def _failed(self, fault: Exception) -> None:
        self.told.emit(f"The conversation could not be read. {fault}")

    def _show_all(self) -> None:
        self._pulse.start()

    def _show_more(self) -> None:
        kept = len(self._before) - last_fitting(self._before, CHUNK)
        self.text.put_before(self._before[kept:])
        self._before = self._before[:kept]
        self._tell_before()
        if not self._before:
            self._pulse.stop()

    def _tell_before(self) -> None:
        self.all.setText(f"Show all {len(self._before):,} turns before these")
        self.all.setVisible(bool(self._before))


def _named(found: Conversation, start: int, last: int) -> tuple[Turn, ...]:
    """Return the turns with those of the reply in question marked as such."""
    return tuple(
        Turn(f"{_NAMES.get(turn.role, turn.role)} · {HERE}", turn.text)
        if found.here <= number < found.after
        else turn
        for number, turn in enumerate(found.turns[start:last], start)
    )


def _counted(turns: int) -> str:
    return "1 turn" if turns == 1 else f"{turns:,} turns"

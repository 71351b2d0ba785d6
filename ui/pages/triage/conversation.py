"""What the customer wrote, and on request the turns before it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from reviewer.domain.interaction import Turn
from ui.pages.triage.key_button import KeyButton
from ui.pages.triage.turns_text import TurnsText, last_fitting
from ui.theme import ThemeController
from ui.widgets.plain_text_pane import PlainTextPane
from ui.widgets.section_header import SectionHeader

#: How far a text view lays its text in: its margin and its invisible border.
TEXT_INSET = 5

#: How many turns are shown first, and how many more at a time when all are asked for.
SHOWN, CHUNK = 20, 100
MOST_MESSAGE, MOST_TURNS = 168, 220


class Conversation(QWidget):
    """The message with the turns before it; whether those are open stays from case to case.

    `whole_wanted` says that somebody wants to see the whole conversation.
    """

    whole_wanted = Signal()

    def __init__(
        self,
        themes: ThemeController,
        toggle_key: str,
        whole_key: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._earlier: Sequence[Turn] = ()
        self._open = False
        self.turns = EarlierTurns(themes, self)
        self.message = PlainTextPane(
            themes, "Customer message", most_height=MOST_MESSAGE, parent=self
        )
        self.toggle = KeyButton("", toggle_key, parent=self)
        self.toggle.clicked.connect(self.toggle_earlier)
        self.whole = KeyButton("Whole", whole_key, parent=self)
        self.whole.setAccessibleName("Conversation as a whole")
        self.whole.allow("", "All turns of this conversation, those after this one, too")
        self.whole.clicked.connect(self.whole_wanted)
        self._lay_out()

    def show_message(self, message: str, earlier: Sequence[Turn]) -> None:
        """Show a message; the turns before it are oldest first."""
        self.message.set_text(message)
        self.message.view.setPlaceholderText("The customer's message is empty.")
        self._earlier = earlier
        self._show_earlier()

    def toggle_earlier(self) -> None:
        """Open the turns before the message, or close them."""
        self._open = not self._open
        self._show_earlier()

    def _show_earlier(self) -> None:
        opened = self._open and bool(self._earlier)
        self.turns.setVisible(opened)
        self.turns.show_turns(self._earlier if opened else ())
        self.toggle.set_title(f"{len(self._earlier):,} earlier {'▾' if opened else '▸'}")
        self.toggle.setAccessibleName(
            f"{'Hide' if opened else 'Show'} {len(self._earlier):,} earlier turns"
        )
        self.toggle.setVisible(bool(self._earlier))

    def _lay_out(self) -> None:
        header = SectionHeader("Customer", self)
        header.setContentsMargins(TEXT_INSET, 0, 0, 0)
        header.add(self.whole)
        header.add(self.toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(16 - TEXT_INSET, 4, 16, 8)
        column.setSpacing(4)
        for part in (self.turns, header, self.message):
            column.addWidget(part)
        self.turns.hide()


class EarlierTurns(QFrame):
    """The last turns, and the others piece by piece when somebody asks for them."""

    grown = Signal()

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hidden: Sequence[Turn] = ()
        self.text = TurnsText(themes, self)
        self.text.width_changed.connect(self._fit)
        self.all = QPushButton(self)
        self.all.setProperty("kind", "link")
        self.all.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.all.clicked.connect(self._show_all)
        self._pulse = QTimer(self, interval=0)
        self._pulse.timeout.connect(self._show_more)
        self._lay_out()

    def show_turns(self, turns: Sequence[Turn]) -> None:
        """Show the last turns."""
        self._pulse.stop()
        shown = len(turns) - last_fitting(turns, SHOWN)
        self._hidden = turns[:shown]
        self.text.show_turns(turns[shown:])
        self._tell_hidden()
        self._fit()

    def _show_all(self) -> None:
        self._pulse.start()

    def _show_more(self) -> None:
        kept = len(self._hidden) - last_fitting(self._hidden, CHUNK)
        self.text.put_before(self._hidden[kept:])
        self._hidden = self._hidden[:kept]
        self._tell_hidden()
        if not self._hidden:
            self._pulse.stop()
            self.grown.emit()

    def _tell_hidden(self) -> None:
        self.all.setText(f"Show all {len(self._hidden):,} turns before these")
        self.all.setVisible(bool(self._hidden))

    def _fit(self) -> None:
        self.text.setFixedHeight(self.text.content_height(MOST_TURNS))

    def _lay_out(self) -> None:
        header = SectionHeader("Earlier", self)
        header.setContentsMargins(TEXT_INSET, 0, 0, 0)
        header.add(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(header)
        column.addWidget(self.text)

"""What is selected, and what can be done with all of it at once."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.domain.review import Decision
from ui.pages.triage.key_button import KeyButton
from ui.pages.triage.keys import CATEGORY, DECISIONS, SNOOZE, TAG, KeyOf
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label

#: An edited reply has a text of its own, so it is decided on one at a time.
DECIDED = (Decision.AI_GOOD, Decision.AGENT_BETTER, Decision.AI_BAD, Decision.SKIP)
_OTHERS = {SNOOZE: "Snooze", TAG: "Tag", CATEGORY: "Category"}


class BulkBar(QFrame):
    """`pressed(str)` names the action of a button; `all_wanted` and `none_wanted` select."""

    pressed = Signal(str)
    all_wanted = Signal()
    none_wanted = Signal()

    def __init__(self, key_of: KeyOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bulkBar")
        self.count = plain_label(size="label", parent=self)
        self.count.setProperty("strong", "true")
        self.all = self._link("Select all", "Select all in this queue and filter", self.all_wanted)
        self.none = self._link("Clear", "Select none", self.none_wanted)
        titles = {DECISIONS[decision]: decision.label for decision in DECIDED} | _OTHERS
        self.buttons = {id_: self._button(key_of, id_, title) for id_, title in titles.items()}
        self._lay_out()
        self.hide()

    def show_count(self, count: int) -> None:
        """Say how many are selected; the bar is there while there are any."""
        words = f"{count:,} selected"
        self.count.setText(words)
        self.count.setAccessibleName(words)
        self.setVisible(count > 0)

    def show_busy(self, *, busy: bool) -> None:
        """Take no further step while one is on its way."""
        for button in self.buttons.values():
            button.setEnabled(not busy)

    def _button(self, key_of: KeyOf, action_id: str, title: str) -> KeyButton:
        button = KeyButton(title, key_of(action_id), parent=self)
        button.allow("", f"{title}: all that is selected, as one step")
        button.clicked.connect(self._press(action_id))
        return button

    def _press(self, action_id: str) -> Callable[[], None]:
        return lambda: self.pressed.emit(action_id)

    def _link(self, title: str, name: str, wish: object) -> QPushButton:
        link = QPushButton(title, self)
        link.setProperty("kind", "link")
        link.setAccessibleName(name)
        link.clicked.connect(wish)
        return link

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(6, 0, 0, 0)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.all)
        row.addWidget(self.none)
        keys = QWidget(self)
        flow = FlowLayout(keys, gap=2)
        for button in self.buttons.values():
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 8, 6, 8)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(keys)

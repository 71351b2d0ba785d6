"""Asks until when one reply, or many, are to be snoozed, and why."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from reviewer.domain.moments import now_micros
from reviewer.domain.snooze import Snooze, WakeOn
from reviewer.domain.snooze_words import comes_back
from ui.dialogs.frame import DialogFrame
from ui.dialogs.key_choice import KeyChoice
from ui.dialogs.labelled_field import LabelledField
from ui.dialogs.snooze_moment import SnoozeMoment
from ui.theme import ThemeController
from ui.widgets.labels import set_tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

LONGEST_REASON = 300
EVENTS = {
    WakeOn.NEW_VERSION: ("V", "There is a new assistant version"),
    WakeOn.CLUSTER_FIXED: ("F", "Its failure cluster got a fix"),
    WakeOn.CUSTOMER_REPLIED: ("C", "The customer replied"),
}


class SnoozeDialog(DialogFrame):
    """`chosen(Snooze)` gives what was asked for; the dialog has closed by then.

    `replies` is how many are snoozed. A digit chooses a moment, a letter an event, and Enter
    snoozes; several may hold, and whichever comes first brings the reply back.
    """

    chosen = Signal(object)

    def __init__(
        self,
        themes: ThemeController,
        replies: int = 1,
        *,
        now: int | None = None,
        parent: QWidget,
    ) -> None:
        super().__init__(themes, _title(replies), "alarm-clock", parent)
        self._now = now_micros() if now is None else now
        self._say_heading("Come back")
        self.moment = SnoozeMoment(self._now, self)
        self.column.addWidget(self.moment)
        self._say_heading("Or as soon as")
        self.events = dict(self._events())
        self.reason = self._reason()
        self.sentence: QLabel = self.say("")
        self.snooze = QPushButton("Snooze", self)
        self.snooze.clicked.connect(self._choose)
        cancel = QPushButton("Cancel", self)
        cancel.clicked.connect(self.reject)
        self.end_with(self.snooze, cancel)
        self.moment.changed.connect(self._tell)
        self.moment.setFocus()
        self._tell()

    def asked(self) -> Snooze:
        """Return what is chosen so far."""
        ends = (event for event, choice in self.events.items() if choice.button.isChecked())
        reason = self.reason.text().strip()
        return Snooze(self.moment.moment(), frozenset(ends), reason or None)

    def problem(self) -> str:
        """Return why this cannot be snoozed so, or ""."""
        asked = self.asked()
        if asked.until is None and not asked.wake_on:
            return "Choose a moment, or what else is to bring it back."
        passed = asked.until is not None and asked.until <= self._now
        return "This moment has passed. Choose a later one." if passed else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        choice = self._by_key(event.text())
        if choice is not None and not event.modifiers() & ~_KEYPAD:
            choice.choose()
        else:
            super().keyPressEvent(event)

    def _by_key(self, text: str) -> KeyChoice | None:
        choices = (*self.moment.choices, *self.events.values())
        return next((one for one in choices if one.key == text.upper()), None)

    def _events(self) -> Iterator[tuple[WakeOn, KeyChoice]]:
        column = QVBoxLayout()
        column.setSpacing(6)
        self.column.addLayout(column)
        for event, (key, title) in EVENTS.items():
            box = QCheckBox(title, self)
            box.setAccessibleName(title)
            box.toggled.connect(self._tell)
            choice = KeyChoice(key, box, parent=self)
            column.addWidget(choice)
            yield event, choice

    def _reason(self) -> LabelledField:
        line = QLineEdit(self)
        line.setMaxLength(LONGEST_REASON)
        line.setPlaceholderText("For whoever finds it again")
        field = LabelledField("Reason", line, parent=self)
        self.column.addWidget(field)
        return field

    def _say_heading(self, text: str) -> None:
        self.say(text, size="label").setProperty("strong", "true")

    def _tell(self) -> None:
        problem = self.problem()
        self.sentence.setText(problem or comes_back(self.asked(), self._now))
        set_tone(self.sentence, "warning" if problem else "muted")
        self.snooze.setEnabled(not problem)
        self.snooze.setAccessibleDescription(self.sentence.text())
        self.fit()

    def _choose(self) -> None:
        asked = self.asked()
        self.accept()
        self.chosen.emit(asked)


_KEYPAD = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


def _title(replies: int) -> str:
    return "Snooze" if replies == 1 else f"Snooze {replies:,} replies"

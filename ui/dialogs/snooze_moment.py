"""When a snoozed reply comes back: a quick moment, one that is picked, or none."""

from collections.abc import Iterator

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDateTimeEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.domain.moments import from_micros
from reviewer.domain.snooze_times import QuickMoment, quick_moments
from ui.dialogs.key_choice import KeyChoice

TOMORROW = 1
PICK_KEY, NONE_KEY = "5", "0"
#: Days from which on a weekday alone could be taken for the one before.
WEEK = 7
_FORMAT = "d MMM yyyy  HH:mm"


class SnoozeMoment(QWidget):
    """`changed` says that another moment is chosen; `moment()` is microseconds UTC, or None."""

    changed = Signal()

    def __init__(self, now: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._quick = quick_moments(now)
        self._group = QButtonGroup(self)
        self.field = _MomentField(self._quick[TOMORROW].at, self)
        self.choices = tuple(self._choices())
        self._pick, self._none = self.choices[-2:]
        self._lay_out()
        self.choices[TOMORROW].button.setChecked(True)
        self._group.buttonClicked.connect(self._chosen)
        self.field.dateTimeChanged.connect(self.changed)
        self.setFocusProxy(self.choices[TOMORROW].button)
        self._chosen()

    def moment(self) -> int | None:
        """Return the moment that is chosen; None for none."""
        if self._none.button.isChecked():
            return None
        if self._pick.button.isChecked():
            return self.field.dateTime().toMSecsSinceEpoch() * 1_000
        chosen = zip(self._quick, self.choices, strict=False)
        return next(quick.at for quick, choice in chosen if choice.button.isChecked())

    def pick(self) -> None:
        """Put the cursor into the date."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.setSelectedSection(QDateTimeEdit.Section.DaySection)

    def _chosen(self) -> None:
        picks = self._pick.button.isChecked()
        self.field.setEnabled(picks)
        if picks:
            self.pick()
        self.changed.emit()

    def _choices(self) -> Iterator[KeyChoice]:
        for number, quick in enumerate(self._quick, start=1):
            yield self._choice(str(number), quick.title, _clock(quick, self._now))
        yield self._choice(PICK_KEY, "Pick a date and time")
        yield self._choice(NONE_KEY, "No date", "only what is chosen below")

    def _choice(self, key: str, title: str, detail: str = "") -> KeyChoice:
        button = QRadioButton(title, self)
        button.setAccessibleName(f"{title}, {detail}" if detail else title)
        self._group.addButton(button)
        return KeyChoice(key, button, detail, self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for choice in self.choices:
            column.addWidget(choice)
        room = self._pick.layout()
        assert room is not None
        room.addWidget(self.field)


class _MomentField(QDateTimeEdit):
    """Takes digits and arrows; Enter leaves it to the dialog."""

    def __init__(self, moment: int, parent: QWidget) -> None:
        start = QDateTime.fromMSecsSinceEpoch(moment // 1_000)
        super().__init__(start, parent)
        self.setDisplayFormat(_FORMAT)

        self.setAccessibleName("Date and time")
        self.setAccessibleDescription("Type digits; arrows up and down change, left and right move")
        self.setFixedWidth(150)
        self.lineEdit().setTextMargins(6, 0, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.interpretText()
            event.ignore()
        else:
            super().keyPressEvent(event)


def _clock(quick: QuickMoment, now: int) -> str:
    """Return the weekday and the time, and the date where the weekday may mean today's."""
    then, today = from_micros(quick.at).astimezone(), from_micros(now).astimezone()
    is_far = (then.date() - today.date()).days >= WEEK
    return f"{then:%a} {then.day} {then:%b %H:%M}" if is_far else f"{then:%a %H:%M}"

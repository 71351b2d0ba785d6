"""A range of days, typed or chosen: from one day to another, both included."""

from PySide6.QtCore import QDate, QDateTime, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDateEdit,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.domain.moments import now_micros
from ui.widgets.choice import Choice
from ui.widgets.dimension import date_range
from ui.widgets.labels import plain_label


class DateFields(QWidget):
    """`chosen(Choice)` follows the button, and Enter in a field."""

    chosen = Signal(object)

    def __init__(self, since: int | None, until: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = now_micros()
        self.first = _field(now if since is None else since, "First day", self)
        self.last = _field(now if until is None else until - 1, "Last day", self)
        self.apply = QPushButton("Apply", self)
        self.apply.clicked.connect(self._choose)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter from the fields, and keep it from the list above."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        for field in (self.first, self.last):
            field.interpretText()
        first, last = sorted((self.first.date(), self.last.date()), key=QDate.toJulianDay)
        self.chosen.emit(Choice("", date_range(_start(first), _start(last.addDays(1)))))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.first, 1)
        row.addWidget(plain_label("to", tone="muted", parent=self))
        row.addWidget(self.last, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.apply, 0, Qt.AlignmentFlag.AlignRight)


def _field(at: int, name: str, parent: QWidget) -> QDateEdit:
    field = QDateEdit(QDateTime.fromMSecsSinceEpoch(at // 1_000).date(), parent)
    field.setDisplayFormat("yyyy-MM-dd")
    field.setAccessibleName(name)
    return field


def _start(day: QDate) -> int:
    """Return when a day begins here, in microseconds UTC."""
    return day.startOfDay().toMSecsSinceEpoch() * 1_000

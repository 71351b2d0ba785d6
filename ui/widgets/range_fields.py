"""A range of confidence, typed: from one number up to another."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QDoubleValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from reviewer.domain.filters import Filter
from ui.widgets.choice import Choice
from ui.widgets.dimension import confidence_range
from ui.widgets.labels import plain_label

_WHOLE = 1.0


class RangeFields(QWidget):
    """`chosen(Choice)` follows the button, and Enter in a field; an empty field is an open end."""

    chosen = Signal(object)

    def __init__(self, wanted: Filter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lowest = _field(wanted.confidence_from, "0.00", "Lowest confidence", self)
        self.below = _field(wanted.confidence_below, "1.00", "Confidence below", self)
        self.apply = QPushButton("Apply", self)
        self.apply.clicked.connect(self._choose)
        for field in (self.lowest, self.below):
            field.returnPressed.connect(self._choose)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter, which a field has heard already, from the list above."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        one, other = _value(self.lowest, 0.0), _value(self.below, _WHOLE)
        lowest, below = min(one, other), max(one, other)
        change = confidence_range(lowest or None, below if below < _WHOLE else None)
        self.chosen.emit(Choice("", change))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(6)
        row.addWidget(self.lowest)
        row.addWidget(plain_label("to", tone="muted", parent=self))
        row.addWidget(self.below)
        row.addStretch(1)
        row.addWidget(self.apply)


def _field(value: float | None, placeholder: str, name: str, parent: QWidget) -> QLineEdit:
    field = QLineEdit("" if value is None else f"{value:.2f}", parent)
    field.setPlaceholderText(placeholder)
    field.setAccessibleName(name)
    field.setFixedWidth(62)
    validator = QDoubleValidator(0.0, _WHOLE, 3, field)
    validator.setLocale(QLocale.c())
    validator.setNotation(QDoubleValidator.Notation.StandardNotation)
    field.setValidator(validator)
    return field


def _value(field: QLineEdit, otherwise: float) -> float:
    return float(field.text()) if field.hasAcceptableInput() else otherwise

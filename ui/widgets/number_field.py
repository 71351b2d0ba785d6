"""Fields for numbers: what is typed is checked as it is typed, and made whole on leaving."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QDoubleValidator, QFocusEvent, QIntValidator
from PySide6.QtWidgets import QLineEdit, QWidget

_RIGHT = Qt.AlignmentFlag.AlignRight


class CountField(QLineEdit):
    """A whole number from `least` to `most`."""

    def __init__(
        self, name: str, least: int, most: int, value: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self.setAccessibleName(name)
        self.setValidator(QIntValidator(least, most, self))
        self.set_value(value)

    def value(self) -> int:
        """The number; the least one where nothing fitting is typed."""
        text = self.text()
        return min(self._most, max(self._least, int(text))) if text.isdigit() else self._least

    def set_value(self, value: int) -> None:
        """Shows a number."""
        self.setText(str(value))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.set_value(self.value())


class DollarField(QLineEdit):
    """An amount of US dollars from 0 to `most`, with a point before the cents."""

    def __init__(self, most: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        check = QDoubleValidator(0.0, most, 2, self)
        check.setNotation(QDoubleValidator.Notation.StandardNotation)
        check.setLocale(QLocale.c())
        self._most = most
        self.setValidator(check)
        self.setAlignment(_RIGHT)
        self.setPlaceholderText("0.00")

    def value(self) -> float:
        """The amount; 0 where nothing is typed."""
        try:
            return min(self._most, max(0.0, float(self.text())))
        except ValueError:
            return 0.0

    def set_value(self, value: float) -> None:
        """Shows an amount."""
        self.setText(f"{value:.2f}")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.set_value(self.value())

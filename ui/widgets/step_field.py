"""A field for a number that leaves the wheel to the page while it has no focus."""

from PySide6.QtCore import QLocale
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

WIDTH = 84
#: Qt leaves none between the frame of a spin box and its text, whatever the style sheet says.
TEXT_MARGIN = 6


class StepField(QDoubleSpinBox):
    """Takes numbers between two limits, both included; Up and Down go in steps."""

    def __init__(
        self,
        least: float,
        most: float,
        step: float,
        suffix: str = "",
        *,
        decimals: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setLocale(QLocale.c())
        self.setDecimals(decimals)
        self.setRange(least, most)
        self.setSingleStep(step)
        self.setSuffix(suffix)
        self.setFixedWidth(WIDTH)
        self.lineEdit().setTextMargins(TEXT_MARGIN, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

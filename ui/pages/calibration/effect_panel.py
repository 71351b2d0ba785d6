"""The threshold that catches a share of the bad replies, what it costs, and a way to use it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.domain.calibration import Calibration, ThresholdEffect, threshold_catching
from ui.pages.calibration.words import ECE, basis, effect_sentence
from ui.widgets.labels import plain_label
from ui.widgets.settings_form import paragraph
from ui.widgets.step_field import StepField

USUAL = 80
_BEYOND = (
    "No threshold up to 1 catches so many: some bad replies have a confidence of 1, and are never "
    "below it."
)


class EffectPanel(QFrame):
    """`picked(int)` gives the place of the threshold that catches the share that was asked for.

    `use_wanted` asks for the threshold that is looked at.
    """

    picked = Signal(int)
    use_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Calibration | None = None
        self.share = StepField(1, 100, 1, " %", decimals=0, parent=self)
        self.share.setValue(USUAL)
        self.share.setAccessibleName("Share of bad replies to catch")
        self.looked_at, self.now = paragraph("", tone="text"), paragraph("")
        self.use = QPushButton("Use this threshold…", self)
        self.use.setProperty("kind", "primary")
        self.error = plain_label(size="heading")
        self.basis = paragraph("", size="label")
        self._lay_out()
        self.share.valueChanged.connect(self.pick)
        self.use.clicked.connect(self.use_wanted)

    def show_calibration(self, found: Calibration, now: float) -> None:
        """Show the figures, and what the threshold of now does."""
        self._found = found
        self.basis.setText(basis(found))
        self.error.setText("–" if found.ece is None else f"{found.ece:.3f}")
        holding = [one for one in found.thresholds if one.threshold <= now + 1e-9]
        words = effect_sentence(holding[-1]) if holding else f"{now:.2f}"
        self.now.setText(f"Now: {words}.")

    def pick(self) -> None:
        """Look at the lowest threshold that catches the share."""
        if self._found is None:
            return
        effect = threshold_catching(self._found, self.share.value() / 100)
        if effect is not None and effect.threshold <= 1:
            self.picked.emit(self._found.thresholds.index(effect))
        else:
            self.say_beyond()

    def look_at(self, effect: ThresholdEffect | None) -> None:
        """Show what the threshold that is looked at does."""
        self.looked_at.setText("" if effect is None else f"{effect_sentence(effect)}.")
        self.use.setEnabled(effect is not None)
        self.use.setAccessibleDescription(self.looked_at.text())

    def say_beyond(self) -> None:
        """Say that no threshold catches so many."""
        self.looked_at.setText(_BEYOND)
        self.use.setEnabled(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        label = plain_label("The threshold that catches", parent=self)
        label.setBuddy(self.share)
        row.addWidget(label)
        row.addWidget(self.share)
        row.addWidget(plain_label("of bad replies", parent=self))
        row.addStretch(1)
        row.addWidget(self.use)
        column.addLayout(row)
        column.addWidget(self.looked_at)
        column.addWidget(self.now)
        column.addSpacing(8)
        column.addLayout(self._error_row())
        column.addWidget(paragraph(ECE, size="label"))
        column.addWidget(self.basis)
        column.addStretch(1)

    def _error_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        title: QLabel = plain_label("Expected calibration error", parent=self)
        title.setBuddy(self.error)
        row.addWidget(title)
        row.addWidget(self.error)
        row.addStretch(1)
        return row

"""What became of the rows of an import or a sync, as numbers a person can take in at once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from services.sync.intake import Tally
from ui.theme_tokens import Tone
from ui.widgets.labels import plain_label, set_tone

_TITLES: dict[str, tuple[str, Tone]] = {
    "read": ("read", "text"),
    "added": ("added", "success"),
    "updated": ("updated", "accent"),
    "unchanged": ("unchanged", "text"),
    "sanitised": ("repaired", "warning"),
    "rejected": ("rejected", "danger"),
}


class TallyView(QFrame):
    """Six numbers; those that are zero stay quiet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self._numbers: dict[str, QLabel] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        for name, (title, _) in _TITLES.items():
            self._numbers[name] = plain_label("0", size="title", parent=self)
            column = QVBoxLayout()
            column.setSpacing(2)
            for label in (
                self._numbers[name],
                plain_label(title, size="label", tone="muted", parent=self),
            ):
                label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                column.addWidget(label)
            row.addLayout(column, 1)

    def show_tally(self, tally: Tally) -> None:
        """Show the numbers of a tally."""
        for name, count in tally.counts().items():
            title, tone = _TITLES[name]
            self._numbers[name].setText(f"{count:,}")
            self._numbers[name].setAccessibleName(f"{count:,} {title}")
            set_tone(self._numbers[name], tone if count else "faint")

    def numbers(self) -> dict[str, str]:
        """Return the numbers as they are shown, by the names of the tally."""
        return {name: label.text() for name, label in self._numbers.items()}

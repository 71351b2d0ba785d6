"""The heading of a part of a page, with room for badges and buttons on its right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.labels import plain_label


class SectionHeader(QWidget):
    """A quiet heading of 24 px in height, such as CUSTOMER or AI REPLY."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(24)
        self._title = plain_label(title.upper(), size="section", tone="muted", parent=self)
        self._title.setAccessibleName(title)
        self._detail = plain_label(size="label", tone="faint", parent=self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._title)
        self._row.addWidget(self._detail)
        self._row.addStretch(1)

    def set_detail(self, text: str) -> None:
        """What stands beside the title in a lighter tone, such as the moment of a message."""
        self._detail.setText(text)

    def add(self, widget: QWidget) -> None:
        """Puts a widget at the right end."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

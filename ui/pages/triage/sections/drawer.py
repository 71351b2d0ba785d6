"""The room of the section that is open: its title, and the section below it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from ui.pages.triage.key_button import KeyButton
from ui.pages.triage.sections.section import Section
from ui.widgets.section_header import SectionHeader


class Drawer(QFrame):
    """Holds the sections that were opened so far. `left` says that somebody pressed Esc in it.

    `closed` says that the button to close it was pressed.
    """

    left = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "plain")
        self._headers = QStackedWidget(self)
        self._headers.setFixedHeight(24)
        self._bodies = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        column.addWidget(self._headers)
        column.addWidget(self._bodies, 1)
        self.hide()

    def take(self, section: Section, title: str, key: str) -> None:
        """Take a section in."""
        header = SectionHeader(title, self)
        close = KeyButton("Close", key, parent=header)
        close.setAccessibleName(f"Close {title.lower()}")
        close.clicked.connect(self.closed)
        section.told.connect(header.set_detail)
        header.add(close)
        self._headers.addWidget(header)
        self._bodies.addWidget(section)

    def show_section(self, section: Section) -> None:
        """Show one of the sections."""
        self._bodies.setCurrentWidget(section)
        self._headers.setCurrentIndex(self._bodies.currentIndex())
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

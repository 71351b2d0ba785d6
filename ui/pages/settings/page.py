"""The Settings page: sections on the left, what each holds on the right."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from ui.pages.settings.section import Section
from ui.widgets.labels import plain_label

WIDTH, _HEIGHT = 200, 30


class SettingsPage(QWidget):
    """Makes each section when it is shown first. Esc emits `left`.

    In the list Up and Down go from section to section, Enter and Right into the chosen one.
    """

    left = Signal()

    def __init__(self, sections: Sequence[Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections = {section.id: section for section in sections}
        self._made: dict[str, QWidget] = {}
        self.list = _SectionList(self)
        self.list.show_titles([section.title for section in sections])
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.list.currentRowChanged.connect(self._show_row)
        self.list.entered_section.connect(self.enter)
        self.list.setCurrentRow(0)

    def show_section(self, section_id: str) -> None:
        """Shows a section. Raises ValueError for an unknown id."""
        self.list.setCurrentRow(list(self._sections).index(section_id))

    def section(self, section_id: str) -> QWidget:
        """A section's widget, made now if it was not yet. Raises KeyError for an unknown id."""
        if section_id not in self._made:
            self._made[section_id] = self._sections[section_id].factory()
            self._stack.addWidget(self._made[section_id])
        return self._made[section_id]

    @property
    def current_section(self) -> str:
        """The id of the section that is on."""
        return list(self._sections)[self.list.currentRow()]

    def enter(self) -> None:
        """Gives the focus to the first control of the section that is on."""
        self.list.setFocus()
        self.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_row(self, row: int) -> None:
        self._stack.setCurrentWidget(self.section(list(self._sections)[row]))

    def _lay_out(self) -> None:
        side = QFrame(self)
        side.setObjectName("sections")
        side.setFixedWidth(WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 24, 12, 12)
        column.setSpacing(12)
        title = plain_label("Settings", size="title", parent=side)
        title.setContentsMargins(8, 0, 0, 0)
        column.addWidget(title)
        column.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self._stack, 1)
        self.setFocusProxy(self.list)


class _SectionList(QListWidget):
    """The titles of the sections. `entered_section` asks to go into the chosen one."""

    entered_section = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Sections")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_titles(self, titles: Sequence[str]) -> None:
        """Lists these titles."""
        self.addItems(titles)
        for row in range(self.count()):
            self.item(row).setSizeHint(QSize(0, _HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Right:
                self.entered_section.emit()
            case Qt.Key.Key_Escape:
                event.ignore()
            case _:
                super().keyPressEvent(event)

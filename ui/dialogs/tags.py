"""Asks for a tag: typed, or chosen from those in use."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from reviewer.domain.filters import Facet
from reviewer.domain.tags import LONGEST_TAG, clean_tag
from reviewer.errors import NotPossible
from ui.dialogs.frame import DialogFrame
from ui.dialogs.labelled_field import LabelledField
from ui.theme import ThemeController
from ui.widgets.invisible import reveal

LIST_HEIGHT = 168
#: More tags than these are found by typing.
MOST_LISTED = 200
_TAG = Qt.ItemDataRole.UserRole
_ARROWS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class TagDialog(DialogFrame):
    """`toggled(str, bool)` gives a tag to put on (True) or to take off; the dialog has closed.

    Typing narrows the list, arrows choose from it, Enter takes what is chosen. `carried` are the
    tags that the reply has; `replies` is how many are tagged at once.
    """

    toggled = Signal(str, bool)

    def __init__(
        self,
        themes: ThemeController,
        carried: Sequence[str] = (),
        replies: int = 1,
        *,
        parent: QWidget,
    ) -> None:
        title = "Tags" if replies == 1 else f"Tag {replies:,} replies"
        super().__init__(themes, title, "tag", parent)
        self._carried = tuple(carried)
        self._used: dict[str, int] = dict.fromkeys(carried, 0)
        self.field = self._field()
        self.list = self._list()
        self.put = QPushButton("Put on", self)
        self.put.clicked.connect(self._toggle)
        cancel = QPushButton("Cancel", self)
        cancel.clicked.connect(self.reject)
        self.end_with(self.put, cancel)
        self.field.field.setFocus()
        self._show()

    def show_used(self, facets: Sequence[Facet]) -> None:
        """Show the tags in use, the most frequent first, behind those that the reply has."""
        self._used |= {facet.value: facet.rows for facet in facets}
        self._show()

    def listed(self) -> tuple[str, ...]:
        """Return the tags that can be chosen now."""
        rows = range(self.list.count())
        return tuple(str(self.list.item(row).data(_TAG)) for row in rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows choose from the list while somebody types."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in _ARROWS:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        typed = " ".join(self.field.text().split()).lower()
        self.list.clear()
        for tag in self._fitting(typed):
            self.list.addItem(self._item(tag))
        self.list.setCurrentRow(0 if self.list.count() else -1)
        self._tell()

    def _fitting(self, typed: str) -> Iterator[str]:
        found = [tag for tag in self._used if typed in tag]
        found.sort(key=lambda tag: not tag.startswith(typed))
        if typed and typed not in self._used:
            where = 0 if not found or not found[0].startswith(typed) else len(found)
            found.insert(where, typed)
        yield from found[:MOST_LISTED]

    def _item(self, tag: str) -> QListWidgetItem:
        item = QListWidgetItem(reveal(self._words(tag)))
        item.setData(_TAG, tag)
        spoken = f"{tag}, on this reply" if tag in self._carried else tag
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        return item

    def _words(self, tag: str) -> str:
        if tag in self._carried:
            return f"✓  {tag}"
        rows = self._used.get(tag)
        if rows is None:
            return f"New tag “{tag}”"
        return f"{tag}   ·   {rows:,}" if rows else tag

    def _tell(self) -> None:
        tag = self._current()
        off = tag in self._carried
        self.put.setText("Take off" if off else "Put on")
        self.put.setEnabled(tag is not None)

    def _current(self) -> str | None:
        listed, row = self.listed(), self.list.currentRow()
        return listed[row] if 0 <= row < len(listed) else None

    def _toggle(self) -> None:
        try:
            tag = clean_tag(self._current() or self.field.text())
        except NotPossible as problem:
            self.field.refuse(str(problem))
            return
        self.accept()
        self.toggled.emit(tag, tag not in self._carried)

    def _field(self) -> LabelledField:
        line = QLineEdit(self)
        line.setMaxLength(LONGEST_TAG)
        line.setPlaceholderText("Type a tag, or choose one below")
        line.textChanged.connect(self._show)
        line.installEventFilter(self)
        field = LabelledField("Tag", line, parent=self)
        field.retold.connect(self.fit)
        self.column.addWidget(field)
        return field

    def _list(self) -> QListWidget:
        found = QListWidget(self)
        found.setAccessibleName("Tags")
        found.setFixedHeight(LIST_HEIGHT)
        found.setUniformItemSizes(True)
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        found.currentRowChanged.connect(self._tell)
        found.itemActivated.connect(self._toggle)
        self.column.addWidget(found)
        return found

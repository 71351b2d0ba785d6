"""The saved filters: to rename and to delete."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QPushButton, QWidget

from reviewer.domain.filters import SavedFilter
from ui.dialogs.frame import DialogFrame
from ui.theme import ThemeController
from ui.widgets.labels import plain_tooltip

_ROWS = 8


class SavedFiltersDialog(DialogFrame):
    """`chosen`, `renamed` and `removed` name a filter; the first one closes the dialog.

    Enter uses the filter, F2 renames it, Delete deletes it.
    """

    chosen = Signal(str)
    renamed = Signal(str)
    removed = Signal(str)

    def __init__(
        self,
        themes: ThemeController,
        saved: Sequence[SavedFilter],
        summary: Callable[[SavedFilter], str],
        *,
        parent: QWidget,
    ) -> None:
        super().__init__(themes, "Saved filters", "list-filter", parent)
        self._summary = summary
        self.list = QListWidget(self)
        self.list.setAccessibleName("Saved filters")
        self.list.setProperty("framed", "true")
        self.column.addWidget(self.list)
        self.about = self.say("", tone="muted", size="label")
        self.use = self._button("Use", self._use)
        self.rename = self._button("Rename…", lambda: self.renamed.emit(self._name()), "F2")
        self.remove = self._button("Delete", lambda: self.removed.emit(self._name()), "Del")
        close = self._button("Close", self.reject)
        self.end_with(self.use, close, aside=[self.rename, self.remove])
        self.list.currentRowChanged.connect(self._look)
        self.list.itemActivated.connect(self._use)
        self.show_filters(saved)
        self.list.setFocus()

    def show_filters(self, saved: Sequence[SavedFilter]) -> None:
        """List the filters anew; the row stays."""
        row = max(0, self.list.currentRow())
        self._saved = {one.name: one for one in saved}
        self.list.clear()
        self.list.addItems([*self._saved])
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        height = max(1, self.list.sizeHintForRow(0))
        self.list.setFixedHeight(height * max(3, min(_ROWS, len(saved))) + 8)
        self._look()

    def _button(self, title: str, run: Callable[[], object], key: str = "") -> QPushButton:
        button = QPushButton(title, self)
        button.clicked.connect(run)
        if key:
            button.setShortcut(key)
            button.setToolTip(plain_tooltip(f"{title}  {key}"))
        return button

    def _name(self) -> str:
        row = self.list.currentRow()
        return "" if row < 0 else self.list.item(row).text()

    def _look(self) -> None:
        saved = self._saved.get(self._name())
        self.about.setText("There is no saved filter yet." if saved is None else "")
        if saved is not None:
            self.about.setText(self._summary(saved))
        for button in (self.use, self.rename, self.remove):
            button.setEnabled(saved is not None)
        self.fit()

    def _use(self) -> None:
        if name := self._name():
            self.accept()
            self.chosen.emit(name)

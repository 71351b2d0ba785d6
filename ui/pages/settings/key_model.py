"""The actions by context with their keys, as a list to choose from."""

from collections.abc import Callable, Container, Iterable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from ui.actions import Action
from ui.widgets.key_cap import native_keys

ID = Qt.ItemDataRole.UserRole + 1
CHORDS = Qt.ItemDataRole.UserRole + 2
TITLE, KEYS, CHANGED = range(3)
_OFF = Qt.ItemFlag.NoItemFlags
_ON = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class KeyModel(QStandardItemModel):
    """A heading for each context, below it its actions: title, keys, and whether those changed.

    `context_of` names a context for people.
    """

    def __init__(self, context_of: Callable[[str], str], parent: QObject) -> None:
        super().__init__(parent)
        self._context_of = context_of
        self.setHorizontalHeaderLabels(["Action", "Keys", ""])

    def fill(self, actions: Iterable[Action], changed: Container[str], words: str = "") -> None:
        """Show the actions in which all words occur: in title, context or keys."""
        self.removeRows(0, self.rowCount())
        headings: dict[str, QStandardItem] = {}
        for action in actions:
            context = self._context_of(action.context)
            if _has(words, f"{action.title} {context} {keys_text(action)}"):
                if context not in headings:
                    headings[context] = _heading(context)
                    self.appendRow([headings[context], _cell(""), _cell("")])
                headings[context].appendRow(_row(action, changed=action.id in changed))

    def index_of(self, action_id: str) -> QModelIndex:
        """Return where an action stands; an invalid index where it does not."""
        found = (index for index in self.indexes() if index.data(ID) == action_id)
        return next(found, QModelIndex())

    def indexes(self) -> Iterable[QModelIndex]:
        """Return where each action stands, from the top."""
        for row in range(self.rowCount()):
            heading = self.index(row, 0)
            for child in range(self.rowCount(heading)):
                yield self.index(child, 0, heading)


def keys_text(action: Action) -> str:
    """Return an action's keys as people write them."""
    return ", ".join(native_keys(keys) for keys in action.keys)


def line_of(index: QModelIndex | QPersistentModelIndex) -> str:
    """Return a row as a line of text."""
    model = index.model()
    cells = (model.sibling(index.row(), column, index).data() for column in (TITLE, KEYS))
    return "\t".join(cells)


def _has(words: str, text: str) -> bool:
    return all(word in text.casefold() for word in words.casefold().split())


def _heading(context: str) -> QStandardItem:
    item = _cell(context)
    item.setFlags(_OFF)
    return item


def _row(action: Action, *, changed: bool) -> list[QStandardItem]:
    title, keys = _cell(action.title), _cell(keys_text(action))
    title.setData(action.id, ID)
    keys.setData([native_keys(one) for one in action.keys], CHORDS)
    title.setAccessibleText(f"{action.title}: {keys_text(action) or 'no keys'}")
    return [title, keys, _cell("changed" if changed else "")]


def _cell(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setFlags(_ON)
    return item

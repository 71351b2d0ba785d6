"""A row of tabs with counts, such as the queues of the desk."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.widgets.labels import plain_tooltip, set_variant
from ui.widgets.short_number import short_number


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its id, what it says, and how much is behind it (None while that is unknown)."""

    id: str
    title: str
    count: int | None = None


class Tabs(QWidget):
    """Emits `chosen(str)` when somebody chooses a tab by mouse, by arrow keys or by `choose`.

    Counts never make the row wider than the room it has: where they do not fit, they are shortened
    (`12k`), and the tooltip has them whole.
    """

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self._buttons: dict[str, QPushButton] = {}
        self._titles: dict[str, str] = {}
        self._counts: dict[str, int | None] = {}
        self._of = ""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        for tab in tabs:
            self._add(tab)
        self._row.addStretch(1)
        self._mark(tabs[0].id)

    def current(self) -> str:
        """The id of the chosen tab."""
        return next(id_ for id_, button in self._buttons.items() if button.isChecked())

    def choose(self, id_: str) -> None:
        """Chooses a tab; says so only where it was another one."""
        if id_ != self.current():
            self._mark(id_)
            self.chosen.emit(id_)

    def set_count(self, id_: str, count: int | None) -> None:
        """Shows how much is behind a tab."""
        if self._counts.get(id_, -1) != count:
            self._counts[id_] = count
            self._name(id_)
            self._fit()

    def say_of(self, words: str) -> None:
        """Says what is counted, such as "of this filter"; "" for all there is."""
        if words != self._of:
            self._of = words
            for id_, button in self._buttons.items():
                set_variant(button, "narrowed", bool(words))
                self._name(id_)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _name(self, id_: str) -> None:
        count, title, button = self._counts[id_], self._titles[id_], self._buttons[id_]
        said = "" if count is None else f"{count:,} {self._of}".strip()
        button.setAccessibleName(f"{title}, {said}" if said else title)
        button.setToolTip(plain_tooltip(f"{title}: {said}" if said else ""))

    def _fit(self) -> None:
        """Writes the counts as long as there is room for; at the least, that of the chosen tab."""
        for words in self._wordings():
            if sum(self._width(id_, text) for id_, text in words.items()) <= self.width():
                break
        for id_, button in self._buttons.items():
            if button.text() != words[id_]:
                button.setText(words[id_])

    def _wordings(self) -> Iterator[dict[str, str]]:
        ids = list(self._buttons)
        chosen = next((id_ for id_ in ids if self._buttons[id_].isChecked()), "")
        yield {id_: self._text(id_, "  {:,}".format) for id_ in ids}
        yield {id_: self._text(id_, _short) for id_ in ids}
        yield {id_: self._text(id_, _short if id_ == chosen else _nothing) for id_ in ids}

    def _text(self, id_: str, worded: Callable[[int], str]) -> str:
        count, title = self._counts.get(id_), self._titles[id_]
        return title if count is None else f"{title}{worded(count)}"

    def _width(self, id_: str, text: str) -> int:
        """How wide a tab is with this text, and the gap behind it."""
        button = self._buttons[id_]
        metrics = QFontMetrics(button.font())
        around = button.sizeHint().width() - metrics.horizontalAdvance(button.text())
        return metrics.horizontalAdvance(text) + around + self._row.spacing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            ids = list(self._buttons)
            self.choose(ids[(ids.index(self.current()) + step) % len(ids)])
            self._buttons[self.current()].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _add(self, tab: Tab) -> None:
        button = _TabButton(self)
        self._buttons[tab.id], self._titles[tab.id] = button, tab.title
        button.clicked.connect(lambda: self._clicked(tab.id))
        self._row.addWidget(button)
        self.set_count(tab.id, tab.count)

    def _mark(self, id_: str) -> None:
        """One stop of the Tab key for the whole row: the chosen tab."""
        for other, button in self._buttons.items():
            chosen = other == id_
            button.setChecked(chosen)
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            )
        self._fit()

    def _clicked(self, id_: str) -> None:
        self._mark(id_)
        self.chosen.emit(id_)


def _short(count: int) -> str:
    return f" {short_number(count)}"


def _nothing(_count: int) -> str:
    return ""


class _TabButton(QPushButton):
    """Leaves the arrow keys to the row; as wide for one count as for another of its length."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        font = self.font()
        font.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(font)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
        else:
            super().keyPressEvent(event)

"""Interactions whose customer asked much the same, and what was decided on them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QListWidget, QListWidgetItem

from reviewer.domain.interaction import Turn
from reviewer.domain.moments import now_micros
from reviewer.domain.queue import QueueItem, QueueState
from reviewer.domain.review import Decision
from services.triage.desk import Case
from services.triage.similar import SimilarInteraction
from ui.models.queue_text import age_text, one_line, topic_words
from ui.models.review_words import category_title
from ui.pages.triage.prefetch import Prepared
from ui.pages.triage.sections.history import history_of
from ui.pages.triage.sections.section import Section, SectionGround
from ui.pages.triage.turns_text import TurnsText
from ui.widgets.two_line_delegate import DETAIL_ROLE, TwoLineDelegate

if TYPE_CHECKING:
    from ui.tickets import Ticket

#: From this width on, what is chosen is shown beside the list.
WIDE = 640
LISTED = 12
#: Below this similarity, 0..1, what two messages share is chance.
LEAST = 0.6
_ROW_ID = Qt.ItemDataRole.UserRole


class Similar(Section):
    """Arrows choose one, which is shown whole beside the list; Enter goes to it."""

    def __init__(self, ground: SectionGround) -> None:
        super().__init__()
        self._ground = ground
        self._row_id: int | None = None
        self._tickets: list[Ticket] = []
        self.list = _List(self)
        self.list.setItemDelegate(TwoLineDelegate(ground.themes, self.list))
        self.list.currentRowChanged.connect(self._look_into)
        self.list.opened.connect(ground.look_at)
        self.text = TurnsText(ground.themes, self)
        self.text.setAccessibleName("The similar interaction")
        self.setFocusProxy(self.list)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self._layout.addWidget(self.list, 2)
        self._layout.addWidget(self.text, 3)

    def show_case(self, prepared: Prepared) -> None:
        if prepared.row_id != self._row_id:
            self._row_id = prepared.row_id
            self._show_found(())
            self.told.emit("Looking…")
        self._drop()
        read = partial(self._ground.room().similar.of, prepared.row_id, LISTED)
        bridge = self._ground.bridge
        self._tickets = [bridge.read(read, self._show_found, self._failed, owner=self)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._layout.setDirection(beside if self.width() >= WIDE else below)

    def _show_found(self, found: tuple[SimilarInteraction, ...]) -> None:
        chosen = self.list.row_id()
        alike = [one for one in found if one.similarity >= LEAST]
        self.list.show_items([_item(one) for one in alike], chosen)
        self.text.setVisible(bool(alike))
        count = len(alike)
        told = f"{count} alike · Enter opens one" if count else "No other customer asked alike."
        self.told.emit(told)

    def _failed(self, fault: Exception) -> None:
        self.told.emit(f"Similar interactions could not be read. {fault}")

    def _look_into(self) -> None:
        row_id = self.list.row_id()
        if row_id is None:
            self.text.show_turns(())
            return
        read = partial(self._ground.desk.case, row_id)
        self._tickets.append(self._ground.bridge.read(read, self._show_text, owner=self))

    def _show_text(self, case: Case | None) -> None:
        if case is not None and case.interaction.row_id == self.list.row_id():
            self.text.show_turns(_turns(case))
            self.text.verticalScrollBar().setValue(0)

    def _drop(self) -> None:
        for ticket in self._tickets:
            ticket.cancel()
        self._tickets = []


class _List(QListWidget):
    """`opened(int)` gives the row id of the interaction on which somebody pressed Enter."""

    opened = Signal(int)

    def __init__(self, parent: Section) -> None:
        super().__init__(parent)
        self.setAccessibleName("Similar interactions")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(item.data(_ROW_ID)))

    def row_id(self) -> int | None:
        """Return which interaction is chosen."""
        item = self.item(self.currentRow())
        return None if self.currentRow() < 0 else int(item.data(_ROW_ID))

    def show_items(self, items: list[QListWidgetItem], chosen: int | None) -> None:
        """Show these, and keep the choice where it is among them."""
        self.clear()
        for item in items:
            self.addItem(item)
        row_ids = [int(item.data(_ROW_ID)) for item in items]
        row = row_ids.index(chosen) if chosen in row_ids else 0
        if items:
            self.setCurrentRow(row, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row_id = self.row_id()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row_id is not None:
            self.opened.emit(row_id)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802  Qt's name
        """Leave letters to the keys of the page."""


def _item(one: SimilarInteraction) -> QListWidgetItem:
    item = QListWidgetItem(one_line(one.item.excerpt))
    detail = " · ".join(filter(None, _details(one, now_micros())))
    item.setData(_ROW_ID, one.item.row_id)
    item.setData(DETAIL_ROLE, detail)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one_line(one.item.excerpt)}. {detail}")
    return item


def _details(one: SimilarInteraction, now: int) -> tuple[str, ...]:
    item = one.item
    return (
        f"{one.similarity:.0%} alike",
        decided_words(item),
        category_title(item.category),
        one_line(item.assistant_version or ""),
        topic_words(item.topic),
        age_text(item.at, now),
    )


def decided_words(item: QueueItem) -> str:
    """Return what was decided on an item, or where it waits."""
    if item.decision is not None and item.state is QueueState.REVIEWED:
        return Decision(item.decision).label
    return "snoozed" if item.state is QueueState.SNOOZED else "not reviewed"


def _turns(case: Case) -> tuple[Turn, ...]:
    interaction = case.interaction
    said = (
        ("customer", interaction.customer_message),
        ("assistant", interaction.ai_reply),
        ("agent", interaction.agent_reply),
    )
    history = history_of(case, now_micros())
    return (*(Turn(role, text) for role, text in said if text), *history)

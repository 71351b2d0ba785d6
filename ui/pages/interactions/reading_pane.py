"""One interaction beside the table, to be read: nothing here changes it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reviewer.domain.moments import now_micros
from services.triage.desk import Case
from ui.models.case_text import title_of
from ui.pages.interactions.case_words import badges_of, rest_of, review_words
from ui.pages.interactions.earlier_turns import EarlierTurns
from ui.pages.interactions.fact_grid import FactGrid
from ui.pages.interactions.text_section import INSET, TextSection
from ui.theme import ThemeController
from ui.widgets.badge import Badge
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.icon_button import IconButton

WIDTH = 420
_PADDING = 16


class ReadingPane(QFrame):
    """`closed` says that somebody is done, `triage_wanted` that they want to decide on it."""

    closed = Signal()
    triage_wanted = Signal()

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.case: Case | None = None
        self.title = ElidedLabel(size="heading", parent=self)
        self.close_button = IconButton(themes, "x", "Close", keys="Esc", parent=self)
        self.triage_button = QPushButton("Open in Triage", self)
        self._badges = QWidget(self)
        self.earlier = EarlierTurns(themes, self)
        self.message = TextSection(themes, "Customer", self)
        self.ai_reply = TextSection(themes, "AI reply", self)
        self.agent_reply = TextSection(themes, "Agent reply", self)
        self.reviews = TextSection(themes, "Reviews", self)
        self.facts = FactGrid(self)
        self.rest = TextSection(themes, "Also from the source", self)
        self._set_up()
        self._lay_out()

    def show_case(self, case: Case, words: str = "") -> None:
        """Show an interaction, from its beginning where it is another one; mark these words."""
        another = self.case is None or self.case.interaction.row_id != case.interaction.row_id
        self.case, one, now = case, case.interaction, now_micros()
        self.title.set_text(title_of(one))
        self._show_badges(case)
        self.earlier.show_turns(one.context)
        self.message.show_text(one.customer_message or "", "The message is empty.")
        self.ai_reply.show_text(one.ai_reply, "There is no AI reply.")
        self.agent_reply.show_text(one.agent_reply, "")
        self.reviews.show_text("\n\n".join(review_words(r, now) for r in case.reviews), "")
        self.facts.show_facts(one)
        self.rest.show_text(rest_of(one), "")
        for section in (self.message, self.ai_reply, self.agent_reply):
            section.mark(words)
        if another:
            self._area.verticalScrollBar().setValue(0)

    def badge_words(self) -> tuple[str, ...]:
        """Return the words of the badges."""
        return tuple(badge.text() for badge in self._badges.findChildren(Badge))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show_badges(self, case: Case) -> None:
        for old in self._badges.findChildren(Badge):
            old.setParent(None)
        for words in badges_of(case):
            badge = Badge(
                self._themes, words.text, kind=words.kind, icon=words.icon,
                explanation=words.explanation, parent=self._badges,
            )  # fmt: skip
            self._flow.addWidget(badge)
            badge.show()

    def _set_up(self) -> None:
        self.setProperty("surface", "plain")
        self.setAccessibleName("The interaction that is open")
        self.setMinimumWidth(320)
        self.close_button.clicked.connect(self.closed)
        self.triage_button.clicked.connect(self.triage_wanted)
        self._flow = FlowLayout(self._badges)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.triage_button)
        head.addWidget(self.close_button)
        self._area = _scrolled(self._column())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        for part in (head, self._badge_row()):
            part.setContentsMargins(_PADDING, 0, 10, 0)
            column.addLayout(part)
        column.addWidget(self._area, 1)

    def _badge_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._badges)
        return row

    def _column(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(_PADDING - INSET, 4, 12, 20)
        column.setSpacing(14)
        for part in self._sections():
            column.addWidget(part)
        column.addStretch(1)
        return inside

    def _sections(self) -> Sequence[QWidget]:
        replies = (self.message, self.ai_reply, self.agent_reply)
        return (self.earlier, *replies, self.reviews, self.facts, self.rest)


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
    area.setWidget(inside)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area

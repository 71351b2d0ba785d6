"""The first lines of the replay pane: which case this is, and what is known about it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer.domain.moments import now_micros
from services.triage.desk import Case
from ui.models.case_text import BadgeText, title_of
from ui.pages.triage.case_facts import badges_of, facts_explained, facts_of, moment_of
from ui.pages.triage.fact_label import FactLabel
from ui.theme import ThemeController
from ui.widgets.explained_badge import ExplainedBadge
from ui.widgets.flow_layout import FlowLayout

_WIDEST_BADGE = 320


class CaseHeader(QWidget):
    """Shows the case's name, its facts and its moment, and below them its badges.

    `pressed(str)` gives the words of the badge that somebody pressed.
    """

    pressed = Signal(str)

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._title = FactLabel("Conversation", size="heading", parent=self)
        self._facts = FactLabel("Facts", tone="muted", parent=self)
        self._moment = FactLabel("Written at", tone="muted", least=160, parent=self)
        self._badges: list[ExplainedBadge] = []
        self._badge_row = FlowLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addLayout(self._first_row())
        column.addLayout(self._badge_row)

    def show_case(self, case: Case) -> None:
        """Show what is known about a case."""
        interaction, now = case.interaction, now_micros()
        short, exact = moment_of(interaction, now)
        title, facts = title_of(interaction), facts_of(interaction)
        self._title.tell(title, f"{title}\nThe source's id: {interaction.external_id}")
        self._facts.tell(facts, facts_explained(interaction))
        self._moment.tell(short, exact)
        self._show_badges(badges_of(case, now))

    def badges(self) -> tuple[str, ...]:
        """Return the words of the badges that are shown."""
        return tuple(badge.text() for badge in self._badges if not badge.isHidden())

    def _first_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        for part in (self._title, self._facts):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._moment)
        return row

    def _show_badges(self, texts: Sequence[BadgeText]) -> None:
        while len(self._badges) < len(texts):
            self._add_badge()
        for badge, text in zip(self._badges, texts, strict=False):
            badge.show_state(
                text.text, kind=text.kind, icon=text.icon, explanation=text.explanation
            )
            badge.show()
        for badge in self._badges[len(texts) :]:
            badge.hide()

    def _add_badge(self) -> None:
        badge = ExplainedBadge(self._themes, "", parent=self)
        badge.setMaximumWidth(_WIDEST_BADGE)
        badge.pressed.connect(lambda: self.pressed.emit(badge.text()))
        self._badge_row.addWidget(badge)
        self._badges.append(badge)

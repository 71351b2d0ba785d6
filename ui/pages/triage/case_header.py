"""The first lines of the replay pane: which case this is, and what is known about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from reviewer.domain.moments import now_micros
from services.triage.desk import Case
from ui.pages.triage.case_facts import BadgeText, badges_of, facts_of, moment_of, title_of
from ui.theme import ThemeController
from ui.widgets.badge import Badge
from ui.widgets.invisible import reveal
from ui.widgets.labels import plain_label, plain_tooltip

_WIDEST_BADGE = 320


class CaseHeader(QWidget):
    """Shows the case's name, its facts and its moment, and below them its badges."""

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._title = _selectable(plain_label(size="heading", parent=self), "Conversation")
        self._facts = _selectable(plain_label(tone="muted", parent=self), "Facts")
        self._moment = _selectable(plain_label(tone="muted", parent=self), "Written at")
        self._badges: list[Badge] = []
        self._badge_row = QHBoxLayout()
        self._badge_row.setSpacing(6)
        self._badge_row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addLayout(self._first_row())
        column.addLayout(self._badge_row)

    def show_case(self, case: Case) -> None:
        """Show what is known about a case."""
        interaction, now = case.interaction, now_micros()
        short, exact = moment_of(interaction, now)
        self._title.setText(reveal(title_of(interaction)[:120]))
        self._title.setToolTip(plain_tooltip(f"The source's id: {interaction.external_id}"))
        self._facts.setText(reveal(facts_of(interaction)))
        self._moment.setText(short)
        self._moment.setToolTip(plain_tooltip(exact))
        self._show_badges(badges_of(case, now))

    def badges(self) -> tuple[str, ...]:
        """Return the words of the badges that are shown."""
        return tuple(badge.text() for badge in self._badges if not badge.isHidden())

    def _first_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._title)
        row.addWidget(self._facts, 1)
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
        badge = Badge(self._themes, "", parent=self)
        badge.setMaximumWidth(_WIDEST_BADGE)
        self._badge_row.insertWidget(len(self._badges), badge)
        self._badges.append(badge)


def _selectable(label: QLabel, name: str) -> QLabel:
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    label.setAccessibleName(name)
    return label

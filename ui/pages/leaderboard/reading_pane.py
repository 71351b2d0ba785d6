"""One improvement, to be read and decided on: what changed, what it gained, and by whose word."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reviewer.domain.assistant import is_simulated
from reviewer.domain.improvement import ImprovementState, LeaderboardRow
from ui.models.moment_text import exact_text
from ui.models.queue_text import one_line, topic_words
from ui.pages.leaderboard.choices import STATES, category_title
from ui.pages.leaderboard.columns import gain_text, gain_tone
from ui.pages.leaderboard.opened import Opened
from ui.theme import ThemeController
from ui.widgets.badge import Badge, Kind
from ui.widgets.diff_view import LEAST_SIMILARITY, marks_of
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label, set_tone
from ui.widgets.score_bars import ScoreBars
from ui.widgets.text_block import INSET, TextBlock

WIDTH = 500
_PADDING = 16
_KINDS: dict[ImprovementState, Kind] = {
    ImprovementState.PROPOSED: "neutral",
    ImprovementState.ACCEPTED: "success",
    ImprovementState.DISCARDED: "danger",
}


class ReadingPane(QFrame):
    """`accept_wanted`, `discard_wanted`, `triage_wanted`, `copy_wanted` follow its buttons."""

    accept_wanted = Signal()
    discard_wanted = Signal()
    triage_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.opened: Opened | None = None
        self.gain = plain_label(size="title", parent=self)
        self.state = Badge(themes, "", parent=self)
        self.accept = QPushButton("Accept  Y", self)
        self.discard = QPushButton("Discard  ⇧X", self)
        self.triage = QPushButton("Open in Triage", self)
        self.copy = QPushButton("Copy reply", self)
        self._badges = QWidget(self)
        self.message = TextBlock(themes, "Customer", self)
        self.old = TextBlock(themes, "AI reply", self)
        self.new = TextBlock(themes, "Improved reply", self)
        self.scores = ScoreBars(themes, self)
        self.comment = TextBlock(themes, "What the judge says", self)
        self.reason = TextBlock(themes, "Why it is better", self)
        self.origin = plain_label(size="label", tone="faint", parent=self)
        self._set_up()
        self._lay_out()

    def show_opened(self, opened: Opened) -> None:
        """Show an improvement, from its beginning where it is another one."""
        before = self.opened and self.opened.row.improvement.id
        self.opened, row = opened, opened.row
        self._show_head(row)
        self.message.show_text(row.customer_message)
        self.old.show_text(row.improvement.original_reply)
        self.new.show_text(opened.reply)
        self._show_changes(opened)
        scores = row.improvement.scores
        self.scores.show_scores(scores)
        self.comment.show_text(scores.comment if scores else "")
        self.reason.show_text(row.improvement.reason)
        self.origin.setText(_origin(row))
        if row.improvement.id != before:
            self._area.verticalScrollBar().setValue(0)

    def badge_words(self) -> tuple[str, ...]:
        """Return what the badges say."""
        return tuple(badge.text() for badge in self._badges.findChildren(Badge))

    def _show_head(self, row: LeaderboardRow) -> None:
        gain = row.improvement.gain
        self.gain.setText(gain_text(gain))
        self.gain.setAccessibleName(f"Gain {gain_text(gain)}")
        set_tone(self.gain, gain_tone(gain))  # type: ignore[arg-type]
        edited = row.final_reply is not None
        words = STATES[row.state] + (", edited" if edited else "")
        self.state.show_state(words, kind=_KINDS[row.state])
        self.accept.setEnabled(row.state is not ImprovementState.ACCEPTED)
        self.discard.setEnabled(row.state is not ImprovementState.DISCARDED)
        for old in self._badges.findChildren(Badge):
            old.setParent(None)
        for words, kind in _facts(row):
            badge = Badge(self._themes, words, kind=kind, parent=self._badges)
            self._flow.addWidget(badge)
            badge.show()

    def _show_changes(self, opened: Opened) -> None:
        tells = opened.diff.similarity >= LEAST_SIMILARITY
        self.old.header.set_detail("" if tells else "entirely different")
        if tells:
            self.old.pane.set_marks(marks_of(opened.diff.old, opened.diff.old_spans()))
            self.new.pane.set_marks(marks_of(opened.diff.new, opened.diff.new_spans()))

    def _set_up(self) -> None:
        self.setProperty("surface", "plain")
        self.setAccessibleName("The improved reply that is looked at")
        self.setMinimumWidth(380)
        self.accept.setProperty("kind", "primary")
        self.accept.setAccessibleName("Accept the improved reply")
        self.discard.setAccessibleName("Discard the improved reply")
        self.origin.setWordWrap(True)
        self.origin.setContentsMargins(INSET, 0, 0, 0)
        self.origin.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._flow = FlowLayout(self._badges)
        self.accept.clicked.connect(self.accept_wanted)
        self.discard.clicked.connect(self.discard_wanted)
        self.triage.clicked.connect(self.triage_wanted)
        self.copy.clicked.connect(self.copy_wanted)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_PADDING, 0, 12, 0)
        head.setSpacing(8)
        head.addWidget(self.gain)
        head.addWidget(self.state)
        head.addStretch(1)
        for button in (self.discard, self.accept):
            head.addWidget(button)
        facts = QHBoxLayout()
        facts.setContentsMargins(_PADDING, 0, 12, 0)
        facts.addWidget(self._badges, 1)
        for button in (self.copy, self.triage):
            button.setProperty("kind", "quiet")
            facts.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._area = _scrolled(self._column())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(facts)
        column.addWidget(self._area, 1)

    def _column(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(_PADDING - INSET, 4, 16, 20)
        column.setSpacing(12)
        scores = QHBoxLayout()
        scores.setContentsMargins(INSET, 0, 0, 0)
        scores.addWidget(self.scores)
        for part in (self.message, self.old, self.new):
            column.addWidget(part)
        column.addLayout(scores)
        for words in (self.comment, self.reason):
            column.addWidget(words)
        column.addWidget(self.origin)
        column.addStretch(1)
        return inside


def _facts(row: LeaderboardRow) -> Iterator[tuple[str, Kind]]:
    if is_simulated(row.improvement.model):
        yield "simulated", "warning"
    for words in (
        topic_words(row.topic),
        category_title(row.category),
        one_line(row.assistant_version or ""),
    ):
        if words:
            yield words, "neutral"


def _origin(row: LeaderboardRow) -> str:
    one = row.improvement
    judged = f" · scored by {one.judge}" if one.judge else " · not scored"
    return f"{exact_text(one.at)} · {one.model} ({one.provider}) · {one.prompt_used}{judged}"


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area

"""One cluster: what it is, how it grows, what it teaches, and the replies in it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.domain.cluster import FailureCluster
from ui.pages.failures.words import (
    category_title,
    failures_text,
    fixed_text,
    origin_text,
    trend_text,
    trend_tone,
    week_bars,
)
from ui.theme import ThemeController
from ui.widgets.badge import Badge, Kind
from ui.widgets.bar_chart import BarChart
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label
from ui.widgets.section_header import SectionHeader
from ui.widgets.text_block import INSET, TextBlock

WIDTH = 540
_PADDING = 16


class ClusterPane(QFrame):
    """`edit_wanted`, `fixed_wanted`, `all_wanted` and `triage_wanted` follow its buttons.

    `members` is the view of the cluster's replies, which somebody else fills.
    """

    edit_wanted = Signal()
    fixed_wanted = Signal()
    all_wanted = Signal()
    triage_wanted = Signal()

    def __init__(
        self, themes: ThemeController, members: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self.cluster: FailureCluster | None = None
        self.title = ElidedLabel(size="heading", parent=self)
        self.edit = QPushButton("Name…", self)
        self.fixed = QPushButton("Mark as fixed", self)
        self._badges = QWidget(self)
        self._flow = FlowLayout(self._badges)
        self.keywords = plain_label(size="label", tone="muted", parent=self)
        self.chart = BarChart(themes, "Failures by week", self)
        self.caution = TextBlock(themes, "Caution for later prompts", self)
        self.head = SectionHeader("Replies", self)
        self.members = members
        self.all = QPushButton("Show all in Interactions", self)
        self.triage = QPushButton("Open in Triage", self)
        self._set_up()
        self._lay_out()

    def show_cluster(self, cluster: FailureCluster) -> None:
        """Show a cluster as it is now."""
        self.cluster = cluster
        self.title.set_text(cluster.label)
        self.keywords.setText("Keywords: " + ", ".join(cluster.keywords))
        counts = [count for _, count in cluster.weekly]
        self.chart.show_bars(week_bars(cluster), f"{max(counts, default=0):,}")
        self.caution.show_text(cluster.caution)
        self.head.set_detail(f"{failures_text(cluster.size)}, the most typical first")
        self.fixed.setText("Open again" if cluster.fixed_at else "Mark as fixed")
        self._show_badges(cluster)

    def badge_words(self) -> tuple[str, ...]:
        """Return what the badges say."""
        return tuple(badge.text() for badge in self._badges.findChildren(Badge))

    def _show_badges(self, cluster: FailureCluster) -> None:
        for old in self._badges.findChildren(Badge):
            old.setParent(None)
        tone = trend_tone(cluster)
        kinds: list[tuple[str, Kind]] = [
            (category_title(cluster.category), "neutral"),
            (trend_text(cluster), "warning" if tone == "warning" else "neutral"),
            (origin_text(cluster), _origin_kind(cluster)),
            (fixed_text(cluster), "success"),
        ]
        for words, kind in kinds:
            if words:
                badge = Badge(self._themes, words, kind=kind, parent=self._badges)
                self._flow.addWidget(badge)
                badge.show()

    def _set_up(self) -> None:
        self.setProperty("surface", "plain")
        self.setAccessibleName("The cluster that is looked at")
        self.setMinimumWidth(420)
        self.keywords.setWordWrap(True)
        self.keywords.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.caution.pane.view.setAccessibleName("Caution for later prompts")
        self.edit.clicked.connect(self.edit_wanted)
        self.fixed.clicked.connect(self.fixed_wanted)
        self.all.clicked.connect(self.all_wanted)
        self.triage.clicked.connect(self.triage_wanted)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_PADDING, 0, 12, 0)
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        for button in (self.edit, self.fixed):
            head.addWidget(button)
        for button in (self.all, self.triage):
            button.setProperty("kind", "link")
            self.head.add(button)
        facts = QVBoxLayout()
        facts.setContentsMargins(_PADDING, 0, _PADDING, 0)
        facts.setSpacing(10)
        for part in (self._badges, self.keywords, self.chart):
            facts.addWidget(part)
        texts = QVBoxLayout()
        texts.setContentsMargins(_PADDING - INSET, 0, 12, 0)
        texts.addWidget(self.caution)
        replies = QVBoxLayout()
        replies.setContentsMargins(_PADDING, 0, 12, 0)
        replies.addWidget(self.head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(10)
        for layout in (head, facts, texts, replies):
            column.addLayout(layout)
        column.addWidget(self.members, 1)


def _origin_kind(cluster: FailureCluster) -> Kind:
    return "warning" if cluster.label_origin == "simulated" else "neutral"

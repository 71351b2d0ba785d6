"""A reviewer's day: done, left, a goal for the session, and how one's own decisions fell."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QStackedWidget, QWidget

from reviewer.domain.day import Day
from ui.dialogs.frame import DialogFrame
from ui.dialogs.tally_table import TallyTable
from ui.theme import ThemeController
from ui.widgets.labels import plain_label
from ui.widgets.step_field import TEXT_MARGIN
from ui.widgets.tabs import Tab, Tabs

WIDTH = 680
MOST = 9_999
TODAY, EVER = "today", "ever"


class DayDialog(DialogFrame):
    """`period_wanted(str)` asks for the day (`TODAY`) or all there is (`EVER`).

    `goal_set(int)` gives the goal as it is changed; 0 for none.
    """

    period_wanted = Signal(str)
    goal_set = Signal(int)

    def __init__(self, themes: ThemeController, day: Day, *, parent: QWidget) -> None:
        super().__init__(themes, "Your day", "circle-check", parent, width=WIDTH)
        self.period = Tabs([Tab(TODAY, "Today"), Tab(EVER, "Since the beginning")], self)
        self.summary = plain_label(size="heading", parent=self)
        self.more = plain_label(tone="muted", parent=self)
        self.goal = QSpinBox(self)
        self.views = Tabs([Tab("topic", "By topic"), Tab("version", "By version")], self)
        self.topics, self.versions = TallyTable("Topic", self), TallyTable("Version", self)
        self._tables = QStackedWidget(self)
        self._lay_out()
        self._set_goal(day.goal)
        self.show_day(day)
        self.period.chosen.connect(self.period_wanted)
        self.views.chosen.connect(self._show_view)
        self.goal.valueChanged.connect(self.goal_set)
        self.period.setFocus()

    @property
    def is_of_today(self) -> bool:
        """Tell whether the day is shown rather than all there is."""
        return self.period.current() == TODAY

    def show_day(self, day: Day) -> None:
        """Show what was done in the period that is on."""
        when = "today" if self.is_of_today else "in all"
        self.summary.setText(f"{day.done:,} decided {when} · {day.left:,} left")
        self.more.setText(f"{day.skipped:,} skipped · {day.snoozed:,} snoozed")
        self.topics.show_tallies(day.by_topic)
        self.versions.show_tallies(day.by_version)

    def _set_goal(self, goal: int | None) -> None:
        self.goal.setRange(0, MOST)
        self.goal.setSpecialValueText("no goal")
        self.goal.setAccessibleName("Session goal, in replies; 0 for none")
        self.goal.setKeyboardTracking(False)
        self.goal.setFixedWidth(96)
        self.goal.lineEdit().setTextMargins(TEXT_MARGIN, 0, 0, 0)
        self.goal.setValue(goal or 0)

    def _show_view(self, view: str) -> None:
        self._tables.setCurrentWidget(self.topics if view == "topic" else self.versions)

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(8)
        asked.addWidget(self.more, 1)
        asked.addWidget(plain_label("Session goal", tone="muted", parent=self))
        asked.addWidget(self.goal)
        for part in (self.period, self.summary):
            self.column.addWidget(part)
        self.column.addLayout(asked)
        self.column.addWidget(self.views)
        for table in (self.topics, self.versions):
            self._tables.addWidget(table)
        self._tables.setFixedHeight(self.topics.height())
        self.column.addWidget(self._tables)
        close = QPushButton("Close", self)
        close.clicked.connect(self.accept)
        self.end_with(close)

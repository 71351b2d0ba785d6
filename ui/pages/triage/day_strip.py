"""One slim line below the queue: what is done today, what is left, and how far the goal is."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from reviewer.domain.day import Day
from ui.pages.triage.key_button import KeyButton
from ui.pages.triage.keys import DAY, KeyOf
from ui.widgets.labels import plain_label

HEIGHT = 40
GOAL_WIDTH = 72
#: Below this width, in pixels, the bar of the goal gives its room to the words.
NARROW = 340


class DayStrip(QFrame):
    """As high with a goal as without one, so that nothing above it moves. `opened` wants more."""

    opened = Signal()

    def __init__(self, key_of: KeyOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.done = KeyButton("Your day", key_of(DAY), parent=self)
        self.done.clicked.connect(self.opened)
        self.left = plain_label(size="label", tone="muted", parent=self)
        self.goal = QProgressBar(self)
        self.goal.setProperty("kind", "slim")
        self.goal.setTextVisible(False)
        self.goal.setFixedWidth(GOAL_WIDTH)
        self._has_goal = False
        self._lay_out()
        self.goal.hide()

    def show_day(self, day: Day) -> None:
        """Show what is done and what is left."""
        of_goal = "" if day.goal is None else f" of {day.goal:,}"
        self.done.set_title(f"{day.done:,}{of_goal} done today")
        self.done.allow("", _explained(day))
        self.left.setText(f"{day.left:,} left")
        self.left.setAccessibleName(f"{day.left:,} replies are due")
        self._has_goal = day.goal is not None
        self._show_goal()
        if day.goal is not None:
            self.goal.setRange(0, day.goal)
            self.goal.setValue(min(day.done, day.goal))
            self.goal.setAccessibleName(f"Session goal: {day.done:,} of {day.goal:,}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_goal()

    def _show_goal(self) -> None:
        self.goal.setVisible(self._has_goal and self.width() >= NARROW)

    def _lay_out(self) -> None:
        rule = QFrame(self)
        rule.setProperty("rule", "true")
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.done)
        row.addWidget(self.goal)
        row.addStretch(1)
        row.addWidget(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule)
        column.addLayout(row, 1)


def _explained(day: Day) -> str:
    also = f"{day.skipped:,} skipped, {day.snoozed:,} snoozed today."
    if day.goal is None:
        return f"{also} Set a goal for this session here, if you want one."
    missing = max(0, day.goal - day.done)
    return f"{also} {missing:,} to your goal." if missing else f"{also} Your goal is reached."

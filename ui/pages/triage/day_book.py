"""Keeps the reviewer's day current: the line below the queue, and the dialog where it is open."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from reviewer.domain.day import Day
from services.jobs.status import ShuttingDown
from ui.job_bridge import JobBridge
from ui.page_tell import Tell
from ui.pages.triage.day_strip import DayStrip
from ui.pages.triage.late_room import LateRoom
from ui.pages.triage.latest_read import LatestRead
from ui.theme import ThemeController

if TYPE_CHECKING:
    from ui.dialogs.day import DayDialog


class DayBook(QObject):
    """Reads in the background, first once the counts of the queues are there."""

    def __init__(
        self,
        strip: DayStrip,
        room: LateRoom,
        bridge: JobBridge,
        themes: ThemeController,
        tell: Tell,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._strip, self._room, self._bridge = strip, room, bridge
        self._themes, self._tell, self._page = themes, tell, page
        self._dialog: DayDialog | None = None
        self._begun = False
        self._today = LatestRead(self._read_today, bridge, self)
        self._today.arrived.connect(self._show_today)
        strip.opened.connect(self.open)

    def begin(self) -> None:
        """Read for the first time; to be called when the first queue is there."""
        if not self._begun:
            self._begun = True
            self._today.refresh()

    def refresh(self) -> None:
        """Read again what has changed, unless nothing was read yet."""
        if self._begun:
            self._today.refresh()

    def open(self) -> None:
        """Show the day in full."""
        self._bridge.read(self._read_today, self._open, owner=self)

    def _open(self, day: Day) -> None:
        from ui.dialogs.day import DayDialog

        dialog = DayDialog(self._themes, day, parent=self._page.window())
        dialog.period_wanted.connect(self._read_period)
        dialog.goal_set.connect(self._set_goal)
        self._dialog = dialog
        dialog.open()

    def _read_today(self) -> Day:
        return self._room().day.today()

    def _read_ever(self) -> Day:
        return self._room().day.since(0)

    def _read_period(self, period: str) -> None:
        from ui.dialogs.day import TODAY

        def show(day: Day) -> None:
            if self._dialog is not None and isValid(self._dialog):
                self._dialog.show_day(day)

        read = self._read_today if period == TODAY else self._read_ever
        self._bridge.read(read, show, owner=self._dialog)

    def _set_goal(self, goal: int) -> None:
        try:
            future = self._room().day.set_goal(goal or None)
        except ShuttingDown as closed:
            self._refuse(closed)
        else:
            self._bridge.after(future, lambda _: self._today.refresh(), self._refuse, owner=self)

    def _show_today(self, day: Day) -> None:
        self._strip.show_day(day)
        dialog = self._dialog
        if dialog is not None and isValid(dialog) and dialog.is_of_today:
            dialog.show_day(day)

    def _refuse(self, fault: Exception) -> None:
        self._tell(f"The goal was not saved. {fault}", kind="danger")

"""A person's tour of a large store in our window, by keys, with the event clock running.

Prints one JSON object: every handled event worth naming, the memory, and the jumps.
"""

import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from random import Random
from time import perf_counter

import orjson
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

import ui.application
from bench.event_clock import ClockedApplication
from bench.memory import resident

ui.application.QApplication = ClockedApplication  # type: ignore[misc]  # before it is made

from reviewer.startup import RunningWindow, window_on  # noqa: E402  the line above goes first
from ui.models.interaction_table import InteractionTable, TableState  # noqa: E402
from ui.pages.interactions.page import InteractionsPage  # noqa: E402
from ui.pages.triage.page import TriagePage  # noqa: E402

PATIENCE_SECONDS = 120.0
QUIET_SECONDS = 0.05
TYPED = ("refund", "the", "hotel booking", "thank you")
Key = Qt.Key


class Tour:
    """One window, and what is done in it."""

    def __init__(self, running: RunningWindow, application: ClockedApplication) -> None:
        self._application = application
        self.window = running.app.window
        self._running = running
        self.jumps: list[tuple[float, float]] = []
        self.footprints: dict[str, float] = {}

    def take(self, steps: int) -> None:
        """Do everything, so many next items among it."""
        self._do("open Triage", self._open, lambda: self.triage.case is not None)
        self._next_items(steps)
        self._narrow_the_queue()
        self._do("open Interactions", self._open_interactions, self._all_known)
        self._search()
        self._filter()
        self._move(steps)

    @property
    def triage(self) -> TriagePage:
        """Return the first page; it is there once the store is open."""
        page: TriagePage = self.window.page("triage")
        return page

    @property
    def page(self) -> InteractionsPage:
        """Return the page of all interactions."""
        page: InteractionsPage = self.window.page("interactions")
        return page

    @property
    def rows(self) -> InteractionTable:
        """Return the rows of that page."""
        model = self.page.view.model()
        assert isinstance(model, InteractionTable)
        return model

    def _open(self) -> None:
        self.window.resize(1280, 800)
        opened: list[bool] = []
        self._running.app.opened.connect(lambda: opened.append(True))
        self._running.app.start()
        self._until(lambda: bool(opened))
        self.window.show_page("triage")  # the page that was shown last may be another

    def _next_items(self, steps: int) -> None:
        for _ in range(steps):
            before = self.triage.case
            self._application.during = "next item"
            self._press(Key.Key_J)
            while not self._moved_on(before):
                self._press(Key.Key_J)  # the list had not been read so far yet

    def _moved_on(self, before: object) -> bool:
        began = perf_counter()
        while perf_counter() - began < 1.0:
            if self.triage.case is not None and self.triage.case is not before:
                self._settle(QUIET_SECONDS)
                return True
            QTest.qWait(1)
        return False

    def _narrow_the_queue(self) -> None:
        for typed in TYPED[:2]:
            self._press(Key.Key_Slash)
            self._type("search the queue", typed)
            self._press(Key.Key_Return)
            self._settle(0.5)
        self._do("clear the queue's filters", self.triage.narrowing.clear, lambda: True)
        self._settle(1.0)

    def _open_interactions(self) -> None:
        self.window.show_page("interactions")

    def _all_known(self) -> bool:
        return self.rows.state is TableState.READY and self.rows.complete

    def _search(self) -> None:
        for typed in TYPED:
            self.page.search()
            self._type("search", typed)
            self._do("search", lambda: self._press(Key.Key_Return), self._all_known)
        self._do("clear the search", self.page.clear_filters, self._all_known)

    def _filter(self) -> None:
        for chip in ("topic", "assistant_version", "feedback"):
            if chip in self.page.filters.chips:
                self._do("open a filter", lambda c=chip: self._choose(c), self._all_known)
                self._do("clear the filter", self.page.clear_filters, self._all_known)

    def _choose(self, chip: str) -> None:
        popup = self.page.filters.open_choices(chip)
        self._settle(0.1)
        for key in (Key.Key_Down, Key.Key_Down, Key.Key_Return):
            QTest.keyClick(self._application.focusWidget() or popup, key)
        popup.close()

    def _move(self, steps: int) -> None:
        self.page.view.setFocus()
        for name, key in (("End", Key.Key_End), ("Home", Key.Key_Home)):
            for _ in range(3):
                self._do(f"{name} key", lambda k=key: self._press(k), self._lines_known)
        for _ in range(steps // 4):
            self._do("page down", lambda: self._press(Key.Key_PageDown), self._lines_known)
        random = Random(1)
        for _ in range(steps // 4):
            self._jump(random.randrange(self.rows.rowCount()))

    def _jump(self, row: int) -> None:
        """Scroll to a row until its lines are painted; then paint the same picture once more."""
        view = self.page.view
        self._application.during = "jump"
        began = perf_counter()
        view.verticalScrollBar().setValue(row)
        while not self._lines_known():
            self._application.processEvents()
        view.viewport().repaint()
        jumped = perf_counter()
        view.viewport().repaint()
        self.jumps.append((jumped - began, perf_counter() - jumped))
        self._settle(QUIET_SECONDS)

    def _lines_known(self) -> bool:
        view = self.page.view
        first = view.rowAt(0)
        last = view.rowAt(view.viewport().height() - 1)
        last = self.rows.rowCount() - 1 if last < 0 else last
        lines = [self.rows.line(row) for row in range(first, last + 1)]  # asks for each of them
        return None not in lines

    def _type(self, name: str, text: str) -> None:
        for letter in text:
            self._do(name, lambda one=letter: QTest.keyClicks(self._focused(), one), lambda: True)

    def _press(self, key: Qt.Key) -> None:
        QTest.keyClick(self._focused(), key)

    def _focused(self) -> QWidget:
        return self._application.focusWidget() or self.window

    def _do(self, name: str, work: Callable[[], object], done: Callable[[], bool]) -> None:
        """Do something, and let all that follows from it happen."""
        self._application.during = name
        work()
        self._until(done)
        self._settle(QUIET_SECONDS)
        self.footprints.setdefault(name, resident())

    def _until(self, done: Callable[[], bool]) -> None:
        began = perf_counter()
        while not done():
            if perf_counter() - began > PATIENCE_SECONDS:
                raise TimeoutError(self._application.during)
            QTest.qWait(1)

    def _settle(self, seconds: float) -> None:
        QTest.qWait(round(seconds * 1000))


def take(store: str, steps: int) -> None:
    """Start the window, take the tour, and print what was measured."""
    running = window_on(Path(store), plain=True)
    application = ui.application.make_application()
    assert isinstance(application, ClockedApplication)
    tour = Tour(running, application)
    tour.take(steps)
    memory = resident()  # before what is written about it
    report = {
        "footprints": tour.footprints,
        "handled": [asdict(one) for one in application.handled],
        "resident": memory,
        "jumps": tour.jumps,
    }
    sys.stdout.buffer.write(orjson.dumps(report))
    sys.stdout.flush()
    tour.window.close()
    running.end()


if __name__ == "__main__":
    take(sys.argv[1], int(sys.argv[2]))

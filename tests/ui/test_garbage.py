"""Cycles that hold parts of the window are freed on its thread, whoever allocates."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from ui.garbage import TICK_OF_SETTLING, GuiGarbage


class Cycle(QObject):
    """A QObject with a running timer that only the collector can free."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        self.timer = QTimer(self)
        self.timer.start(10)


@pytest.fixture
def garbage(qapp: QApplication) -> Iterator[GuiGarbage]:
    gc.enable()
    garbage = GuiGarbage(qapp)
    for _ in range(TICK_OF_SETTLING):
        garbage.tick()
    yield garbage
    garbage.close()
    delete(garbage)
    assert gc.isenabled()


def test_a_cycle_is_freed_by_a_tick_and_by_no_other_thread(garbage: GuiGarbage) -> None:
    freed: list[threading.Thread] = []
    weakref.finalize(Cycle(), lambda: freed.append(threading.current_thread()))
    worker = threading.Thread(target=lambda: [[] for _ in range(100_000)])
    worker.start()
    worker.join()
    assert freed == []
    garbage.tick()
    assert freed == [threading.main_thread()]


def test_old_cycles_are_freed_once_in_a_while(garbage: GuiGarbage) -> None:
    freed: list[threading.Thread] = []
    cycle = Cycle()
    weakref.finalize(cycle, lambda: freed.append(threading.current_thread()))
    garbage.tick()
    garbage.tick()  # by now it is among the old
    del cycle
    garbage.tick()
    assert freed == []
    for _ in range(60):
        garbage.tick()
    assert freed == [threading.main_thread()]


def test_what_is_there_once_the_window_has_settled_is_not_looked_at_again(
    qapp: QApplication,
) -> None:
    gc.enable()
    garbage = GuiGarbage(qapp)
    frozen = gc.get_freeze_count()
    lasting: list[list[int]] = [[] for _ in range(1_000)]
    for _ in range(TICK_OF_SETTLING):
        garbage.tick()
    assert gc.get_freeze_count() >= frozen + len(lasting)

    freed: list[str] = []
    weakref.finalize(Cycle(), lambda: freed.append("later"))
    garbage.tick()
    assert freed == ["later"]
    garbage.close()
    delete(garbage)

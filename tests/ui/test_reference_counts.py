"""PySide6 6.12.0 takes a reference of None or True with each call, on a Python before 3.12.

None and True have a few thousand references; when they are used up the process is aborted
("none_dealloc", "bool_dealloc"), after a few minutes of use.
"""

import sys

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

CALLS = 100


class Emitter(QObject):
    emitted = Signal()


def test_calls_of_qt_use_up_no_references_of_constants(qapp: QApplication) -> None:
    timer, emitter = QTimer(qapp), Emitter(qapp)
    before = sys.getrefcount(None), sys.getrefcount(True)  # noqa: FBT003
    for _ in range(CALLS):
        timer.stop()
        emitter.emitted.emit()
    after = sys.getrefcount(None), sys.getrefcount(True)  # noqa: FBT003
    assert before[0] - after[0] < CALLS // 2
    assert before[1] - after[1] < CALLS // 2

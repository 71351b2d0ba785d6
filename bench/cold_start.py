"""From nothing to the first painted window, and to the first reply that can be read."""

import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from bench.figures import Figure
from bench.large_store import large_store
from bench.size import Size

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.say)

    def say(self):
        print("painted", flush=True)
        QApplication.exit()

application = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
sys.exit(application.exec())
"""

#: What the script that an installation makes does, with somebody who looks at the window.
OURS = "import sys; from bench.start_window import start; start(sys.argv[1])"


def measure(size: Size) -> Sequence[Figure]:
    """Start processes in turn: a bare PySide6 window, then ours on the large store.

    The first two only fill caches and make settings.
    """
    path = large_store(size)
    starts = [_starts(path) for _ in range(2 * size.runs + 2)]
    bare, painted, readable = map(statistics.median, zip(*starts[1:], strict=True))
    rows = size.store_rows
    return (
        Figure("cold start to the first painted window", painted, bare, "ms", rows, 1.5),
        Figure("cold start to the first reply readable", readable, bare, "ms", rows, 4.0),
    )


def _starts(path: Path) -> tuple[float, float, float]:
    home = path.with_name("home-of-starts")
    bare = _times([sys.executable, "-c", BARE], home)
    ours = _times([sys.executable, "-c", OURS, str(path)], home)
    return bare["painted"], ours["painted"], ours["readable"]


def _times(command: list[str], home: Path) -> dict[str, float]:
    """Run a process and return the milliseconds after which it printed each line."""
    began = perf_counter()
    times: dict[str, float] = {}
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "REVIEWER_HOME": str(home)}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            times.setdefault(line.strip(), (perf_counter() - began) * 1000)
    return times

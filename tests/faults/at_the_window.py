"""A process with the real window in which somebody types, or decides, and tells of it.

Started as `python -m tests.faults.at_the_window STORE type|decide`. Each line that it prints is a
moment of its own clock, in seconds, with the characters typed so far, or with what the window says.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.domain.review import Decision
from reviewer.startup import window_on
from ui.main_window import MainWindow

#: Milliseconds between two keys, and between two looks at the window.
BEAT_MS = 40
TYPED = "abcdefghij"


def main() -> int:
    path, what = Path(sys.argv[1]), sys.argv[2]
    running = window_on(path, plain=True)
    window = running.app.window
    acts: dict[str, Callable[[MainWindow], Callable[[], None]]] = {"type": typing, "decide": decide}
    running.app.opened.connect(lambda: when_shown(window, acts[what]))
    return running.run()


def when_shown(window: MainWindow, act: Callable[[MainWindow], Callable[[], None]]) -> None:
    """Begin once a reply can be decided, and go on beat by beat."""
    timer = QTimer(window, interval=BEAT_MS)

    def look() -> None:
        page = window.page("triage")
        if page.case is not None and page.pane.bar.decisions[Decision.SKIP].isEnabled():
            timer.timeout.disconnect()
            timer.timeout.connect(act(window))

    timer.timeout.connect(look)
    timer.start()


def typing(window: MainWindow) -> Callable[[], None]:
    """Edit the reply, a character each beat."""
    press(window, "e")
    typed = 0

    def beat() -> None:
        nonlocal typed
        press(window, TYPED[typed % len(TYPED)])
        typed += 1
        tell(str(typed))

    return beat


def decide(window: MainWindow) -> Callable[[], None]:
    """Decide once, and tell as soon as the window does."""
    press(window, "2")

    def beat() -> None:
        if window.status.notice.text().startswith("Decided"):
            tell(window.status.notice.text())

    return beat


def press(window: MainWindow, key: str) -> None:
    focus: QWidget = QApplication.focusWidget() or window
    QTest.keyClicks(focus, key)


def tell(what: str) -> None:
    print(f"{time.monotonic():.3f} {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())

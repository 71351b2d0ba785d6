"""Our window on a store, saying when it was painted and when a reply could be read."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer import startup
from reviewer.__main__ import main

if TYPE_CHECKING:
    from reviewer.startup import RunningWindow


def start(store: str) -> None:
    """Start Reviewer on a store, as its command does, and end at the last milestone."""
    startup.run_window = _run_observed
    raise SystemExit(main(["--store", store]))


def _run_observed(path: Path, *, plain: bool, passphrase: str | None = None) -> int:
    """Stand in for `run_window`: the same window, and somebody who looks at it."""
    running = startup.window_on(path, plain=plain, passphrase=passphrase)
    watch = _watch(running)
    code = running.run()
    assert watch is not None
    return code


def _watch(running: "RunningWindow") -> object:
    from PySide6.QtCore import QEvent, QObject, QTimer

    window, polling = running.app.window, QTimer(interval=2)

    class FirstPicture(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                window.removeEventFilter(self)
                QTimer.singleShot(0, lambda: _say("painted"))
            return super().eventFilter(watched, event)

    def look() -> None:
        from PySide6.QtWidgets import QApplication

        from ui.widgets.plain_text_pane import PlainTextPane

        panes = window.findChildren(PlainTextPane)
        if any(pane.isVisible() and pane.text() for pane in panes):
            polling.stop()
            _say("readable")
            QApplication.exit()

    polling.timeout.connect(look)
    running.app.opened.connect(polling.start)
    watch = FirstPicture(window)
    window.installEventFilter(watch)
    return watch


def _say(milestone: str) -> None:
    sys.stdout.write(f"{milestone}\n")
    sys.stdout.flush()

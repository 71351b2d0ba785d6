"""Our window on a store, saying when it was painted and when a reply could be read."""

import sys
from pathlib import Path

from reviewer.startup import window_on


class _Milestones:
    """Prints each milestone once, and ends the program at the last one."""

    def __init__(self, path: Path) -> None:
        from PySide6.QtCore import QEvent, QObject, QTimer

        self._run = window_on(path, plain=True)
        app = self._run.app
        said = self._say

        class Watch(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint:
                    QTimer.singleShot(0, lambda: said("painted"))
                    app.window.stack.removeEventFilter(self)
                return super().eventFilter(watched, event)

        self._watch = Watch()
        app.window.stack.installEventFilter(self._watch)
        self._poll = QTimer(interval=2)
        self._poll.timeout.connect(self._look)
        app.opened.connect(self._poll.start)

    def run(self) -> int:
        """Run until the first reply can be read."""
        return self._run.run()

    def _look(self) -> None:
        from PySide6.QtWidgets import QApplication

        from ui.widgets.plain_text_pane import PlainTextPane

        panes = self._run.app.window.findChildren(PlainTextPane)
        if any(pane.isVisible() and pane.text() for pane in panes):
            self._poll.stop()
            self._say("readable")
            QApplication.exit()

    def _say(self, milestone: str) -> None:
        sys.stdout.write(f"{milestone}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(_Milestones(Path(sys.argv[1])).run())

"""Asks what becomes of the jobs that run while somebody closes the window."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.dialogs.frame import DialogFrame
from ui.theme import ThemeController

#: Titles listed one by one before "and more" is said.
NAMED = 6


class LeavingDialog(DialogFrame):
    """`stop` and `finish` say how to close; rejecting it is staying."""

    stop = Signal()
    finish = Signal()

    def __init__(self, themes: ThemeController, titles: Sequence[str], *, parent: QWidget) -> None:
        super().__init__(themes, "Close Reviewer?", "clock", parent)
        self._intro = self.say("")
        self._list = self.say("")
        self.say("What has been saved until now is kept, whichever you choose.", tone="muted")
        self.finish_button = QPushButton("Finish first, then close", self)
        self.finish_button.clicked.connect(self._finish)
        self.stop_button = QPushButton("Stop and close", self)
        self.stop_button.clicked.connect(self._stop)
        self.stay = QPushButton("Stay", self)
        self.stay.clicked.connect(self.reject)
        self.end_with(self.finish_button, self.stop_button, aside=[self.stay])
        self.finish_button.setFocus()
        self.show_jobs(titles)

    def show_jobs(self, titles: Sequence[str]) -> None:
        """List what is still running."""
        self._intro.setText(
            "One job is still running:" if len(titles) == 1
            else f"{len(titles)} jobs are still running:"
        )  # fmt: skip
        self._list.setText("\n".join(_listed(titles)))
        self.fit()

    def _finish(self) -> None:
        self.accept()
        self.finish.emit()

    def _stop(self) -> None:
        self.accept()
        self.stop.emit()


def _listed(titles: Sequence[str]) -> list[str]:
    lines = [f"•  {title}" for title in titles[:NAMED]]
    return [*lines, f"and {len(titles) - NAMED} more"] if len(titles) > NAMED else lines

"""Asks before another threshold is used, with what it would do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from services.triage.threshold import ThresholdMove
from ui.dialogs.frame import DialogFrame
from ui.theme import ThemeController


class ThresholdDialog(DialogFrame):
    """`agreed` says that the threshold is to be used."""

    agreed = Signal()

    def __init__(self, themes: ThemeController, move: ThresholdMove, *, parent: QWidget) -> None:
        title = f"Snooze replies below {move.after:g}?"
        super().__init__(themes, title, "gauge", parent)
        for sentence in dry_run_sentences(move):
            self.say(sentence)
        self.say(
            "Decisions, and replies that somebody snoozed, stay as they are. Nothing has been "
            "changed yet.",
            tone="muted",
        )
        self.use = QPushButton(f"Use {move.after:g}", self)
        self.use.clicked.connect(self._agree)
        self.cancel = QPushButton("Cancel", self)
        self.cancel.clicked.connect(self.reject)
        self.end_with(self.use, self.cancel)

    def _agree(self) -> None:
        self.agreed.emit()
        self.accept()


def dry_run_sentences(move: ThresholdMove) -> tuple[str, str]:
    """Say what another threshold would do, counted from rows."""
    verb = "is" if move.closes == 1 else "are"
    opens = f"{replies(move.opens)} more would be snoozed, due at once."
    return opens, f"{replies(move.closes)} that {verb} snoozed now would be released."


def replies(count: int) -> str:
    """Return how many replies."""
    return f"{count:,} {'reply' if count == 1 else 'replies'}"

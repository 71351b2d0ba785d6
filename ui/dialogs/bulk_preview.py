"""Says what a step on many replies would change before it is made."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from services.triage.bulk import Preview
from ui.dialogs.frame import DialogFrame
from ui.theme import ThemeController


class BulkPreviewDialog(DialogFrame):
    """`confirmed` says that the step is wanted; the dialog has closed by then.

    `verb` is what its button says, such as “Decide”; it can be pressed once it is known how many
    replies would change.
    """

    confirmed = Signal()

    def __init__(self, themes: ThemeController, title: str, verb: str, *, parent: QWidget) -> None:
        super().__init__(themes, title, "circle-check", parent)
        self._verb = verb
        self.sentence = self.say("Counting what would change…")
        self.left_out = self.say("", tone="warning")
        self.more = self.say("", tone="muted")
        self.go = QPushButton(verb, self)
        self.go.clicked.connect(self._confirm)
        self.go.setEnabled(False)
        cancel = QPushButton("Cancel", self)
        cancel.clicked.connect(self.reject)
        self.end_with(self.go, cancel)
        for label in (self.left_out, self.more):
            label.hide()
        cancel.setFocus()

    def show_preview(self, preview: Preview) -> None:
        """Say how many replies would change, and how many the rules leave out."""
        self.sentence.setText(_would_change(preview.fits))
        self._say_also(self.left_out, "\n".join(_left_out(preview)))
        self._say_also(self.more, " ".join(_remarks(preview)))
        self.go.setText(f"{self._verb} {_replies(preview.fits)}" if preview.fits else self._verb)
        self.go.setEnabled(preview.fits > 0)
        if preview.fits:
            self.go.setFocus()
        self.fit()

    def show_problem(self, fault: Exception) -> None:
        """Say why the step cannot be made."""
        self.sentence.setText(str(fault))
        self.fit()

    def _say_also(self, label: QWidget, text: str) -> None:
        label.setProperty("text", text)
        label.setVisible(bool(text))

    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit()


def _would_change(fits: int) -> str:
    if not fits:
        return "None of the selected replies can be changed so."
    return f"{_replies(fits)} will change, as one step that one undo takes back."


def _left_out(preview: Preview) -> Iterator[str]:
    for reason, count in preview.reasons:
        yield f"{_replies(count)} {'is' if count == 1 else 'are'} left out: {reason}"
    rest = preview.refused - sum(count for _, count in preview.reasons)
    if rest:
        yield f"{_replies(rest)} {'is' if rest == 1 else 'are'} left out."


def _remarks(preview: Preview) -> Iterator[str]:
    if preview.reviewed:
        were = "has been" if preview.reviewed == 1 else "have been"
        yield f"{_replies(preview.reviewed)} {were} reviewed before; the new verdict will stand."


def _replies(count: int) -> str:
    return f"{count:,} {'reply' if count == 1 else 'replies'}"

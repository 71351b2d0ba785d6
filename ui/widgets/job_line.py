"""One job of a page in a line: what it does, how far it is, and a way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from services.jobs.progress_text import counts_text
from services.jobs.status import JobStatus
from ui.widgets.labels import plain_label

_STEPS = 1_000


class JobLine(QWidget):
    """Keeps its height, so that nothing moves when a job begins; `stopped` is its button."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = plain_label(size="label", tone="muted", parent=self)
        self._bar = QProgressBar(self, textVisible=False)
        self._bar.setProperty("kind", "slim")
        self._bar.setFixedWidth(96)
        self.stop = QPushButton("Stop", self)
        self.stop.clicked.connect(self.stopped)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self._words, self._bar, self.stop):
            row.addWidget(part)
        self.hide()

    def show_status(self, status: JobStatus) -> None:
        """Show a job as it is now; nothing once it has ended."""
        self.setVisible(not status.state.ended)
        fraction = status.progress.fraction
        self._bar.setRange(0, _STEPS if fraction is not None else 0)
        self._bar.setValue(round((fraction or 0.0) * _STEPS))
        words = " · ".join(filter(None, (status.title, counts_text(status.progress))))
        self._words.setText(words)
        self.setAccessibleName(words)
        self.stop.setEnabled(not status.cancelling)
        self.stop.setText("Stopping …" if status.cancelling else "Stop")
        self.stop.setAccessibleName(f"Stop: {status.title}")

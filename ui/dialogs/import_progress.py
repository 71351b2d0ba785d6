"""How far an import or a sync is: how much, how fast, how long, and a way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from services.jobs.progress import Progress
from services.jobs.progress_text import counts_text, duration_text
from services.jobs.status import JobState, JobStatus
from ui.widgets.labels import plain_label

_STEPS = 1_000
_UNITS = ("bytes", "KB", "MB", "GB")


class ImportProgress(QWidget):
    """Shows a job's progress, counted in rows, or `in_bytes` with its detail for the rows."""

    stopped = Signal()

    def __init__(self, *, in_bytes: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._in_bytes = in_bytes
        self.title = plain_label(parent=self)
        self.bar = QProgressBar(self, textVisible=False)
        self.words = plain_label(tone="muted", parent=self)
        self.words.setWordWrap(True)
        self.stop = QPushButton("Stop", self)
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self._stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        for part in (self.title, self.bar, self.words):
            column.addWidget(part)

    def show_status(self, status: JobStatus) -> None:
        """Show a job as it is now."""
        fraction = status.progress.fraction
        self.bar.setRange(0, _STEPS if fraction is not None else 0)
        self.bar.setValue(round((fraction or 0.0) * _STEPS))
        self.bar.setAccessibleName(status.title)
        self.title.setText(status.title)
        self.words.setText(self._words(status))
        self.stop.setEnabled(status.state is JobState.RUNNING and not status.cancelling)
        self.stop.setText("Stopping …" if status.cancelling else "Stop")

    def _words(self, status: JobStatus) -> str:
        if status.state is JobState.PENDING:
            return "Waiting for its turn …"
        progress = status.progress
        if not self._in_bytes:
            return " · ".join(filter(None, (counts_text(progress), progress.detail)))
        return bytes_text(progress)

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.stopped.emit()


def bytes_text(progress: Progress) -> str:
    """Return `12,000 rows · 4.2 of 9.8 MB · 3.1 MB/s · 2 s left`, as far as it is known."""
    parts = [progress.detail]
    if progress.total:
        parts.append(f"{size_text(progress.done)} of {size_text(progress.total)}")
    if progress.rate > 0:
        parts.append(f"{size_text(progress.rate)}/s")
    if progress.seconds_left:
        parts.append(f"{duration_text(progress.seconds_left)} left")
    return " · ".join(filter(None, parts))


def size_text(size: float) -> str:
    """Return a number of bytes in the unit that suits it, in powers of 1,000."""
    for unit in _UNITS:
        if size < 1_000 or unit == _UNITS[-1]:
            break
        size /= 1_000
    return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"

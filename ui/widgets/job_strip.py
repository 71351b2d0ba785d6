"""The running jobs in one line: what, how far, and a way to stop it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from ui.theme import ThemeController
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.icon_button import IconButton
from ui.widgets.labels import plain_label

#: Of more than these, nobody reads how many are done.
COUNTABLE = 100_000


@dataclass(frozen=True, slots=True)
class JobView:
    """One running job as it is shown: `total` is None while nobody knows it."""

    id: str
    title: str
    done: int = 0
    total: int | None = None
    detail: str = ""
    can_cancel: bool = True


class JobStrip(QWidget):
    """Shows the first job, and how many more there are; `cancelled(str)` names a job's id."""

    cancelled = Signal(str)

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = ""
        self._title = ElidedLabel(size="label", tone="muted", parent=self)
        self._bar = QProgressBar(self, textVisible=False)
        self._bar.setProperty("kind", "slim")
        self._bar.setFixedWidth(72)
        self._count = plain_label(size="label", tone="muted", parent=self)
        self.cancel = IconButton(themes, "x", "Cancel this job", parent=self)
        self.cancel.setFixedSize(20, 20)
        self.cancel.clicked.connect(lambda: self.cancelled.emit(self._id))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self._title, self._bar, self._count, self.cancel):
            row.addWidget(part)
        self.hide()

    def show_jobs(self, jobs: Sequence[JobView]) -> None:
        """Shows what runs now; nothing where `jobs` is empty."""
        self.setVisible(bool(jobs))
        if jobs:
            self._show(jobs[0], others=len(jobs) - 1)

    def text(self) -> str:
        """What the strip says, in words."""
        return f"{self._title.full_text()} {self._count.text()}".strip()

    def _show(self, job: JobView, others: int) -> None:
        self._id = job.id
        self._title.set_text(job.title, explanation=job.detail)
        self._bar.setRange(0, job.total or 0)
        self._bar.setValue(min(job.done, job.total or 0))
        self._count.setText(_count(job) + (f"  and {others} more" if others else ""))
        self.cancel.setVisible(job.can_cancel)
        self.cancel.setAccessibleName(f"Cancel: {job.title}")
        self.setAccessibleName(self.text())


def _count(job: JobView) -> str:
    """Return how far a job is; a share where it counts so many, bytes for example."""
    if not job.total:
        return f"{job.done:,}" if job.done else ""
    if job.total > COUNTABLE:
        return f"{min(job.done, job.total) / job.total:.0%}"
    return f"{job.done:,} of {job.total:,}"

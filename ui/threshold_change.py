"""From a wish for another threshold to the rows that follow it: counted, asked, done, undone."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from services.jobs.job import Job
from services.jobs.runner import JobRunner
from services.jobs.status import JobState, JobStatus
from services.triage.threshold import ThresholdMove
from ui.dialogs.threshold_move import ThresholdDialog, replies
from ui.job_bridge import JobBridge
from ui.page_tell import Tell
from ui.theme import ThemeController

if TYPE_CHECKING:
    from collections.abc import Callable

    from services.triage.room import TriageRoom

TITLE = "Moving replies"


class ThresholdChange(QObject):
    """Shows the dry run, and starts the job where somebody agrees."""

    def __init__(
        self,
        room: "Callable[[], TriageRoom]",
        bridge: JobBridge,
        runner: JobRunner,
        themes: ThemeController,
        window: QWidget,
        tell: Tell,
    ) -> None:
        super().__init__(window)
        self._room, self._bridge, self._runner = room, bridge, runner
        self._themes, self._window, self._tell = themes, window, tell

    def ask(self, threshold: float) -> None:
        """Count what a threshold would do, and ask whether it is to be used."""
        self._bridge.read(lambda: self._room().threshold.dry_run(threshold), self._ask, owner=self)

    def use(self, threshold: float) -> None:
        """Use a threshold without asking."""
        job = self._runner.start(
            TITLE, lambda control: self._room().threshold.move(threshold, control)
        )
        self._bridge.watch(job, partial(self._report, job), owner=self)

    def _ask(self, move: ThresholdMove) -> None:
        if move.before == move.after:
            self._tell(f"Replies below {move.after:g} are snoozed already.", kind="info")
            return
        dialog = ThresholdDialog(self._themes, move, parent=self._window)
        dialog.agreed.connect(partial(self.use, move.after))
        dialog.open()

    def _report(self, job: Job[ThresholdMove], status: JobStatus) -> None:
        if status.state is JobState.SUCCEEDED:
            move = job.result()
            self._tell(
                f"Replies below {move.after:g} are snoozed: {replies(move.opens)} more, "
                f"{replies(move.closes)} released.",
                action="Undo",
                run=partial(self.use, move.before),
            )
        elif status.state is JobState.CANCELLED:
            self._tell(
                "The new threshold holds for what arrives; the other replies follow when the "
                "store is opened next.",
                kind="warning",
            )

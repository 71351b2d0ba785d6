"""Settings, Confidence: what is snoozed, what is drawn for the audit, what is estimated here."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QPushButton, QWidget

from reviewer.domain.changes import Changed
from services.jobs.control import JobControl
from services.jobs.job import Job
from services.jobs.runner import JobRunner
from services.jobs.status import JobState, JobStatus
from services.triage.threshold import ThresholdMove
from ui.dialogs.threshold_move import dry_run_sentences, replies
from ui.job_bridge import JobBridge
from ui.page_news import PageNews, Subscribe
from ui.page_tell import Tell
from ui.widgets.job_line import JobLine
from ui.widgets.settings_form import SettingsForm
from ui.widgets.step_field import StepField

if TYPE_CHECKING:
    from services.triage.room import TriageRoom
    from ui.tickets import Ticket

_PAUSE_MS = 120
_THRESHOLD = "Replies with less confidence are snoozed when they arrive, and due at once."
_SHARE = (
    "This share of the replies that were not snoozed joins the queue at random, each with its "
    "weight, so that figures are not biased by reviewing only the doubtful."
)
_ESTIMATE = (
    "A reply whose source sent no confidence gets one from how alike it is to replies that were "
    "accepted for similar messages; what a source sent is never replaced."
)


@dataclass(frozen=True, slots=True)
class ConfidenceFacts:
    """The threshold and the audit share that hold, 0..1, and how many replies lack an estimate."""

    threshold: float
    share: float
    waiting: int


class ConfidenceSection(SettingsForm):
    """`threshold_agreed(float)` asks for a threshold whose dry run is on the screen.

    `calibration_wanted` asks for the page that shows what a threshold would catch.
    """

    threshold_agreed = Signal(float)
    calibration_wanted = Signal()

    def __init__(
        self,
        room: "Callable[[], TriageRoom]",
        bridge: JobBridge,
        runner: JobRunner,
        subscribe: Subscribe,
        tell: Tell,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Confidence", parent=parent)
        self._room, self._bridge, self._runner, self._tell = room, bridge, runner, tell
        self._asked: Ticket | None = None
        self._job: Job[Any] | None = None
        self.threshold, self.share = StepField(0, 1, 0.01), StepField(0, 100, 0.5, " %")
        self.use, self.calibration = QPushButton("Use"), QPushButton("Calibration")
        self.keep, self.draw = QPushButton("Keep"), QPushButton("Draw now")
        self.estimate = QPushButton("Estimate")
        self.progress = JobLine()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()
        self._facts = ConfidenceFacts(0.0, 0.0, 0)
        PageNews(subscribe, bridge, _concerns, self.read, self)
        self.read()

    def read(self) -> None:
        """Read what holds now."""
        self._bridge.read(self._read, self._show, owner=self)

    def _read(self) -> ConfidenceFacts:
        room = self._room()
        return ConfidenceFacts(
            room.threshold.current(), room.audit.share(), room.estimating.waiting()
        )

    def _show(self, facts: ConfidenceFacts) -> None:
        before, self._facts = self._facts, facts
        _follow(self.threshold, before.threshold, facts.threshold)
        _follow(self.share, before.share * 100, facts.share * 100)
        self._estimates.explain(f"{replies(facts.waiting)} could get one. {_ESTIMATE}")
        self._allow()
        self._try()

    def _allow(self) -> None:
        busy = self._job is not None
        self.estimate.setEnabled(self._facts.waiting > 0 and not busy)
        self.draw.setEnabled(not busy)
        self.keep.setEnabled(self._wanted_share() != self._facts.share)

    def _wanted_share(self) -> float:
        return round(self.share.value() / 100, 4)

    def _try(self) -> None:
        """Count what the threshold that stands in the field would do."""
        if self._asked is not None:
            self._asked.cancel()
        wanted = round(self.threshold.value(), 2)
        count = partial(self._dry_run, wanted)
        self._asked = self._bridge.read(count, self._show_move, owner=self)

    def _dry_run(self, wanted: float) -> ThresholdMove:
        return self._room().threshold.dry_run(wanted)

    def _show_move(self, move: ThresholdMove) -> None:
        other = move.before != move.after
        self.use.setEnabled(other)
        self.use.setText(f"Use {move.after:g}" if other else "Use")
        said = " ".join(dry_run_sentences(move)) if other else _THRESHOLD
        self._threshold.explain(said, "text" if other else "muted")
        self.threshold.setAccessibleDescription(said)

    def _keep_share(self) -> None:
        share = self._wanted_share()
        self._bridge.read(
            lambda: self._room().audit.set_share(share),
            lambda _: self._tell(f"{share:.2%} of what arrives is drawn for the audit sample."),
            owner=self,
        )

    def _draw(self) -> None:
        def draw(control: JobControl) -> int:
            return self._room().audit.draw(control)

        self._start("Drawing the audit sample", draw)

    def _estimate(self) -> None:
        def estimate(control: JobControl) -> int:
            return self._room().estimating.run(control)

        self._start("Estimating confidence", estimate)

    def _start(self, title: str, body: Callable[[JobControl], int]) -> None:
        job: Job[int] = self._runner.start(title, body)
        self._job = job
        self._allow()
        self._bridge.watch(job, partial(self._report, job), owner=self)

    def _report(self, job: Job[int], status: JobStatus) -> None:
        self.progress.show_status(status)
        if not status.state.ended:
            return
        self._job = None
        if status.state is JobState.SUCCEEDED:
            self._tell(f"{status.title}: {replies(job.result())}.")
        elif status.state is JobState.CANCELLED:
            self._tell(f"{status.title}: stopped. What was done stays.", kind="info")
        self.read()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _connect(self) -> None:
        self._pause.timeout.connect(self._try)
        self.threshold.valueChanged.connect(self._pause.start)
        self.share.valueChanged.connect(self._allow)
        self.use.clicked.connect(
            lambda: self.threshold_agreed.emit(round(self.threshold.value(), 2))
        )
        self.calibration.clicked.connect(self.calibration_wanted)
        self.keep.clicked.connect(self._keep_share)
        self.draw.clicked.connect(self._draw)
        self.estimate.clicked.connect(self._estimate)
        self.progress.stopped.connect(self._stop)

    def _lay_out(self) -> None:
        snoozing = self.group("Snoozing")
        self._threshold = snoozing.row("Threshold", _THRESHOLD, self.threshold, self.use)
        snoozing.row(
            "What would another threshold catch?",
            "Confidence against what became of replies.",
            self.calibration,
        )
        audit = self.group("Audit sample")
        audit.row("Share", _SHARE, self.share, self.keep)
        audit.row("Draw from what is here", "Each reply is looked at once.", self.draw)
        estimates = self.group("Estimates")
        self._estimates = estimates.row("Local similarity", _ESTIMATE, self.estimate)
        self.add(self.progress)


def _follow(field: QDoubleSpinBox, before: float, now: float) -> None:
    """Show what holds, unless somebody has something else in the field."""
    if round(field.value(), 2) == round(before, 2):
        field.setValue(now)


def _concerns(changed: Changed) -> bool:
    return changed.settings or changed.interactions

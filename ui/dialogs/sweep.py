"""Before the assistant works on many replies: how many, by whom, at what cost, and how far."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QPushButton, QSpinBox, QWidget

from reviewer.domain.cost import Estimate, dollars, money, nanos
from reviewer.errors import ReviewerError
from services.assistant.wishes import IMPROVE, Wish
from services.jobs.attempt import Raised, Returned, attempt
from services.jobs.status import JobCancelled
from ui.dialogs.frame import DialogFrame
from ui.job_bridge import JobBridge
from ui.models.sweep_text import estimate_text, provider_text, scope_text, title_of
from ui.theme import ThemeController
from ui.widgets.labels import plain_label, set_tone
from ui.widgets.step_field import TEXT_MARGIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from services.assistant.outlook import Outlook
    from services.assistant.parts import Assistant
    from services.jobs.job import Job
    from services.jobs.status import JobStatus

_MOST_REPLIES, _MOST_DOLLARS = 1_000_000, 10_000.0
#: A number that is being typed is not estimated at every digit.
PAUSE_MS = 400


class SweepDialog(DialogFrame):
    """`started(Wish)` gives the run that somebody wants, `provider_wanted` that they need one.

    `parts` builds the assistant where need be, on a reader's thread.
    """

    started = Signal(object)
    provider_wanted = Signal()

    def __init__(
        self,
        themes: ThemeController,
        bridge: JobBridge,
        parts: "Callable[[], Assistant]",
        kind: str,
        wish: Wish,
        parent: QWidget,
    ) -> None:
        super().__init__(themes, title_of(kind), "sparkles", parent, tone="accent", width=520)
        self._bridge, self._parts, self._kind, self._wish = bridge, parts, kind, wish
        self._outlook: Outlook | None = None
        self._estimate: Estimate | None = None
        self._job: Job[Estimate] | None = None
        self.say(scope_text(kind, wish.wanted))
        self.provider = self.say("Looking for the provider…", tone="muted")
        self.cost = self.say("Estimating the cost…")
        self.advice = self.say("", tone="warning", size="label")
        self.advice.hide()
        self.limit, self.cap = self._limit_field(), self._cap_field()
        self.only_new = QCheckBox("Leave out replies that were improved before", self)
        self.only_new.setChecked(wish.only_new)
        self.only_new.setVisible(kind == IMPROVE)
        self.only_new.toggled.connect(self._look)
        self.leave = QCheckBox("Ask all the same: nobody knows what it costs", self)
        self.leave.hide()
        self.leave.toggled.connect(self._show)
        self.start, self.set_up = QPushButton("Start", self), QPushButton("Set up a provider…")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.finished.connect(self._stop_estimating)
        self._lay_out()
        self._look()

    def _look(self) -> None:
        """Find out again what a run with these settings will be."""
        self._stop_estimating()
        self._estimate = None
        self.cost.setText("Estimating the cost…")
        wish = self._present()
        look = partial(_look_ahead, self._parts, self._kind, wish)
        self._bridge.read(look, self._take_outlook, self._fail, owner=self)
        self._show()

    def _take_outlook(self, seen: "tuple[Outlook, Job[Estimate] | None]") -> None:
        first = self._outlook is None
        self._outlook, self._job = seen
        provider = self._outlook.provider
        self.set_up.setVisible(provider is None)
        if provider is None:
            self.provider.setText("No provider is set up yet.")
            self.cost.hide()
        else:
            self.provider.setText(provider_text(provider))
        if first:
            self.cap.setValue(dollars(self._wish.cap or self._outlook.run_cap))
        if self._job is not None:
            self._bridge.watch(self._job, partial(self._follow, self._job), owner=self)
        self._show()

    def _follow(self, job: "Job[Estimate]", status: "JobStatus") -> None:
        if not status.state.ended or job is not self._job:
            return
        match attempt(job.result):
            case Returned(estimate):
                self._estimate = estimate
                self.cost.setText(estimate_text(estimate))
            case Raised(JobCancelled()):
                return
            case Raised(fault):
                self._fail(fault)
        self._show()

    def _fail(self, fault: Exception) -> None:
        self.cost.setText(fault.in_window() if isinstance(fault, ReviewerError) else str(fault))
        set_tone(self.cost, "danger")
        self._show()

    def _show(self) -> None:
        """Show what is advisable, and whether it can be started."""
        estimate = self._estimate
        unpriced = estimate is not None and not estimate.priced
        self.leave.setVisible(unpriced)
        advice = "" if estimate is None or self._outlook is None else self._advice(estimate)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        ready = estimate is not None and estimate.items > 0
        self.start.setEnabled(ready and (not unpriced or self.leave.isChecked()))
        self.fit()

    def _advice(self, estimate: Estimate) -> str:
        seen, cap = self._outlook, nanos(self.cap.value())
        assert seen is not None
        if not estimate.items:
            return ""
        if seen.left is not None:
            return f"An earlier run like this has {seen.left:,} left; it is gone on with."
        if estimate.expected > seen.month_left:
            left = money(seen.month_left)
            return f"This month has {left} left: the run will stop there, and can go on later."
        if estimate.most > cap:
            return "At the cap the run stops; what is done is kept, and it can go on later."
        return ""

    def _present(self) -> Wish:
        return replace(
            self._wish, limit=self.limit.value() or None, only_new=self.only_new.isChecked()
        )

    def _begin(self) -> None:
        leave = self.leave.isVisible() and self.leave.isChecked()
        wish = replace(self._present(), cap=nanos(self.cap.value()), unpriced=leave)
        self.started.emit(wish)
        self.accept()

    def _set_up(self) -> None:
        self.provider_wanted.emit()
        self.reject()

    def _stop_estimating(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _wait_a_little(self, _limit: int) -> None:
        self._pause.start()

    def _show_cap(self, _cap: float) -> None:
        self._show()

    def _limit_field(self) -> QSpinBox:
        field = QSpinBox(self)
        field.lineEdit().setTextMargins(TEXT_MARGIN, 0, 0, 0)
        field.setRange(0, _MOST_REPLIES)
        field.setSpecialValueText("all")
        field.setGroupSeparatorShown(True)
        field.setValue(self._wish.limit or 0)
        field.setAccessibleName("At most so many replies")
        field.valueChanged.connect(self._wait_a_little)
        return field

    def _cap_field(self) -> QDoubleSpinBox:
        field = QDoubleSpinBox(self)
        field.lineEdit().setTextMargins(TEXT_MARGIN, 0, 0, 0)
        field.setRange(0.0, _MOST_DOLLARS)
        field.setDecimals(2)
        field.setPrefix("$")
        field.setAccessibleName("At most so many dollars")
        field.valueChanged.connect(self._show_cap)
        return field

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for title, field in (("Replies at most", self.limit), ("Spend at most", self.cap)):
            label = plain_label(title, size="label", tone="muted", parent=self)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self.only_new)
        self.column.addWidget(self.leave)
        cancel = QPushButton("Cancel", self)
        cancel.clicked.connect(self.reject)
        self.start.clicked.connect(self._begin)
        self.set_up.clicked.connect(self._set_up)
        self.set_up.hide()
        self.end_with(self.start, cancel, aside=(self.set_up,))
        self.cap.setFocus()


def _look_ahead(
    parts: "Callable[[], Assistant]", kind: str, wish: Wish
) -> "tuple[Outlook, Job[Estimate] | None]":
    """Look, on a reader's thread, and begin to estimate where somebody can be asked."""
    from services.assistant.outlook import outlook

    assistant = parts()
    seen = outlook(assistant, kind, wish)
    job = None if seen.provider is None else assistant.sweeps.estimate(kind, wish)
    return seen, job

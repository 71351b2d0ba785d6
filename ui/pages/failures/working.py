"""What the page of failures begins: grouping and naming as jobs, names and fixes as gestures."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from reviewer.domain.cluster import FailureCluster
from reviewer.domain.cost import money
from services.jobs.job import Job
from services.jobs.status import JobState, JobStatus
from ui.job_bridge import JobBridge
from ui.page_tell import Tell
from ui.pages.failures.words import failures_text

if TYPE_CHECKING:
    from services.assistant.cluster_names import ClusterNames, Named
    from services.assistant.clusters import ClusterDesk


class Working(QObject):
    """One job at a time. `stirred(JobStatus)` follows it; `changed` says what is to be read again.

    It says itself what came of the work.
    """

    stirred = Signal(object)
    changed = Signal()

    def __init__(
        self,
        clusters: "ClusterDesk",
        names: "ClusterNames",
        bridge: JobBridge,
        tell: Tell,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._clusters, self._names, self._bridge, self._tell = clusters, names, bridge, tell
        self._job: Job[Any] | None = None

    @property
    def runs(self) -> bool:
        """Tell whether a job runs."""
        return self._job is not None

    def group(self) -> None:
        """Group the failures of the last weeks."""
        if self._job is None:
            self._follow(self._clusters.find(), self._grouped)

    def name(self) -> None:
        """Have the clusters named that only keywords name until now."""
        if self._job is None:
            self._follow(self._names.name(), self._named)

    def stop(self) -> None:
        """Stop the job that runs."""
        if self._job is not None:
            self._job.cancel()

    def rename(self, cluster_id: UUID, label: str, caution: str) -> None:
        """Give a cluster a person's name and caution."""
        self._write(self._clusters.rename(cluster_id, label, caution), "Named.")

    def toggle_fixed(self, cluster: FailureCluster) -> None:
        """Mark a cluster as fixed, which wakes replies that wait for it; or open it again."""
        if cluster.fixed_at is None:
            said = "Marked as fixed. Snoozed replies that waited for it are due."
            self._write(self._clusters.mark_fixed(cluster.id), said)
        else:
            self._write(self._clusters.reopen(cluster.id), "Opened again.")

    def _follow(self, job: Job[Any], then: Callable[[Any], None]) -> None:
        self._job = job
        self._bridge.watch(job, partial(self._show, job, then), owner=self)

    def _show(self, job: Job[Any], then: Callable[[Any], None], status: JobStatus) -> None:
        if status.state.ended:
            self._job = None
            self.changed.emit()
        if status.state is JobState.SUCCEEDED:
            then(job.result())
        self.stirred.emit(status)

    def _grouped(self, found: Sequence[FailureCluster]) -> None:
        if found:
            count = sum(cluster.size for cluster in found)
            self._tell(f"{failures_text(count)} in {len(found)} clusters.")
        else:
            self._tell("No failures that belong together were found.", kind="info")

    def _named(self, named: "Named") -> None:
        sentence = f"Named {named.named} of {named.asked} clusters for {money(named.cost)}."
        said = " ".join((sentence, *named.problems[:1]))
        self._tell(said, kind="warning" if named.problems else "done")

    def _write(self, written: Future[FailureCluster], said: str) -> None:
        def done(_cluster: FailureCluster) -> None:
            self._tell(said)
            self.changed.emit()

        self._bridge.after(written, done, owner=self)

"""The desk of failure clusters: find them, look at them, name them, mark them as fixed."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING
from uuid import UUID

from reviewer.domain.changes import Changed
from reviewer.domain.cluster import FailureCluster, Member
from reviewer.domain.moments import DAY, now_micros
from reviewer.domain.snooze import WakeOn
from reviewer.errors import NotPossible
from reviewer.store import clusters, snoozes
from reviewer.store.store import Connection, Store, Writing
from services.assistant.cluster_finding import Failure, grouped, monday, named
from services.jobs.control import JobControl
from services.jobs.runner import JobRunner
from services.jobs.write_lane import WriteLane

if TYPE_CHECKING:
    from concurrent.futures import Future

    from services.jobs.job import Job

#: The weeks that are looked at, and how many failures of them at most, the newest.
WEEKS = 12
MOST_FAILURES = 5_000
MOST_LABEL = 80
MOST_CAUTION = 400


class ClusterDesk:
    """Finds clusters in a job, and keeps what people say of them.

    `latest` and `members` read at once on the caller's thread. `zone` is the time zone of weeks.
    """

    def __init__(
        self, store: Store, lane: WriteLane[Writing], runner: JobRunner, zone: tzinfo
    ) -> None:
        self._store = store
        self._lane = lane
        self._runner = runner
        self._zone = zone

    def latest(self) -> tuple[FailureCluster, ...]:
        """Return the clusters of the newest week, the largest first."""
        with self._store.reading() as connection:
            return clusters.latest(connection)

    def members(self, cluster_id: UUID, limit: int) -> tuple[int, ...]:
        """Return row ids of a cluster, the most typical first."""
        with self._store.reading() as connection:
            return clusters.members_of(connection, cluster_id, limit)

    def find(self) -> "Job[tuple[FailureCluster, ...]]":
        """Group the failures of the last weeks, keep the groups, and return them."""
        return self._runner.start("Grouping failures", self._find)

    def rename(self, cluster_id: UUID, label: str, caution: str) -> "Future[FailureCluster]":
        """Give a cluster a person's label and caution; they stay in the weeks to come.

        The future raises NotPossible where there is no such cluster, or no label.
        """

        def transaction(writing: Writing) -> FailureCluster:
            if not label.strip():
                raise NotPossible("A cluster needs a name.")
            known = _known(writing.connection, cluster_id)
            clusters.rename(
                writing.connection,
                known,
                label.strip()[:MOST_LABEL],
                caution.strip()[:MOST_CAUTION],
                "person",
            )
            writing.announce(Changed(assistant=True))
            return _known(writing.connection, cluster_id)

        return self._lane.interactive(transaction)

    def mark_fixed(self, cluster_id: UUID) -> "Future[FailureCluster]":
        """Note that what made a cluster fail is mended; snoozed replies that wait for it wake.

        Those are its own, and those that are in no cluster. The future raises NotPossible.
        """

        def transaction(writing: Writing) -> FailureCluster:
            connection, at = writing.connection, now_micros()
            _known(connection, cluster_id)
            clusters.mark(connection, cluster_id, at, fixed=True)
            concerned = clusters.concerned(connection, cluster_id)
            snoozes.happened(connection, WakeOn.CLUSTER_FIXED, str(cluster_id), at, concerned)
            writing.announce(Changed(assistant=True, reviews=True, row_ids=None))
            return _known(connection, cluster_id)

        return self._lane.interactive(transaction)

    def reopen(self, cluster_id: UUID) -> "Future[FailureCluster]":
        """Take back that a cluster is fixed; what woke stays awake.

        The future raises NotPossible where there is no such cluster.
        """

        def transaction(writing: Writing) -> FailureCluster:
            _known(writing.connection, cluster_id)
            clusters.mark(writing.connection, cluster_id, now_micros(), fixed=False)
            writing.announce(Changed(assistant=True))
            return _known(writing.connection, cluster_id)

        return self._lane.interactive(transaction)

    def _find(self, control: JobControl) -> tuple[FailureCluster, ...]:
        failures = self._failures()
        if not failures:
            return ()
        groups = grouped(failures, _reporter(control, len(failures)))
        week = max(failure.week for failure in failures)
        with self._store.reading() as connection:
            known = clusters.known_until(connection, week)
            before = {one.id: set(clusters.members_of(connection, one.id, -1)) for one in known}
        return self._keep(week, named(groups, week, known, before))

    def _failures(self) -> list[Failure]:
        with self._store.reading() as connection:
            newest = clusters.newest_failure(connection)
            if newest is None:
                return []
            since = newest - WEEKS * 7 * DAY
            rows = clusters.failure_texts(connection, since, MOST_FAILURES)
            return [
                Failure(row_id, message, reply, monday(at, self._zone), category)
                for row_id, message, reply, at, category in rows
            ]

    def _keep(
        self, week: str, found: Sequence[tuple[FailureCluster, Sequence[Member]]]
    ) -> tuple[FailureCluster, ...]:
        def transaction(writing: Writing) -> tuple[FailureCluster, ...]:
            clusters.replace_week(writing.connection, week, found)
            writing.announce(Changed(assistant=True))
            return clusters.latest(writing.connection)

        return self._lane.background(transaction).result()


def _known(connection: Connection, cluster_id: UUID) -> FailureCluster:
    known = clusters.by_id(connection, cluster_id)
    if known is None:
        raise NotPossible("This cluster is not there any more. Look at the newest ones.")
    return known


def _reporter(control: JobControl, total: int) -> Callable[[int], None]:
    def report(done: int) -> None:
        control.checkpoint()
        control.report(done, total)

    return report

"""Failure clusters: found anew each week, under names that stay, with what they teach."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from typing import TYPE_CHECKING
from uuid import UUID

from reviewer.domain.changes import Changed
from reviewer.domain.cluster import FailureCluster, Member, likeness, matched
from reviewer.domain.identity import new_event_id
from reviewer.domain.moments import DAY, from_micros
from reviewer.domain.review import FAILURE_CATEGORIES
from reviewer.store import clusters
from reviewer.store.store import Store, Writing
from services.assistant.cluster_groups import groups_of
from services.assistant.cluster_vectors import Vector, nearness, typical_words, vectors_of
from services.jobs.control import JobControl
from services.jobs.runner import JobRunner
from services.jobs.write_lane import WriteLane

if TYPE_CHECKING:
    from services.jobs.job import Job

#: The weeks that are looked at, and how many failures of them at most, the newest.
WEEKS = 12
MOST_FAILURES = 5_000
KEYWORDS = 8
LABEL_WORDS = 3
#: A category is a cluster's own when so large a share of its failures has it.
MAIN_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure as it is grouped: its row, texts, Monday (YYYY-MM-DD) and category."""

    row_id: int
    message: str
    reply: str | None
    week: str
    category: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """Failures that belong together, with their vectors and typical words."""

    failures: Sequence[Failure]
    vectors: Sequence[Vector]
    keywords: tuple[str, ...]


class ClusterDesk:
    """Finds clusters in a job, and shows them. `latest` reads at once on the caller's thread."""

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

    def _find(self, control: JobControl) -> tuple[FailureCluster, ...]:
        failures = self._failures()
        if not failures:
            return ()
        groups = grouped(failures, _reporter(control, len(failures)))
        week = max(failure.week for failure in failures)
        with self._store.reading() as connection:
            known = clusters.known_until(connection, week)
            before = {one.id: set(clusters.members_of(connection, one.id, -1)) for one in known}
        named = _named(groups, week, known, before)
        self._keep(week, named)
        return tuple(cluster for cluster, _ in named)

    def _failures(self) -> list[Failure]:
        with self._store.reading() as connection:
            newest = clusters.newest_failure(connection)
            if newest is None:
                return []
            since = newest - WEEKS * 7 * DAY
            rows = clusters.failure_texts(connection, since, MOST_FAILURES)
            return [
                Failure(row_id, message, reply, monday(at, self._zone), category)
                for row_id, message, reply, _agent, at, category in rows
            ]

    def _keep(self, week: str, named: Sequence[tuple[FailureCluster, Sequence[Member]]]) -> None:
        def transaction(writing: Writing) -> None:
            clusters.replace_week(writing.connection, week, named)
            writing.announce(Changed(assistant=True))

        self._lane.background(transaction).result()


def _reporter(control: JobControl, total: int) -> Callable[[int], None]:
    def report(done: int) -> None:
        control.checkpoint()
        control.report(done, total)

    return report


def grouped(failures: Sequence[Failure], checkpoint: Callable[[int], object]) -> list[Group]:
    """Return the groups of some failures, the largest first."""
    vectors = vectors_of((one.message, one.reply) for one in failures)
    return [
        Group(
            [failures[at] for at in places],
            [vectors[at] for at in places],
            typical_words([vectors[at] for at in places], KEYWORDS),
        )
        for places in groups_of(vectors, checkpoint)
    ]


def monday(at: int, zone: tzinfo) -> str:
    """Return the Monday of a moment's week in a time zone, YYYY-MM-DD."""
    day: date = from_micros(at).astimezone(zone).date()
    return (day - timedelta(days=day.weekday())).isoformat()


def _named(
    groups: Sequence[Group],
    week: str,
    known: Sequence[FailureCluster],
    before: dict[UUID, set[int]],
) -> list[tuple[FailureCluster, list[Member]]]:
    """Return the groups as clusters: those that were there before keep their id and name."""
    shared = {
        (new, old): _alike(group, cluster, before[cluster.id])
        for new, group in enumerate(groups)
        for old, cluster in enumerate(known)
    }
    pairs = matched(shared)
    taken: set[str] = {known[old].label for old in pairs.values()}
    named = []
    for new, group in enumerate(groups):
        fresh = _fresh(group, week, taken)
        old = pairs.get(new)
        cluster = fresh if old is None else _continued(fresh, known[old])
        taken.add(cluster.label)
        named.append((cluster, _members(group)))
    return named


def _alike(group: Group, cluster: FailureCluster, before: set[int]) -> float:
    """Return how alike a group and an earlier cluster are: by their failures, and their words."""
    rows = {failure.row_id for failure in group.failures}
    common = len(rows & before) / min(len(rows), len(before)) if before else 0.0
    return max(common, likeness(group.keywords, cluster.keywords))


def _fresh(group: Group, week: str, taken: set[str]) -> FailureCluster:
    category = _main_category(group)
    return FailureCluster(
        id=new_event_id(),
        week=week,
        label=_label(group.keywords, taken),
        label_origin="keywords",
        keywords=group.keywords,
        size=len(group.failures),
        weekly=_weekly(group, week),
        category=category,
        caution=_caution(group, category),
        caution_origin="keywords",
    )


def _continued(fresh: FailureCluster, known: FailureCluster) -> FailureCluster:
    kept = replace(fresh, id=known.id, label=known.label, label_origin=known.label_origin)
    if known.caution_origin == "keywords":
        return kept
    return replace(kept, caution=known.caution, caution_origin=known.caution_origin)


def _label(keywords: Sequence[str], taken: set[str]) -> str:
    """Return a name of the first words; as many as no other cluster's name has."""
    for count in range(LABEL_WORDS, len(keywords) + 1):
        label = ", ".join(keywords[:count]).capitalize()
        if label not in taken:
            return label
    return ", ".join(keywords).capitalize() or "Other failures"


def _caution(group: Group, category: str | None) -> str:
    words = ", ".join(group.keywords[:LABEL_WORDS])
    mostly = f", mostly by “{FAILURE_CATEGORIES[category].lower()}”" if category else ""
    return f"Replies about {words} have failed {len(group.failures)} times before{mostly}."


def _main_category(group: Group) -> str | None:
    counts = Counter(one.category for one in group.failures if one.category)
    for category, count in counts.most_common(1):
        if count >= MAIN_SHARE * len(group.failures) and category in FAILURE_CATEGORIES:
            return category
    return None


def _weekly(group: Group, week: str) -> tuple[tuple[str, int], ...]:
    """Return how many failures each week had, from the first to the newest, empty weeks too."""
    counts = Counter(one.week for one in group.failures)
    day, last = date.fromisoformat(min(counts)), date.fromisoformat(week)
    weeks = []
    while day <= last:
        weeks.append((day.isoformat(), counts[day.isoformat()]))
        day += timedelta(days=7)
    return tuple(weeks)


def _members(group: Group) -> list[Member]:
    return [
        Member(failure.row_id, round(nearness(vector, group.vectors), 4))
        for failure, vector in zip(group.failures, group.vectors, strict=True)
    ]

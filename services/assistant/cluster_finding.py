"""Failures in groups, under names that stay from week to week, with what each teaches."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from uuid import UUID

from reviewer.domain.cluster import FailureCluster, Member, likeness, matched
from reviewer.domain.identity import new_event_id
from reviewer.domain.moments import from_micros
from reviewer.domain.review import FAILURE_CATEGORIES
from services.assistant.cluster_groups import groups_of
from services.assistant.cluster_vectors import (
    Vector,
    middle_of,
    nearness,
    typical_words,
    vectors_of,
)

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


def grouped(failures: Sequence[Failure], checkpoint: Callable[[int], object]) -> list[Group]:
    """Return the groups of some failures, the largest first."""
    vectors = vectors_of([(one.message, one.reply) for one in failures])
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


def named(
    groups: Sequence[Group],
    week: str,
    known: Sequence[FailureCluster],
    before: dict[UUID, set[int]],
) -> list[tuple[FailureCluster, list[Member]]]:
    """Return the groups as clusters: those that were there before keep their id and name."""
    seen = set().union(*before.values())
    shared = {
        (new, old): _alike(group, cluster, before[cluster.id], seen)
        for new, group in enumerate(groups)
        for old, cluster in enumerate(known)
    }
    pairs = matched(shared)
    taken: set[str] = {known[old].label for old in pairs.values()}
    found = []
    for new, group in enumerate(groups):
        fresh = _fresh(group, week, taken)
        old = pairs.get(new)
        cluster = fresh if old is None else _continued(fresh, known[old])
        taken.add(cluster.label)
        found.append((cluster, _members(group)))
    return found


def _alike(group: Group, cluster: FailureCluster, before: set[int], seen: set[int]) -> float:
    """Return how alike a group and an earlier cluster are, 0..1: by failures, or by words.

    Failures are compared by the Jaccard index of those that were in any cluster before.
    """
    rows = {failure.row_id for failure in group.failures} & seen
    common = len(rows & before) / len(rows | before) if before else 0.0
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
    """Return a cluster that was there before, under its name.

    Words alone do not stand for ever: where none of a name's is typical any more, it gets another.
    """
    by_words = known.label_origin == "keywords"
    if by_words and not set(known.label.casefold().split(", ")) & set(fresh.keywords):
        return replace(fresh, id=known.id)
    kept = replace(fresh, id=known.id, label=known.label, label_origin=known.label_origin)
    if known.caution_origin == "keywords" and known.category != fresh.category:
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
    return f"Replies about {words} have failed several times before{mostly}."


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
    middle = middle_of(group.vectors)
    return [
        Member(failure.row_id, round(nearness(vector, middle), 4))
        for failure, vector in zip(group.failures, group.vectors, strict=True)
    ]

"""Failure clusters: by week, with their members, and what they teach about an interaction."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import orjson

from reviewer.domain.cluster import FailureCluster, Member
from reviewer.store.bulk import insert_many
from reviewer.store.connection import Connection

_COLUMNS = (
    "week, id, label, label_origin, keywords, size, weekly, category, caution, caution_origin"
)
_PUT = "INSERT INTO failure_clusters (" + _COLUMNS + ")"
_MEMBERS = "INSERT INTO failure_cluster_members (row_id, cluster_id, nearness)"
#: How a cluster that is marked as fixed, or not any more, is noted among the events.
_FIXED, _REOPENED = "cluster_marked_fixed", "cluster_reopened"
_MARKS = f"""
SELECT subject, kind, max(at) FROM wake_events
 WHERE kind IN ('{_FIXED}', '{_REOPENED}') AND interaction_id IS NULL GROUP BY subject
"""
_LATEST = f"""
SELECT {_COLUMNS} FROM failure_clusters
 WHERE week = (SELECT max(week) FROM failure_clusters) ORDER BY size DESC, label
"""
_KNOWN = f"""
SELECT {_COLUMNS} FROM failure_clusters c
 WHERE week = (SELECT max(week) FROM failure_clusters WHERE id = c.id AND week <= ?)
"""
_BY_ID = f"SELECT {_COLUMNS} FROM failure_clusters WHERE id = ? ORDER BY week DESC LIMIT 1"
_CONCERNED = """
SELECT row_id FROM failure_cluster_members WHERE cluster_id = ?
 UNION ALL
SELECT s.row_id FROM interaction_state s
 WHERE s.stay = 2 AND s.row_id NOT IN (SELECT row_id FROM failure_cluster_members)
"""
_CAUTIONS = """
SELECT c.caution FROM failure_cluster_members m JOIN failure_clusters c ON c.id = m.cluster_id
 WHERE m.row_id = ? AND c.caution <> '' ORDER BY c.week DESC LIMIT 1
"""
_TEXTS = """
SELECT i.row_id, i.customer_message, i.ai_reply, s.sort_at, s.category
  FROM interaction_state s JOIN customer_interactions i ON i.row_id = s.row_id
 WHERE s.feedback = 'no' AND s.sort_at >= ? ORDER BY s.sort_at DESC, s.row_id DESC LIMIT ?
"""
_NEWEST = "SELECT max(sort_at) FROM interaction_state WHERE feedback = 'no'"


def newest_failure(connection: Connection) -> int | None:
    """Return the moment of the newest failure, microseconds UTC; None where there is none."""
    moment: int | None = connection.exec_driver_sql(_NEWEST).scalar()
    return moment


def failure_texts(
    connection: Connection, since: int, limit: int
) -> Iterator[tuple[int, str, str | None, int, str | None]]:
    """Give row id, message, AI reply, time and category of failures, newest first."""
    for row in connection.exec_driver_sql(_TEXTS, (since, limit)):
        yield row[0], row[1], row[2], row[3], row[4]


def replace_week(
    connection: Connection,
    week: str,
    clusters: Sequence[tuple[FailureCluster, Sequence[Member]]],
) -> None:
    """Keep the clusters of a week, in place of earlier ones of it, and who is in them now."""
    connection.exec_driver_sql("DELETE FROM failure_clusters WHERE week = ?", (week,))
    connection.exec_driver_sql("DELETE FROM failure_cluster_members")
    insert_many(connection, _PUT, [_values(cluster) for cluster, _ in clusters])
    members = [
        (member.row_id, cluster.id.bytes, member.nearness)
        for cluster, inside in clusters
        for member in inside
    ]
    insert_many(connection, _MEMBERS, members)


def rename(
    connection: Connection, cluster: FailureCluster, label: str, caution: str, origin: str
) -> None:
    """Give a cluster another label and caution, from `assistant` or `person`."""
    query = (
        "UPDATE failure_clusters SET label = ?, label_origin = ?, caution = ?, caution_origin = ? "
        "WHERE week = ? AND id = ?"
    )
    values = (label, origin, caution, origin, cluster.week, cluster.id.bytes)
    connection.exec_driver_sql(query, values)


def mark(connection: Connection, cluster_id: UUID, at: int, *, fixed: bool) -> None:
    """Note that a cluster is fixed from a moment on (microseconds UTC), or not any more."""
    connection.exec_driver_sql(
        "INSERT INTO wake_events (kind, subject, at) VALUES (?, ?, ?)",
        (_FIXED if fixed else _REOPENED, str(cluster_id), at),
    )


def latest(connection: Connection) -> tuple[FailureCluster, ...]:
    """Return the clusters of the newest week, the largest first."""
    return _read(connection, _LATEST, ())


def known_until(connection: Connection, week: str) -> tuple[FailureCluster, ...]:
    """Return each cluster as it was last, until a week."""
    return _read(connection, _KNOWN, (week,))


def by_id(connection: Connection, cluster_id: UUID) -> FailureCluster | None:
    """Return a cluster as it was last; None where there is no such one."""
    return next(iter(_read(connection, _BY_ID, (cluster_id.bytes,))), None)


def _read(
    connection: Connection, query: str, values: tuple[object, ...]
) -> tuple[FailureCluster, ...]:
    marks = connection.exec_driver_sql(_MARKS)
    fixed = {subject: at for subject, kind, at in marks if kind == _FIXED}
    found = map(_cluster, connection.exec_driver_sql(query, values))
    return tuple(replace(one, fixed_at=fixed.get(str(one.id))) for one in found)


def concerned(connection: Connection, cluster_id: UUID) -> tuple[int, ...]:
    """Return the rows that a fix of a cluster concerns: its own, and snoozed ones in no cluster."""
    return tuple(connection.exec_driver_sql(_CONCERNED, (cluster_id.bytes,)).scalars())


def members_of(connection: Connection, cluster_id: UUID, limit: int) -> tuple[int, ...]:
    """Return the row ids in a cluster, the most typical first."""
    query = (
        "SELECT row_id FROM failure_cluster_members WHERE cluster_id = ? "
        "ORDER BY nearness DESC, row_id LIMIT ?"
    )
    return tuple(connection.exec_driver_sql(query, (cluster_id.bytes, limit)).scalars())


def cautions_of(connection: Connection, row_id: int) -> tuple[str, ...]:
    """Return what an interaction's cluster teaches; nothing where it is in none."""
    return tuple(connection.exec_driver_sql(_CAUTIONS, (row_id,)).scalars())


def _values(cluster: FailureCluster) -> tuple[Any, ...]:
    return (
        cluster.week,
        cluster.id.bytes,
        cluster.label,
        cluster.label_origin,
        orjson.dumps(cluster.keywords).decode(),
        cluster.size,
        orjson.dumps(cluster.weekly).decode(),
        cluster.category,
        cluster.caution,
        cluster.caution_origin,
    )


def _cluster(row: Sequence[Any]) -> FailureCluster:
    weekly = tuple((week, count) for week, count in orjson.loads(row[6]))
    return FailureCluster(
        week=row[0],
        id=UUID(bytes=row[1]),
        label=row[2],
        label_origin=row[3],
        keywords=tuple(orjson.loads(row[4])),
        size=row[5],
        weekly=weekly,
        category=row[7],
        caution=row[8],
        caution_origin=row[9],
    )

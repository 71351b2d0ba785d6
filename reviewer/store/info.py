"""What is in the store, counted from rows."""

from dataclasses import dataclass

from reviewer.domain.moments import now_micros
from reviewer.domain.queue import QueueCounts
from reviewer.store import facts, triage
from reviewer.store.connection import Connection


@dataclass(frozen=True, slots=True)
class FeedbackCounts:
    """The sources' own feedback, in interactions."""

    yes: int
    no: int
    none: int


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """Counts of rows; `reviews` counts standing ones that are verdicts."""

    interactions: int
    queues: QueueCounts
    reviews: int
    rejected: int
    feedback: FeedbackCounts
    threshold: float
    first_at: int | None
    last_at: int | None


def store_info(connection: Connection) -> StoreInfo:
    """Count what the store holds."""
    first, last = connection.exec_driver_sql(
        "SELECT min(sort_at), max(sort_at) FROM interaction_state"
    ).one()
    return StoreInfo(
        interactions=_count(connection, "customer_interactions"),
        queues=triage.queue_counts(connection, now_micros()),
        reviews=_count(connection, "feedback_replay_log e", _VERDICT),
        rejected=_count(connection, "rejected_rows"),
        feedback=_feedback(connection),
        threshold=facts.threshold(connection),
        first_at=first,
        last_at=last,
    )


_VERDICT = (
    "e.decision <> 'skip' AND NOT EXISTS (SELECT 1 FROM actions u WHERE u.undoes = e.action_id)"
)


def _count(connection: Connection, table: str, condition: str = "1") -> int:
    query = f"SELECT count(*) FROM {table} WHERE {condition}"
    return int(connection.exec_driver_sql(query).scalar_one())


def _feedback(connection: Connection) -> FeedbackCounts:
    query = "SELECT feedback, count(*) FROM customer_interactions GROUP BY feedback"
    counts = {row[0]: int(row[1]) for row in connection.exec_driver_sql(query)}
    return FeedbackCounts(counts.get("yes", 0), counts.get("no", 0), counts.get(None, 0))

"""A filter as SQL: conditions over a row's state `s`."""

from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.domain.filters import Filter
from reviewer.domain.queue import Queue
from reviewer.store.state import STANDING

IN_QUEUE = {
    Queue.DUE: "s.queue = 1 AND s.due_at <= :now",
    Queue.SNOOZED: "s.queue = 1",
    Queue.NEW: "s.queue = 0",
    Queue.REVIEWED: "s.queue = 2",
}
_COMPARED = {
    "topic": "s.topic = :topic",
    "assistant_version": "s.assistant_version = :assistant_version",
    "channel": "s.channel = :channel",
    "language": "s.language = :language",
    "feedback": "s.feedback = :feedback",
    "decision": "s.decision = :decision",
    "category": "s.category = :category",
    "tag": "s.tags IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(s.tags) WHERE value = :tag)",
    "confidence_from": "s.confidence >= :confidence_from",
    "confidence_below": "s.confidence < :confidence_below",
    "since": "s.sort_at >= :since",
    "until": "s.sort_at < :until",
}
_REVIEWED_BY = f"""s.decision IS NOT NULL AND EXISTS (
    SELECT 1 FROM feedback_replay_log e JOIN actions a ON a.id = e.action_id
     WHERE e.interaction_id = (SELECT id FROM customer_interactions WHERE row_id = s.row_id)
       AND e.decision <> 'skip' AND a.reviewer_id = :reviewer
       AND {STANDING.format(event="e")})"""

_IN_CLUSTER = "s.row_id IN (SELECT row_id FROM failure_cluster_members WHERE cluster_id = :cluster)"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Conditions to be joined by AND, with their values."""

    conditions: tuple[str, ...]
    values: dict[str, object]


def narrowing(wanted: Filter) -> Narrowing:
    """Return a filter's conditions, without those of its queue and its words."""
    asked = {name: getattr(wanted, name) for name in _COMPARED}
    values = {name: value for name, value in asked.items() if value is not None}
    conditions = [_COMPARED[name] for name in values]
    conditions += _switches(wanted)
    if wanted.reviewer is not None:
        values["reviewer"] = wanted.reviewer.bytes
        conditions.append(_REVIEWED_BY)
    if wanted.cluster is not None:
        values["cluster"] = wanted.cluster.bytes
        conditions.append(_IN_CLUSTER)
    return Narrowing(tuple(conditions), values)


def _switches(wanted: Filter) -> Iterator[str]:
    if wanted.without_confidence:
        yield "s.confidence IS NULL"
    if wanted.flagged:
        yield "s.flagged"
    if wanted.put_off:
        yield "s.stay = 2"
    if wanted.disagreement:
        yield "s.disagreement"

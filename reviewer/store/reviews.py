"""Reviews: appended with their action, never changed. An undo appends, too."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from reviewer.domain.interaction import Interaction
from reviewer.domain.review import Decision, Review, Verdict
from reviewer.domain.revision import revision_hash
from reviewer.store.connection import Connection
from reviewer.store.state import STANDING

_INSERT = """
INSERT INTO feedback_replay_log
       (id, action_id, interaction_id, decision, final_reply, feedback, failure_category,
        severity, note, revision_hash, at)
VALUES (:id, :action_id, :interaction_id, :decision, :final_reply, :feedback, :category,
        NULL, :note, :revision, :at)
"""
_KEEP_TEXTS = """
INSERT OR IGNORE INTO interaction_revisions (hash, customer_message, ai_reply, agent_reply)
VALUES (:revision, :customer_message, :ai_reply, :agent_reply)
"""
_REVIEW = f"""
SELECT e.id, e.interaction_id, e.decision, e.final_reply, e.feedback, e.failure_category,
       e.note, e.at, p.name, e.action_id, {STANDING.format(event="e")},
       coalesce(v.customer_message <> i.customer_message OR v.ai_reply IS NOT i.ai_reply
                OR v.agent_reply IS NOT i.agent_reply, 0)
  FROM feedback_replay_log e
  JOIN actions a ON a.id = e.action_id
  JOIN reviewers p ON p.id = a.reviewer_id
  LEFT JOIN customer_interactions i ON i.id = e.interaction_id
  LEFT JOIN interaction_revisions v ON v.hash = e.revision_hash
"""


def append_review(
    connection: Connection,
    review_id: UUID,
    action_id: UUID,
    interaction: Interaction,
    verdict: Verdict,
    at: int,
) -> None:
    """Append a review with the texts it saw. `at` is microseconds UTC."""
    revision = revision_hash(interaction)
    connection.exec_driver_sql(
        _KEEP_TEXTS,
        {
            "revision": revision,
            "customer_message": interaction.customer_message,
            "ai_reply": interaction.ai_reply,
            "agent_reply": interaction.agent_reply,
        },
    )
    connection.exec_driver_sql(
        _INSERT,
        {
            "id": review_id.bytes,
            "action_id": action_id.bytes,
            "interaction_id": interaction.id.bytes,
            "decision": verdict.decision.value,
            "final_reply": verdict.final_reply,
            "feedback": verdict.decision.feedback,
            "category": verdict.category,
            "note": verdict.note,
            "revision": revision,
            "at": at,
        },
    )


def reviews_of(connection: Connection, interaction_id: UUID) -> tuple[Review, ...]:
    """Return the reviews of an interaction, newest first, retracted ones marked."""
    query = f"{_REVIEW} WHERE e.interaction_id = :id ORDER BY e.at DESC, e.id DESC"
    rows = connection.exec_driver_sql(query, {"id": interaction_id.bytes})
    return tuple(_review(row) for row in rows)


def reviews_by_action(connection: Connection, action_id: UUID) -> Iterator[Review]:
    """Give the reviews that one action made."""
    query = f"{_REVIEW} WHERE e.action_id = :id ORDER BY e.id"
    for row in connection.exec_driver_sql(query, {"id": action_id.bytes}):
        yield _review(row)


def _review(row: Sequence[Any]) -> Review:
    return Review(
        id=UUID(bytes=row[0]),
        interaction_id=UUID(bytes=row[1]),
        decision=Decision(row[2]),
        final_reply=row[3],
        feedback=row[4],
        category=row[5],
        note=row[6],
        at=row[7],
        reviewer=row[8],
        action_id=UUID(bytes=row[9]),
        standing=bool(row[10]),
        changed_since=bool(row[11]),
    )


def row_ids_of_action(connection: Connection, action_id: UUID) -> Iterator[int]:
    """Give the row ids of the interactions that an action's reviews speak of."""
    query = (
        "SELECT DISTINCT i.row_id FROM feedback_replay_log e "
        "JOIN customer_interactions i ON i.id = e.interaction_id WHERE e.action_id = :id"
    )
    yield from connection.exec_driver_sql(query, {"id": action_id.bytes}).scalars()

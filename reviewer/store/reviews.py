"""Reviews: appended with their action, never changed. An undo appends, too."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from reviewer.domain.review import Decision, Judged, Review, Texts, Verdict
from reviewer.domain.revision import revision_hash
from reviewer.store.connection import Connection
from reviewer.store.state import STANDING

_INSERT = (
    "INSERT INTO feedback_replay_log (id, action_id, interaction_id, at, decision, final_reply, "
    "feedback, failure_category, severity, note, flagged, revision_hash) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_KEEP_TEXTS = (
    "INSERT OR IGNORE INTO interaction_revisions (hash, customer_message, ai_reply, agent_reply) "
    "VALUES (?, ?, ?, ?)"
)
_REVIEW = f"""
SELECT e.id, e.interaction_id, e.decision, e.final_reply, e.feedback, e.failure_category,
       e.note, e.at, p.name, e.action_id, {STANDING.format(event="e")},
       coalesce(v.customer_message <> i.customer_message OR v.ai_reply IS NOT i.ai_reply
                OR v.agent_reply IS NOT i.agent_reply, 0), e.severity, e.flagged
  FROM feedback_replay_log e
  JOIN actions a ON a.id = e.action_id
  JOIN reviewers p ON p.id = a.reviewer_id
  LEFT JOIN customer_interactions i ON i.id = e.interaction_id
  LEFT JOIN interaction_revisions v ON v.hash = e.revision_hash
"""
_SEEN = """
SELECT v.customer_message, v.ai_reply, v.agent_reply
  FROM feedback_replay_log e JOIN interaction_revisions v ON v.hash = e.revision_hash
 WHERE e.id = ?
"""


class Settled(NamedTuple):
    """A verdict on one interaction, by the rules, with the texts that it saw."""

    review_id: UUID
    key: bytes
    texts: Judged
    verdict: Verdict


def append_reviews(
    connection: Connection, action_id: UUID, settled: Iterable[Settled], at: int
) -> None:
    """Append reviews with the texts they saw. `at` is microseconds UTC."""
    texts: list[tuple[object, ...]] = []
    rows: list[tuple[object, ...]] = []
    for one in settled:
        revision = revision_hash(one.texts)
        seen = (one.texts.customer_message, one.texts.ai_reply, one.texts.agent_reply)
        texts.append((revision, *seen))
        rows.append(_row(action_id, one, revision, at))
    if rows:
        connection.exec_driver_sql(_KEEP_TEXTS, texts)
        connection.exec_driver_sql(_INSERT, rows)


def _row(action_id: UUID, one: Settled, revision: bytes, at: int) -> tuple[object, ...]:
    verdict = one.verdict
    said = (verdict.decision.value, verdict.final_reply, verdict.decision.feedback)
    beside = (verdict.category, verdict.severity, verdict.note, verdict.flagged)
    return (one.review_id.bytes, action_id.bytes, one.key, at, *said, *beside, revision)


def reviews_of(connection: Connection, interaction_id: UUID) -> tuple[Review, ...]:
    """Return the reviews of an interaction, newest first, retracted ones marked."""
    query = f"{_REVIEW} WHERE e.interaction_id = :id ORDER BY e.at DESC, e.id DESC"
    rows = connection.exec_driver_sql(query, {"id": interaction_id.bytes})
    return tuple(_review(row) for row in rows)


def texts_seen(connection: Connection, review_id: UUID) -> Texts | None:
    """Return the texts that a review saw; None where they are gone."""
    row = connection.exec_driver_sql(_SEEN, (review_id.bytes,)).first()
    return None if row is None else Texts(*row)


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
        severity=row[12],
        flagged=bool(row[13]),
    )

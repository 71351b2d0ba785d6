"""What calibration is computed from: confidences, and what became of the replies."""

from reviewer.domain.calibration import Outcome
from reviewer.store.connection import Connection

_JUDGED = """
SELECT s.confidence,
       sum(CASE WHEN s.decision IS NULL THEN 1.0 ELSE coalesce(d.weight, 1.0) END) AS weight,
       sum(CASE WHEN s.feedback <> 'no' THEN 0.0 WHEN s.decision IS NULL THEN 1.0
                ELSE coalesce(d.weight, 1.0) END) AS bad,
       count(*) AS n
  FROM interaction_state s INDEXED BY ix_state_sort
  LEFT JOIN audit_sample d ON d.row_id = s.row_id
 WHERE s.confidence IS NOT NULL AND s.feedback IS NOT NULL
 GROUP BY s.confidence
"""
_KNOWN = (
    "SELECT confidence, count(*) FROM interaction_state "
    "WHERE confidence IS NOT NULL GROUP BY confidence ORDER BY confidence"
)


def judged(connection: Connection) -> list[Outcome]:
    """Return what is known of replies with a confidence, by confidence.

    A reply is bad where its effective feedback is no. One of the audit sample that a reviewer
    judged counts with its weight, every other one once.
    """
    return [Outcome(*row) for row in connection.exec_driver_sql(_JUDGED)]


def confidences(connection: Connection) -> list[tuple[float, int]]:
    """Return the known confidences, ascending, with how many replies have each."""
    return [(row[0], row[1]) for row in connection.exec_driver_sql(_KNOWN)]

"""What calibration is computed from: confidences, and what became of the replies."""

from reviewer.domain.calibration import Outcome
from reviewer.store.connection import Connection

_STANDS_FOR_OTHERS = """
d.row_id IS NOT NULL AND s.decision IS NOT NULL
AND (SELECT i.feedback FROM customer_interactions i WHERE i.row_id = s.row_id) IS NULL
"""
_JUDGED = f"""
SELECT confidence, sum(weight), sum(CASE feedback WHEN 'no' THEN weight ELSE 0.0 END),
       count(*), sum(audited)
  FROM (SELECT s.confidence, s.feedback, {_STANDS_FOR_OTHERS} AS audited,
               CASE WHEN {_STANDS_FOR_OTHERS} THEN d.weight ELSE 1.0 END AS weight
          FROM interaction_state s INDEXED BY ix_state_sort
          LEFT JOIN audit_sample d ON d.row_id = s.row_id
         WHERE s.confidence IS NOT NULL AND s.feedback IS NOT NULL)
 GROUP BY confidence
"""
_KNOWN = (
    "SELECT confidence, count(*) FROM interaction_state "
    "WHERE confidence IS NOT NULL GROUP BY confidence ORDER BY confidence"
)


def judged(connection: Connection) -> list[Outcome]:
    """Return what is known of replies with a confidence, by confidence.

    A reply is bad where its effective feedback is no. One of the audit sample that is judged by a
    reviewer alone counts with its weight, every other one once: those it stands for have feedback
    of their own where the source sends some, and count themselves then.
    """
    return [Outcome(*row) for row in connection.exec_driver_sql(_JUDGED)]


def confidences(connection: Connection) -> list[tuple[float, int]]:
    """Return the known confidences, ascending, with how many replies have each."""
    return [(row[0], row[1]) for row in connection.exec_driver_sql(_KNOWN)]

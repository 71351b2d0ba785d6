"""Derived state: computed from facts and standing events by one statement, for any rows.

An event stands unless an action undoes the one it belongs to. Of reviews and snoozes the latest
that stands decides. Without either, a confidence below the threshold is an automatic stay, and a
row of the audit sample stays as such. A skip is not a verdict: it only puts the item behind the
others, until it is snoozed or reviewed.

A snooze is due at the earliest of: its moment, a person's wake, an event of a kind it waits for
that came after it, and (where it waits for the customer) the arrival of a newer interaction of
its conversation.

A failure's category is the one that a person gave last, and where nobody gave or took back any,
what the assistant said of it.
"""

from collections.abc import Iterable
from hashlib import blake2b

from reviewer.store import facts
from reviewer.store.connection import Connection
from reviewer.store.lists import json_list

COLUMNS = (
    "row_id, queue, stay, due_at, woken_by, returns, skips, waits, sort_at, confidence, "
    "confidence_origin, overridden, feedback, decision, category, severity, flagged, "
    "disagreement, reviewed_at, changed, tags, topic, assistant_version, channel, language"
)
STANDING = "NOT EXISTS (SELECT 1 FROM actions u WHERE u.undoes = {event}.action_id)"

_SORT_AT = "coalesce({row}.created_at, {row}.updated_at, {row}.arrived_at)"
_CONFIDENCE = "coalesce(i.confidence, e.confidence)"
_WAITS_FOR_REPLY = "instr(z.wake_on, '\"customer_replied\"') > 0"
_WAKES = f"""
    SELECT z.until_at AS at, 'time' AS kind WHERE z.until_at IS NOT NULL
    UNION ALL
    SELECT w.at, 'person' FROM wakes w
     WHERE w.interaction_id = i.id AND (w.at, w.id) > (z.at, z.id)
       AND {STANDING.format(event="w")}
    UNION ALL
    SELECT w.at, w.kind FROM json_each(z.wake_on) k CROSS JOIN wake_events w ON w.kind = k.value
     WHERE w.interaction_id IS NULL AND w.at > z.at
    UNION ALL
    SELECT w.at, w.kind FROM json_each(z.wake_on) k CROSS JOIN wake_events w ON w.kind = k.value
     WHERE w.interaction_id = i.id AND w.at > z.at
    UNION ALL
    SELECT n.arrived_at, 'customer_replied' FROM customer_interactions n
     WHERE {_WAITS_FOR_REPLY} AND n.conversation_id = i.conversation_id
       AND n.source_key = i.source_key AND n.row_id <> i.row_id AND n.arrived_at > z.at
       AND {_SORT_AT.format(row="n")} > {_SORT_AT.format(row="i")}
"""
_DISAGREEMENT = f"""
    SELECT 1 FROM feedback_replay_log o JOIN actions oa ON oa.id = o.action_id
     WHERE o.interaction_id = i.id AND o.feedback <> r.feedback
       AND oa.reviewer_id <> (SELECT reviewer_id FROM actions WHERE id = r.action_id)
       AND {STANDING.format(event="o")}
       AND NOT EXISTS (
           SELECT 1 FROM feedback_replay_log l JOIN actions la ON la.id = l.action_id
            WHERE l.interaction_id = i.id AND l.decision <> 'skip'
              AND la.reviewer_id = oa.reviewer_id AND (l.at, l.id) > (o.at, o.id)
              AND {STANDING.format(event="l")})
"""
_TAGS = f"""
    SELECT json_group_array(tag) FROM (
        SELECT t.tag FROM tags t
         WHERE t.interaction_id = i.id AND t.present AND {STANDING.format(event="t")}
           AND NOT EXISTS (
               SELECT 1 FROM tags l
                WHERE l.interaction_id = i.id AND l.tag = t.tag AND (l.at, l.id) > (t.at, t.id)
                  AND {STANDING.format(event="l")})
         GROUP BY t.tag ORDER BY t.tag)
"""
_ASSISTANTS_CATEGORY = """
    SELECT x.category FROM explanations x
     WHERE x.interaction_id = i.id AND x.category IS NOT NULL
     ORDER BY x.at DESC, x.id DESC LIMIT 1
"""
_DERIVED = f"""
SELECT i.row_id,
       CASE WHEN z.id IS NOT NULL THEN 1 WHEN r.id IS NOT NULL THEN 2
            WHEN {_CONFIDENCE} < ?1 OR d.row_id IS NOT NULL THEN 1 ELSE 0 END AS queue,
       CASE WHEN z.id IS NOT NULL THEN 2 WHEN r.id IS NOT NULL THEN NULL
            WHEN {_CONFIDENCE} < ?1 THEN 1 WHEN d.row_id IS NOT NULL THEN 3 END AS stay,
       CASE WHEN z.id IS NOT NULL THEN (SELECT min(at) FROM ({_WAKES}))
            WHEN r.id IS NULL AND ({_CONFIDENCE} < ?1 OR d.row_id IS NOT NULL) THEN 0
            END AS due_at,
       CASE WHEN z.id IS NOT NULL
            THEN (SELECT kind FROM ({_WAKES}) ORDER BY at, kind LIMIT 1) END AS woken_by,
       CASE WHEN z.id IS NULL THEN 0
            ELSE (SELECT count(*) FROM snoozes s
                   WHERE s.interaction_id = i.id AND {STANDING.format(event="s")})
            END AS returns,
       CASE WHEN z.id IS NULL AND r.id IS NOT NULL THEN 0
            ELSE (SELECT count(*) FROM feedback_replay_log s
                   WHERE s.interaction_id = i.id AND s.decision = 'skip'
                     AND (z.id IS NULL OR (s.at, s.id) > (z.at, z.id))
                     AND {STANDING.format(event="s")})
            END AS skips,
       CASE WHEN z.id IS NULL THEN 0 ELSE {_WAITS_FOR_REPLY} END AS waits,
       {_SORT_AT.format(row="i")} AS sort_at,
       {_CONFIDENCE} AS confidence,
       CASE WHEN i.confidence IS NOT NULL THEN 'source'
            WHEN e.confidence IS NOT NULL THEN e.origin END AS confidence_origin,
       i.agent_reply IS NOT NULL AND i.agent_reply IS NOT i.ai_reply AS overridden,
       coalesce(r.feedback, i.feedback) AS feedback,
       r.decision,
       CASE WHEN c.id IS NULL AND r.failure_category IS NULL THEN CASE
            WHEN coalesce(r.feedback, i.feedback) IS NOT 'yes' THEN ({_ASSISTANTS_CATEGORY}) END
            WHEN c.id IS NULL OR (r.failure_category IS NOT NULL AND (r.at, r.id) > (c.at, c.id))
            THEN r.failure_category ELSE c.category END AS category,
       r.severity,
       coalesce(r.flagged, 0) AS flagged,
       CASE WHEN r.id IS NULL THEN 0 ELSE EXISTS ({_DISAGREEMENT}) END AS disagreement,
       r.at AS reviewed_at,
       CASE WHEN v.hash IS NULL THEN 0
            ELSE v.customer_message <> i.customer_message OR v.ai_reply IS NOT i.ai_reply
                 OR v.agent_reply IS NOT i.agent_reply END AS changed,
       nullif(CASE WHEN EXISTS (SELECT 1 FROM tags t WHERE t.interaction_id = i.id)
                   THEN ({_TAGS}) END, '[]') AS tags,
       i.topic, i.assistant_version, i.channel, i.language
  FROM customer_interactions i
  LEFT JOIN feedback_replay_log r ON r.id = (
       SELECT l.id FROM feedback_replay_log l
        WHERE l.interaction_id = i.id AND l.decision <> 'skip'
          AND {STANDING.format(event="l")}
        ORDER BY l.at DESC, l.id DESC LIMIT 1)
  LEFT JOIN snoozes z ON z.id = (
       SELECT l.id FROM snoozes l
        WHERE l.interaction_id = i.id AND {STANDING.format(event="l")}
        ORDER BY l.at DESC, l.id DESC LIMIT 1)
       AND (r.id IS NULL OR (z.at, z.id) > (r.at, r.id))
  LEFT JOIN categorisations c ON c.id = (
       SELECT l.id FROM categorisations l
        WHERE l.interaction_id = i.id AND {STANDING.format(event="l")}
        ORDER BY l.at DESC, l.id DESC LIMIT 1)
  LEFT JOIN confidence_estimates e ON e.row_id = i.row_id AND e.content_hash = i.content_hash
  LEFT JOIN audit_sample d ON d.row_id = i.row_id
  LEFT JOIN interaction_revisions v ON v.hash = r.revision_hash
"""
_REFRESH = f"INSERT OR REPLACE INTO interaction_state ({COLUMNS}) {_DERIVED}"
_LISTED = "(SELECT value FROM json_each(?2))"
_WAITING_IN = """
SELECT s.row_id FROM interaction_state s
  JOIN customer_interactions i ON i.row_id = s.row_id
 WHERE s.waits = 1
   AND EXISTS (SELECT 1 FROM customer_interactions n
                WHERE n.conversation_id = i.conversation_id AND n.row_id {rows})
"""

#: Changes whenever the derivation does; a store of another one is derived anew when opened.
VERSION = blake2b(_REFRESH.encode(), digest_size=8).hexdigest()
_VERSION_FACT = "state_version"


def refresh_rows(connection: Connection, row_ids: Iterable[int]) -> None:
    """Derive the state of some rows anew."""
    threshold = facts.threshold(connection)
    connection.exec_driver_sql(
        f"{_REFRESH} WHERE i.row_id IN {_LISTED}", (threshold, json_list(row_ids))
    )


def waiting_beside(connection: Connection, row_ids: Iterable[int]) -> tuple[int, ...]:
    """Return the snoozed rows that wait for the customer in the conversations of some rows."""
    query = _WAITING_IN.format(rows="IN (SELECT value FROM json_each(?1))")
    return tuple(connection.exec_driver_sql(query, (json_list(row_ids),)).scalars())


def waiting_beside_range(connection: Connection, first: int, last: int) -> tuple[int, ...]:
    """Return those that wait for the customer in the conversations of rows `first` to `last`."""
    query = _WAITING_IN.format(rows="BETWEEN ?1 AND ?2")
    return tuple(connection.exec_driver_sql(query, (first, last)).scalars())


def manual_stays(connection: Connection) -> tuple[int, ...]:
    """Return the rows that a person snoozed and that are not reviewed since."""
    query = "SELECT row_id FROM interaction_state WHERE stay = 2"
    return tuple(connection.exec_driver_sql(query).scalars())


def bring_up_to_date(connection: Connection) -> None:
    """Derive all rows anew, where they were derived in another way."""
    if is_up_to_date(connection):
        return
    connection.exec_driver_sql("DELETE FROM interaction_state")
    connection.exec_driver_sql(_REFRESH, (facts.threshold(connection),))
    facts.put(connection, _VERSION_FACT, VERSION)


def is_up_to_date(connection: Connection) -> bool:
    """Tell whether the stored state was derived in this program's way."""
    return facts.get(connection, _VERSION_FACT) == VERSION


def count_stale(connection: Connection) -> int:
    """Count rows whose stored state differs from the one derived anew; 0 in a sound store."""
    threshold = facts.threshold(connection)
    query = f"SELECT count(*) FROM ({_DERIVED} EXCEPT SELECT {COLUMNS} FROM interaction_state)"
    return int(connection.exec_driver_sql(query, (threshold,)).scalar() or 0)

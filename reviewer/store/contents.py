"""Compares what the store holds with the hashes it was stored under."""

import hashlib
from collections.abc import Iterator
from typing import Any

from reviewer.domain.fingerprint import content_hash
from reviewer.domain.identity import interaction_keys
from reviewer.domain.interaction import SourceRow
from reviewer.domain.revision import texts_hash

_ALONE = """
SELECT i.row_id FROM customer_interactions i
 WHERE NOT EXISTS (SELECT 1 FROM interaction_context c WHERE c.row_id = i.row_id)
"""
_ROWS = f"""
SELECT i.row_id, i.id, i.content_hash, i.source_key, {", ".join(SourceRow._fields)}
  FROM customer_interactions i JOIN interaction_context c ON c.row_id = i.row_id
"""
_REVISIONS = "SELECT hash, customer_message, ai_reply, agent_reply FROM interaction_revisions"
_REFUSED = "SELECT id, raw_hash, raw FROM rejected_rows"


def findings(connection: Any) -> Iterator[str]:
    """Give what is not as it was stored. `connection` is a bare one of the driver."""
    yield from (f"interaction {row} has no context" for (row,) in connection.execute(_ALONE))
    yield from _changed_interactions(connection)
    for digest, *texts in connection.execute(_REVISIONS):
        if texts_hash(*texts) != digest:
            yield f"the reviewed text {digest.hex()} is not as it was stored"
    for number, digest, raw in connection.execute(_REFUSED):
        if hashlib.blake2b(raw, digest_size=16).digest() != digest:
            yield f"the refused row {number} is not as it was stored"


def _changed_interactions(connection: Any) -> Iterator[str]:
    for row_id, key, digest, source_key, *facts in connection.execute(_ROWS):
        row = SourceRow(*facts)
        if content_hash(row) != digest:
            yield f"interaction {row_id} is not as it was stored"
        if interaction_keys(source_key, [row.external_id]) != [key]:
            yield f"interaction {row_id} has an id that is not made of its source's"

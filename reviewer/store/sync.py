"""What sync writes: source facts in pages, refused rows, cursors. It never touches an event."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reviewer.domain.fingerprint import content_hash
from reviewer.domain.identity import interaction_keys
from reviewer.domain.intake import PageOutcome, Refused, StoredRefusal
from reviewer.domain.interaction import SourceRow
from reviewer.domain.moments import now_micros
from reviewer.store import full_text, state, versions
from reviewer.store.arrivals import derive_arrived
from reviewer.store.bulk import insert_many
from reviewer.store.connection import Connection
from reviewer.store.lists import json_list

#: The facts in the order of `SourceRow`, so that a row is bound as it is.
_FACTS = (
    "external_id, conversation_id, channel, customer_message, ai_reply, agent_reply, feedback, "
    "confidence, assistant_version, model, prompt_version, topic, intent, language, "
    "created_at, updated_at"
)
_FACT_COUNT = 16
_VERSION = 8
_INSERT = (
    "INSERT INTO customer_interactions "
    f"(row_id, id, content_hash, source_key, arrived_at, {_FACTS})"
)
_UPDATE = (
    f"UPDATE customer_interactions SET (content_hash, {_FACTS}) = ({', '.join('?' * 17)}) "
    "WHERE row_id = ?"
)
_BESIDE = "INSERT OR REPLACE INTO interaction_context (row_id, context, source, extra)"
_KNOWN = "SELECT id, row_id, content_hash FROM customer_interactions WHERE id IN ({marks})"
_MOST_MARKS = 1000
_REFUSE = (
    "INSERT OR IGNORE INTO rejected_rows "
    "(source_key, origin, place, reason, detail, raw, raw_hash, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_REFUSALS = "SELECT id, source_key, origin, place, reason, detail, raw, at FROM rejected_rows"
_SAVE_CURSOR = (
    "INSERT INTO sync_state (source_name, cursor) VALUES (?, ?) "
    "ON CONFLICT (source_name) DO UPDATE SET cursor = excluded.cursor"
)
_SAVE_OUTCOME = (
    "INSERT INTO sync_state (source_name, finished_at, outcome) VALUES (?, ?, ?) "
    "ON CONFLICT (source_name) DO UPDATE "
    "SET finished_at = excluded.finished_at, outcome = excluded.outcome"
)


@dataclass(slots=True)
class SeenRows:
    """Which stored rows a run has met: one bit each, so that a repeated id is told from a change.

    Memory: rows / 8 bytes.
    """

    _bits: bytearray = field(default_factory=bytearray)

    def first_time(self, row_id: int) -> bool:
        """Note the row; tell whether the run meets it for the first time."""
        place, bit = row_id >> 3, 1 << (row_id & 7)
        if place >= len(self._bits):
            self._bits.extend(bytes(place + 1 - len(self._bits) + 4096))
        fresh = not self._bits[place] & bit
        self._bits[place] |= bit
        return fresh


def save_page(
    connection: Connection,
    source_key: str,
    rows: Sequence[SourceRow],
    seen: SeenRows | None = None,
) -> PageOutcome:
    """Add new rows, update changed ones, leave the others; full text and state stay current.

    With `seen`, a second and different row under an id that the run met before is not taken:
    `repeated` holds its index. An exact repeat counts as unchanged.
    """
    keys = interaction_keys(source_key, [row[0] for row in rows])
    digests = [*map(content_hash, rows)]
    sorted_out = _sort_out(keys, digests, _known(connection, keys), _last_row(connection), seen)
    _add(connection, source_key, [(r, keys[i], digests[i], rows[i]) for r, i in sorted_out.added])
    _update(connection, [(r, digests[i], rows[i]) for r, i in sorted_out.updated])
    return PageOutcome(
        added=len(sorted_out.added),
        updated=len(sorted_out.updated),
        unchanged=sorted_out.unchanged,
        repeated=tuple(sorted_out.repeated),
    )


@dataclass(slots=True)
class _SortedOut:
    """Row ids with indexes into the page, by what is to be done."""

    added: list[tuple[int, int]] = field(default_factory=list)
    updated: list[tuple[int, int]] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    unchanged: int = 0


def _sort_out(
    keys: Sequence[bytes],
    digests: Sequence[bytes],
    known: dict[bytes, tuple[int, bytes]],
    last: int,
    seen: SeenRows | None,
) -> _SortedOut:
    out = _SortedOut()
    for index, key in enumerate(keys):
        digest = digests[index]
        row_id, stored = known.get(key, (0, b""))
        if not row_id:
            row_id = last = last + 1
            out.added.append((row_id, index))
            known[key] = (row_id, digest)
        fresh = seen is None or seen.first_time(row_id)
        if stored == digest:
            out.unchanged += 1
        elif stored and fresh:
            out.updated.append((row_id, index))
            known[key] = (row_id, digest)
        elif stored:
            out.repeated.append(index)
    return out


def _known(connection: Connection, keys: Sequence[bytes]) -> dict[bytes, tuple[int, bytes]]:
    found: dict[bytes, tuple[int, bytes]] = {}
    for start in range(0, len(keys), _MOST_MARKS):
        chunk = tuple(keys[start : start + _MOST_MARKS])
        query = _KNOWN.format(marks=",".join("?" * len(chunk)))
        for key, row_id, digest in connection.exec_driver_sql(query, chunk):
            found[key] = row_id, digest
    return found


def _last_row(connection: Connection) -> int:
    query = "SELECT max(row_id) FROM customer_interactions"
    return connection.exec_driver_sql(query).scalar() or 0


def _add(
    connection: Connection, source_key: str, rows: Sequence[tuple[int, bytes, bytes, SourceRow]]
) -> None:
    if not rows:
        return
    came = (source_key, now_micros())
    insert_many(
        connection,
        _INSERT,
        [(row_id, key, digest, *came, *row[:_FACT_COUNT]) for row_id, key, digest, row in rows],
    )
    insert_many(connection, _BESIDE, [(row_id, *row[_FACT_COUNT:]) for row_id, _, _, row in rows])
    first, last = rows[0][0], rows[-1][0]
    full_text.add_range(connection, first, last, (row[3:6] for _, _, _, row in rows))
    derive_arrived(connection, first, last)
    versions.note(connection, first, (row[_VERSION] for _, _, _, row in rows), came[1])


def _update(connection: Connection, rows: Sequence[tuple[int, bytes, SourceRow]]) -> None:
    if not rows:
        return
    row_ids = [row_id for row_id, _, _ in rows]
    left = state.waiting_beside(connection, row_ids)
    listed = json_list(row_ids)
    full_text.forget_rows(connection, listed)
    connection.exec_driver_sql(
        _UPDATE, [(digest, *row[:_FACT_COUNT], row_id) for row_id, digest, row in rows]
    )
    insert_many(connection, _BESIDE, [(row_id, *row[_FACT_COUNT:]) for row_id, _, row in rows])
    full_text.add_rows(connection, listed)
    joined = state.waiting_beside(connection, row_ids)
    state.refresh_rows(connection, {*row_ids, *left, *joined})


def save_refusals(
    connection: Connection, source_key: str, origin: str, refused: Iterable[Refused]
) -> int:
    """Keep refused rows whole; the same row at the same place is kept once. Returns how many."""
    now = now_micros()
    rows = [
        (source_key, origin, r.place, r.reason, r.detail, r.raw, _digest(r.raw), now)
        for r in refused
    ]
    if rows:
        connection.exec_driver_sql(_REFUSE, rows)
    return len(rows)


def _digest(raw: bytes) -> bytes:
    return hashlib.blake2b(raw, digest_size=16).digest()


def refusals(connection: Connection, limit: int | None = None) -> Iterator[StoredRefusal]:
    """Give the refused rows, oldest first."""
    for row in connection.exec_driver_sql(
        f"{_REFUSALS} ORDER BY id LIMIT ?", (-1 if limit is None else limit,)
    ):
        yield StoredRefusal(*row)


def refusals_of(
    connection: Connection, source_key: str, origin: str, limit: int
) -> tuple[StoredRefusal, ...]:
    """Return the refused rows of one file or source, oldest first."""
    query = f"{_REFUSALS} WHERE source_key = ? AND origin = ? ORDER BY id LIMIT ?"
    rows = connection.exec_driver_sql(query, (source_key, origin, limit))
    return tuple(StoredRefusal(*row) for row in rows)


def cursor_of(connection: Connection, source_name: str) -> str | None:
    """Return how far a source was read, as the source wrote it; None before the first page."""
    query = "SELECT cursor FROM sync_state WHERE source_name = ?"
    cursor: str | None = connection.exec_driver_sql(query, (source_name,)).scalar()
    return cursor


def save_cursor(connection: Connection, source_name: str, cursor: str) -> None:
    """Save how far a source was read, in the transaction of the page it belongs to."""
    connection.exec_driver_sql(_SAVE_CURSOR, (source_name, cursor))


def save_outcome(connection: Connection, source_name: str, at: int, outcome: str) -> None:
    """Save when a sync ended, in microseconds UTC, and how, as JSON."""
    connection.exec_driver_sql(_SAVE_OUTCOME, (source_name, at, outcome))

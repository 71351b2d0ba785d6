"""Interactions as a table of text, to be pasted into a spreadsheet."""

from collections.abc import Iterator, Sequence
from itertools import islice

from reviewer.domain.interaction import Interaction
from reviewer.domain.moments import iso_utc
from reviewer.domain.queue import QueueItem
from reviewer.domain.spreadsheet import tab_separated
from reviewer.store import interactions, triage
from reviewer.store.store import Connection

#: Rows that go to the clipboard at most.
MOST_COPIED = 10_000
_CHUNK = 500
_HEADS = [
    "time", "customer_message", "ai_reply", "agent_reply", "topic", "assistant_version",
    "channel", "confidence", "feedback", "queue", "decision", "source", "external_id", "id",
]  # fmt: skip


def as_table(connection: Connection, row_ids: Sequence[int]) -> str:
    """Return a line of heads, then one line per interaction, in the order of the row ids."""
    lines = (tab_separated(cells) for cells in _all_cells(connection, row_ids))
    return "\n".join((tab_separated(_HEADS), *lines))


def _all_cells(connection: Connection, row_ids: Sequence[int]) -> Iterator[list[str]]:
    left = iter(row_ids)
    while chunk := list(islice(left, _CHUNK)):
        whole = interactions.by_row_ids(connection, chunk)
        standing = triage.states_of(connection, chunk)
        yield from (_cells(whole[row], standing[row]) for row in chunk if row in standing)


def _cells(one: Interaction, item: QueueItem) -> list[str]:
    values = (
        iso_utc(item.at), one.customer_message, one.ai_reply, one.agent_reply, one.topic,
        one.assistant_version, one.channel, item.confidence, item.feedback,
        item.state.name.lower(), item.decision, one.source_key, one.external_id, one.id,
    )  # fmt: skip
    return ["" if value is None else str(value) for value in values]

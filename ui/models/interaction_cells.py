"""The columns of the table of interactions, and what stands in each cell, as words."""

from collections.abc import Callable, Mapping
from enum import IntEnum

from reviewer.domain.queue import QueueItem, QueueState, Stay
from reviewer.domain.review import Decision
from services.interactions.browser import Line
from ui.models.moment_text import local_text
from ui.models.queue_text import confidence_text, one_line, topic_words


class Column(IntEnum):
    """A column, by its place."""

    TIME = 0
    MESSAGE = 1
    REPLY = 2
    TOPIC = 3
    VERSION = 4
    CHANNEL = 5
    CONFIDENCE = 6
    FEEDBACK = 7
    STATE = 8


HEADS: Mapping[Column, str] = {
    Column.TIME: "Time",
    Column.MESSAGE: "Customer message",
    Column.REPLY: "AI reply",
    Column.TOPIC: "Topic",
    Column.VERSION: "Version",
    Column.CHANNEL: "Channel",
    Column.CONFIDENCE: "Conf.",
    Column.FEEDBACK: "Feedback",
    Column.STATE: "State",
}


def cell_text(line: Line, column: Column, now: int) -> str:
    """Return what a cell says. `now` is microseconds UTC."""
    return _TEXTS[column](line, now)


def state_text(item: QueueItem) -> str:
    """Return where an interaction stands, in a word or two."""
    if item.state is QueueState.REVIEWED:
        return Decision(item.decision).label if item.decision else "Reviewed"
    if item.state is QueueState.SNOOZED:
        return "Auto-snoozed" if item.stay is Stay.AUTOMATIC else "Snoozed"
    return "New"


def _message(line: Line, _now: int) -> str:
    return one_line(line.item.excerpt)


def _reply(line: Line, _now: int) -> str:
    return one_line(line.reply or "")


_TEXTS: Mapping[Column, Callable[[Line, int], str]] = {
    Column.TIME: lambda line, now: local_text(line.item.at, now),
    Column.MESSAGE: _message,
    Column.REPLY: _reply,
    Column.TOPIC: lambda line, _: topic_words(line.item.topic),
    Column.VERSION: lambda line, _: one_line(line.item.assistant_version or ""),
    Column.CHANNEL: lambda line, _: topic_words(line.item.channel),
    Column.CONFIDENCE: lambda line, _: confidence_text(line.item.confidence),
    Column.FEEDBACK: lambda line, _: line.item.feedback or "",
    Column.STATE: lambda line, _: state_text(line.item),
}

"""What a prompt asks for, going by its instructions and never by the texts it is about."""

import re
from collections.abc import Set
from enum import Enum, auto

from services.demo.provider.content.reading import Part, Reading


class Task(Enum):
    """A kind of answer."""

    REPLY = auto()
    IMPROVE = auto()
    WHY_THIS = auto()
    WHY_FAILED = auto()
    CATEGORISE = auto()
    JUDGE = auto()
    NAME = auto()


#: The properties of an answer that give its task away; the first line of which all occur counts.
_BY_PROPERTIES = (
    ({"improved_reply"}, Task.IMPROVE),
    ({"first", "second"}, Task.JUDGE),
    ({"signals"}, Task.WHY_THIS),
    ({"causes"}, Task.WHY_FAILED),
    ({"category"}, Task.CATEGORISE),
    ({"label"}, Task.NAME),
    ({"score"}, Task.JUDGE),
)
_BY_INSTRUCTIONS = tuple(
    (task, re.compile(sign, re.IGNORECASE | re.DOTALL))
    for task, sign in (
        (Task.IMPROVE, r"\byou (?:improve|rewrite)\b|\b(?:improve|rewrite) (?:the|this)\b"),
        (Task.WHY_FAILED, r"\bwhy\b.{0,60}\b(?:fail|bad|wrong|reject)|what went wrong"),
        (Task.WHY_THIS, r"\bwhy\b.{0,60}\b(?:repl|answer|wrote|said|this)"),
        (Task.CATEGORISE, r"\b(?:categori[sz]|classif)\w*"),
        (Task.JUDGE, r"\b(?:judge|scor|rate|grad|evaluat|compar|verdict)\w*"),
    )
)


def task_of(reading: Reading, properties: Set[str] = frozenset()) -> Task:
    """Return what a prompt asks for; a prompt without a reply in it asks for one."""
    named = (task for names, task in _BY_PROPERTIES if names <= properties)
    if (task := next(named, None)) is not None:
        return task
    if not reading.reply and not reading.text(Part.AGENT_REPLY):
        return Task.REPLY
    found = (task for task, sign in _BY_INSTRUCTIONS if sign.search(reading.instructions))
    return next(found, Task.IMPROVE)

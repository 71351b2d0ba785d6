"""What a prompt asks for, going by its instructions and never by the texts it is about."""

import re
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


_SIGNS = tuple(
    (task, re.compile(sign, re.IGNORECASE | re.DOTALL))
    for task, sign in (
        (Task.WHY_FAILED, r"why\b.{0,60}\b(?:fail|bad|wrong|reject)|what went wrong"),
        (Task.WHY_THIS, r"\bwhy\b.{0,60}\b(?:repl|answer|wrote|said|this)"),
        (Task.CATEGORISE, r"\b(?:categori[sz]|classif)\w*"),
        (Task.IMPROVE, r"\b(?:improv|rewrit|better repl|better answer)\w*"),
        (Task.JUDGE, r"\b(?:judge|scor|rate|grad|evaluat|compar|verdict)\w*"),
    )
)


def task_of(reading: Reading) -> Task:
    """Return what a prompt asks for; a prompt without a reply in it asks for one."""
    if not reading.reply and Part.AGENT_REPLY not in reading.parts:
        return Task.REPLY
    found = (task for task, sign in _SIGNS if sign.search(reading.instructions))
    return next(found, Task.IMPROVE)

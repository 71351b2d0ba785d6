"""Earlier turns of a conversation, as many systems write them."""

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

import orjson

from reviewer.domain.interaction import ROLES
from services.sync.json_text import in_order

#: Names of the speaker and of the text; the first that holds a text counts.
ROLE_NAMES = ("role", "author", "from", "sender", "speaker")
TEXT_NAMES = ("text", "content", "message", "body")

#: What other systems call the speakers, in lower case.
SPEAKERS = {
    **{role: role for role in ROLES},
    **dict.fromkeys(("user", "client", "consumer", "visitor", "end_user", "enduser"), "customer"),
    **dict.fromkeys(("bot", "ai", "model", "chatbot", "assistant_bot", "gpt"), "assistant"),
    **dict.fromkeys(("human", "operator", "staff", "support", "human_agent", "admin"), "agent"),
    "developer": "system",
}

_OURS = ("role", "text")
_role = itemgetter("role")
_text = itemgetter("text")


def are_canonical(turns: Sequence[Any]) -> bool:
    """Tell whether every turn is exactly `{"role": one of ours, "text": text}`, in this order."""
    return (
        {*map(type, turns)} == {dict}
        and {*map(tuple, turns)} == {_OURS}
        and {*map(type, map(_role, turns))} == {str}
        and ROLES.issuperset(map(_role, turns))
        and {*map(type, map(_text, turns))} == {str}
    )


def lists_as_json(contexts: Sequence[list[Any] | None]) -> list[str]:
    """Return each list of turns as the store's JSON; raises ValueError where one is unusable."""
    turns = [*chain.from_iterable(filter(None, contexts))]
    if not turns or are_canonical(turns):
        return [orjson.dumps(context).decode() if context else "[]" for context in contexts]
    return [in_order([_usable(turn) for turn in context or ()]) for context in contexts]


def usable_turns(turns: Iterable[Any]) -> list[dict[str, str]]:
    """Return the turns that have a known speaker and a text, in our shape."""
    return [ours for turn in turns if (ours := our_turn(turn)) is not None]


def our_turn(turn: Any) -> dict[str, str] | None:
    """Return one turn as `{"role", "text"}`, or None where speaker or text are missing."""
    if not isinstance(turn, dict):
        return None
    speaker = _first_text(turn, ROLE_NAMES)
    text = _first_text(turn, TEXT_NAMES)
    role = None if speaker is None else SPEAKERS.get(speaker.strip().lower())
    return None if role is None or text is None else {"role": role, "text": text}


def _usable(turn: Any) -> dict[str, str]:
    ours = our_turn(turn)
    if ours is None:
        raise ValueError(turn)
    return ours


def _first_text(turn: dict[str, Any], names: Iterable[str]) -> str | None:
    return next((value for name in names if isinstance(value := turn.get(name), str)), None)

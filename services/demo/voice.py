"""How customers, the assistant and agents frame what they say, by channel and version."""

import re
from dataclasses import dataclass, replace
from random import Random

from services.demo.scripts import Library

EMAIL = "email"

_GREETED = re.compile(r"(hello|hi|hey|dear|welcome|good (morning|evening))\b", re.IGNORECASE)
_CHANNELS = ("web_chat", "in_app", "whatsapp", EMAIL)
_SHORT, _LONG = 50, 130
_SHORTEST_TO_ADORN = 24


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before and after the body of a reply."""

    before: str = ""
    after: str = ""

    def around(self, body: str) -> str:
        """Return the framed body; no second greeting or thanks, no question after a question."""
        before = "" if self._repeated_by(body) else self.before
        closed = self.after.startswith("\n") or not body.endswith("?")
        after = self.after if closed else ""
        if after and not after.startswith("\n"):
            after = f"\n\n{after}" if "\n" in body else f" {after}"
        return f"{before}{body}{after}"

    def _repeated_by(self, body: str) -> bool:
        twice_thanks = "thank" in self.before.lower() and body.startswith("Thank")
        return twice_thanks or _GREETED.match(body) is not None

    def opening(self) -> "Frame":
        """Return the frame without its end."""
        return replace(self, after="")


BARE = Frame()


class Voice:
    """Picks the channel and the words around a message."""

    def __init__(self, library: Library, rng: Random) -> None:
        self._library = library
        self._rng = rng

    def channel(self, message: str) -> str:
        """Return the channel a message of this kind would come through."""
        if "\n\n" in message:
            weights = (9, 4, 2, 85)
        elif len(message) > _LONG:
            weights = (44, 18, 6, 32)
        elif len(message) < _SHORT:
            weights = (57, 27, 16, 0)
        else:
            weights = (59, 23, 9, 9)
        return self._rng.choices(_CHANNELS, weights)[0]

    def brief(self, message: str) -> bool:
        """Tell whether a message could also come up later, after other questions."""
        return "\n" not in message and len(message) <= _LONG and not _GREETED.match(message)

    def second_question(self, message: str) -> str:
        """Return the message as it begins a new subject in the same conversation."""
        return self._pick("second_question", "texts") + message

    def customer(self, message: str, channel: str, *, first: bool) -> str:
        """Return the message as that channel would carry it, with a greeting now and then."""
        if channel == EMAIL:
            return self._letter(message) if first else message
        adornable = first and len(message) >= _SHORTEST_TO_ADORN and "\n" not in message
        if adornable and self._rng.random() < 0.22 and not _GREETED.match(message):
            message = self._pick("casual", "greetings") + message
        if adornable and self._rng.random() < 0.18 and message.endswith("?"):
            message += self._pick("casual", "tails")
        return message

    def assistant(self, version: str, channel: str, *, first: bool) -> Frame:
        """Return what this version says around an answer: the later, the less."""
        if channel == EMAIL:
            greeting = self._pick("email", "assistant_greetings")
            return Frame(f"{greeting}\n\n", "\n\n" + self._pick("email", "assistant_signatures"))
        before = self._pick("openings", version) if first else ""
        return Frame(before, self._pick("endings", version))

    def agent(self, channel: str) -> Frame:
        """Return what an agent says around a reply."""
        if channel == EMAIL:
            greeting = self._pick("email", "assistant_greetings")
            return Frame(f"{greeting}\n\n", "\n\n" + self._pick("email", "agent_signatures"))
        greeting, ending = self._pick("agent", "greetings"), self._pick("agent", "endings")
        return Frame(greeting, "" if "{agent}" in greeting else ending)

    def _letter(self, message: str) -> str:
        if "\n\n" in message:
            return message
        greeting = "" if _GREETED.match(message) else self._pick("email", "greetings") + "\n\n"
        return f"{greeting}{message}\n\n" + self._pick("email", "signatures")

    def _pick(self, *path: str) -> str:
        return self._rng.choice(self._library.pool(*path))

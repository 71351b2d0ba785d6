"""Passphrases of stores: from the environment, or from the person who is there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TypeVar

from reviewer.errors import KeyUnavailable, WrongKey

VARIABLE = "REVIEWER_PASSPHRASE"
TRIES = 3

T = TypeVar("T")


class Purpose(Enum):
    """What a passphrase is asked for."""

    OPEN = "open"
    CHOOSE = "choose"


@dataclass(frozen=True, slots=True)
class Question:
    """Asks for a store's passphrase: to open it, or a new one, which is to be typed twice.

    `problem` is a sentence about the answer before, where that did not open the store.
    """

    purpose: Purpose
    store: Path
    problem: str | None = None


#: Answers a question; None where the person would rather not.
Ask = Callable[[Question], str | None]


class Passphrases:
    """Gets passphrases. `ask` is None where nobody can answer; `hide` hears each of them."""

    def __init__(
        self, environ: Mapping[str, str], ask: Ask | None, hide: Callable[[str], None]
    ) -> None:
        self._environ = environ
        self._ask = ask
        self._hide = hide

    @property
    def can_ask(self) -> bool:
        """Whether somebody is there to answer."""
        return self._ask is not None

    def given(self) -> str | None:
        """Return the one in the environment."""
        passphrase = self._environ.get(VARIABLE)
        if not passphrase:
            return None
        self._hide(passphrase)
        return passphrase

    def chosen(self, store: Path) -> str | None:
        """Return a new one for a store; None where nobody can be asked.

        Raises KeyUnavailable where the person would rather not.
        """
        return None if self._ask is None else self._answer(Question(Purpose.CHOOSE, store))

    def tried(self, store: Path, opened: Callable[[str], T]) -> T:
        """Return what an asked passphrase opens, at the third try at the latest.

        Raises WrongKey after the last, KeyUnavailable where the person would rather not.
        """
        question = Question(Purpose.OPEN, store)
        for _ in range(TRIES - 1):
            try:
                return opened(self._answer(question))
            except WrongKey as fault:
                question = replace(question, problem=str(fault))
        return opened(self._answer(question))

    def _answer(self, question: Question) -> str:
        assert self._ask is not None
        typed = self._ask(question)
        if not typed:
            raise KeyUnavailable(f"No passphrase was given; {_outcome(question)}.")
        self._hide(typed)
        return typed


def _outcome(question: Question) -> str:
    if question.purpose == Purpose.OPEN:
        return f"{question.store} stays closed"
    return f"no store was made at {question.store}"

"""Secrets for a window, where one try at a store follows the other with what somebody typed."""

from collections.abc import Callable
from functools import partial

from reviewer.errors import WrongKey
from services.passphrases import Question
from services.secrets import Secrets, SystemKeyring


class TypedSecrets:
    """Gives the secrets of each try. `known` is a passphrase that the caller knows anyway.

    All tries share one keyring, which may ask to be unlocked, since somebody sits at the window;
    `hide` hears each secret.
    """

    def __init__(self, known: str | None, hide: Callable[[str], None]) -> None:
        self._known = known
        self._hide = hide
        self._keyring = SystemKeyring(attended=True)

    def given(self, typed: str | None) -> Secrets:
        """Return secrets that answer with what was typed; without anything, they ask nobody."""
        answer = typed or self._known
        ask = None if answer is None else partial(_answer_once, answer)
        return Secrets(self._keyring, ask=ask, hide=self._hide)


def _answer_once(typed: str, question: Question) -> str:
    """Answer a question, but not the same way again where that did not open the store."""
    if question.problem is None:
        return typed
    raise WrongKey(question.problem)

"""Which keys are taken where, and why an action cannot have a key."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtGui import QKeySequence

ANYWHERE = "window"


class Bound(Protocol):
    """An action as bindings see it."""

    @property
    def id(self) -> str: ...
    @property
    def context(self) -> str: ...
    @property
    def keys(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class KeyTaken:
    """`action` cannot have `keys`: `other` has them where both can be reached.

    Both are ids of actions, the same one where it lists a key twice.
    """

    keys: str
    action: str
    other: str


@dataclass(frozen=True, slots=True)
class NoSuchKey:
    """`action` cannot have `keys`, since no keyboard has them."""

    keys: str
    action: str


Problem = KeyTaken | NoSuchKey


class Bindings:
    """The keys of actions; those of ANYWHERE count in each context."""

    def __init__(self) -> None:
        self._beginnings: dict[str, list[tuple[Bound, QKeySequence]]] = {}

    @classmethod
    def of(cls, actions: Iterable[Bound]) -> "Bindings | Problem":
        """Return the bindings of actions, or why one of them cannot have its keys."""
        bindings = cls()
        for action in actions:
            problem = bindings.take(action)
            if problem is not None:
                return problem
        return bindings

    def take(self, action: Bound) -> Problem | None:
        """Give an action its keys; where it cannot have one of them, say why and give it none."""
        taken: list[tuple[str, tuple[Bound, QKeySequence]]] = []
        for keys in action.keys:
            sequence = QKeySequence(keys)
            problem = self._problem(action, keys, sequence, [entry for _, entry in taken])
            if problem is not None:
                return problem
            taken.append((_first(sequence), (action, sequence)))
        for first, entry in taken:
            self._beginnings.setdefault(first, []).append(entry)
        return None

    def _problem(
        self,
        action: Bound,
        keys: str,
        sequence: QKeySequence,
        own: list[tuple[Bound, QKeySequence]],
    ) -> Problem | None:
        if not is_pressable(sequence):
            return NoSuchKey(keys, action.id)
        for other, theirs in (*self._beginnings.get(_first(sequence), ()), *own):
            if _meet(action, other) and _overlap(sequence, theirs):
                return KeyTaken(sequence.toString(), action.id, other.id)
        return None


def is_pressable(sequence: QKeySequence) -> bool:
    """Whether a keyboard has the keys of a sequence."""
    return bool(sequence.toString())


def _first(sequence: QKeySequence) -> str:
    return sequence.toString().partition(", ")[0]


def _meet(one: Bound, other: Bound) -> bool:
    return ANYWHERE in {one.context, other.context} or one.context == other.context


def _overlap(mine: QKeySequence, theirs: QKeySequence) -> bool:
    """Whether one sequence is, begins or continues the other."""
    no = QKeySequence.SequenceMatch.NoMatch
    return mine.matches(theirs) != no or theirs.matches(mine) != no

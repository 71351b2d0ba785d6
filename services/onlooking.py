"""A window on a store that another process writes to: it reads, and takes over when it can."""

from dataclasses import dataclass

from reviewer.domain.changes import Changed
from reviewer.store.following import Follower
from reviewer.store.opening import take_over
from reviewer.store.store import Store

#: Another process may have changed anything.
ANYTHING = Changed(
    interactions=True,
    reviews=True,
    sources=True,
    rejected=True,
    settings=True,
    assistant=True,
    row_ids=None,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The store is another's to write to; `writer` says whose, in words, "" where unknown."""

    writer: str


@dataclass(frozen=True, slots=True)
class TookOver:
    """The other process is done: this one writes from now on."""


class Onlooker:
    """Looks from time to time. Blocks for a moment: not for the GUI thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._follower = Follower(store)

    def look(self) -> Reading | TookOver:
        """Take over where that is possible, and announce what the other process has changed.

        Raises StoreTooNew where the other one was a newer program that has changed the tables.
        """
        took_over = take_over(self._store)
        if self._follower.moved():
            self._store.announce(ANYTHING)
        if not took_over:
            return Reading(str(self._store.writer() or ""))
        self.close()
        return TookOver()

    def close(self) -> None:
        """Give back what it looks with."""
        self._follower.close()

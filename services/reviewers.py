"""Who works at this store: asked once, corrected at any time."""

from typing import TYPE_CHECKING

from reviewer.domain.changes import Changed
from reviewer.domain.person import Person
from reviewer.store import reviewers
from reviewer.store.store import Store, Writing
from services.identity import checked_email, checked_name
from services.jobs.write_lane import WriteLane

if TYPE_CHECKING:
    from concurrent.futures import Future


class Reviewers:
    """The store's own reviewer, whose name signs every decision."""

    def __init__(self, store: Store, lane: WriteLane[Writing]) -> None:
        self._store = store
        self._lane = lane

    def me(self) -> Person | None:
        """Return the store's own reviewer; None where nobody gave a name yet."""
        with self._store.reading() as connection:
            return reviewers.me(connection)

    def introduce(self, name: str, email: str = "") -> "Future[Person]":
        """Keep a name and an e-mail address. Raises UsageError where one of them is none."""
        checked = checked_name(name), checked_email(email)

        def write(writing: Writing) -> Person:
            person = reviewers.introduce(writing.connection, *checked)
            writing.announce(Changed(settings=True))
            return person

        return self._lane.interactive(write)

"""Saved filters."""

from typing import TYPE_CHECKING

from reviewer.domain.changes import Changed
from reviewer.domain.filters import Filter, SavedFilter
from reviewer.domain.typed_text import fit
from reviewer.errors import NotPossible
from reviewer.store import saved_filters
from reviewer.store.store import Store, Writing
from services.triage.gestures import Gestures

if TYPE_CHECKING:
    from concurrent.futures import Future


class SavedFilters:
    """Keeps filters under names."""

    def __init__(self, store: Store, gestures: Gestures) -> None:
        self._store = store
        self._gestures = gestures

    def all(self) -> tuple[SavedFilter, ...]:
        """Return the saved filters by name."""
        with self._store.reading() as connection:
            return saved_filters.all_saved(connection)

    def save(self, name: str, wanted: Filter) -> "Future[SavedFilter]":
        """Save a filter, in place of another of its name. Raises NotPossible for no name."""
        saved = SavedFilter(" ".join(fit(name).split()), wanted)
        if not saved.name:
            raise NotPossible("A saved filter needs a name.")

        def step(writing: Writing) -> SavedFilter:
            saved_filters.put(writing.connection, saved)
            writing.announce(Changed(settings=True))
            return saved

        return self._gestures.submit(step)

    def rename(self, old: str, new: str) -> "Future[SavedFilter]":
        """Give a filter another name, in place of another of that name.

        The future raises NotPossible where there is no such filter, or no new name.
        """
        name = " ".join(new.split())

        def step(writing: Writing) -> SavedFilter:
            connection = writing.connection
            known = {one.name: one.wanted for one in saved_filters.all_saved(connection)}
            if old not in known or not name:
                raise NotPossible(f"There is no saved filter “{old}”, or no name for it.")
            saved = SavedFilter(name, known[old])
            saved_filters.remove(connection, old)
            saved_filters.put(connection, saved)
            writing.announce(Changed(settings=True))
            return saved

        return self._gestures.submit(step)

    def remove(self, name: str) -> "Future[bool]":
        """Forget a filter; the future tells whether there was one."""

        def step(writing: Writing) -> bool:
            writing.announce(Changed(settings=True))
            return saved_filters.remove(writing.connection, name)

        return self._gestures.submit(step)

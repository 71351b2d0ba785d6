"""The texts as they were when a review was made."""

from uuid import UUID

from reviewer.domain.review import Texts
from reviewer.store import reviews
from reviewer.store.store import Store


class Revisions:
    """Reads at once on the caller's thread."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def seen(self, review_id: UUID) -> Texts | None:
        """Return the texts that were on the screen; None where they were erased since."""
        with self._store.reading() as connection:
            return reviews.texts_seen(connection, review_id)

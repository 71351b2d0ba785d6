"""Signs gestures with the store's own reviewer, and introduces one where nobody gave a name."""

from uuid import UUID

from reviewer.domain.action import Signature
from reviewer.store import reviewers
from reviewer.store.store import Connection


class Signing:
    """Gives the signature for an event; `fallback_name` signs where nobody was asked yet."""

    def __init__(self, device_id: UUID, fallback_name: str) -> None:
        self._device_id = device_id
        self._fallback_name = fallback_name

    def __call__(self, connection: Connection) -> Signature:
        """Return the signature; needs a writing connection the first time."""
        person = reviewers.me(connection)
        if person is None:
            person = reviewers.introduce(connection, self._fallback_name, None)
        return Signature(person.id, self._device_id)

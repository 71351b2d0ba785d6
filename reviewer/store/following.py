"""Notices what other processes commit to the same store."""

from typing import Any

from reviewer.store.readers import reader
from reviewer.store.store import Store


class Follower:
    """Looks whether something was committed since the last look. Not for two threads at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection: Any = None
        self._seen: int | None = None

    def moved(self) -> bool:
        """Tell whether anybody else has committed since the last call; False the first time."""
        if self._connection is None:
            self._connection = reader(self._store.path, self._store.key)
        before, self._seen = self._seen, self._version()
        return before is not None and before != self._seen

    def close(self) -> None:
        """Give back the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _version(self) -> int:
        """SQLite changes this number when another connection than this one has committed."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

"""What queries ask of a connection; the readers' own and SQLAlchemy's both give it."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol


class Scalars(Protocol):
    """The first value of each row."""

    def __iter__(self) -> Iterator[Any]:
        """Give the values one by one."""

    def all(self) -> Sequence[Any]:
        """Return all values."""


class Rows(Protocol):
    """What a statement gave back; to be read once, while its connection lasts."""

    def __iter__(self) -> Iterator[Sequence[Any]]:
        """Give the rows one by one."""

    def all(self) -> Sequence[Sequence[Any]]:
        """Return all rows."""

    def first(self) -> Sequence[Any] | None:
        """Return the first row, if there is one."""

    def one(self) -> Sequence[Any]:
        """Return the only row. No row, or a second one, is a bug."""

    def scalar(self) -> Any:
        """Return the first value of the first row, None where there is no row."""

    def scalar_one(self) -> Any:
        """Return the first value of the only row."""

    def scalars(self) -> Scalars:
        """Return the first value of each row."""

    @property
    def rowcount(self) -> int:
        """Return how many rows a statement has changed."""


class Connection(Protocol):
    """Runs statements, which name their values `:name` (in a dict) or `?` (in a sequence)."""

    def exec_driver_sql(self, statement: str, parameters: Any = None, /) -> Rows:
        """Run a statement; with a list of sequences, once for each."""

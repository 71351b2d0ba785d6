"""One setting of a filter: what a person reads, and what it sets."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

F = TypeVar("F", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Choice:
    """One setting of a filter: what a person reads, what it asks for, how many rows it has.

    `shown` is what its chip says, where the title alone would not tell.
    """

    title: str
    change: "Change"
    rows: int | None = None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Fields of a filter, and what they are set to. A filter is any frozen dataclass."""

    values: tuple[tuple[str, Any], ...]

    def apply(self, wanted: F) -> F:
        """Return the filter with the fields set."""
        return replace(wanted, **dict(self.values))

    def holds(self, wanted: "DataclassInstance") -> bool:
        """Tell whether the filter has the fields set like this."""
        return all(getattr(wanted, name) == value for name, value in self.values)

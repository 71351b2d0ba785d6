"""What a cell of a table shows: words, in a tone, as text or as a pill."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

L = TypeVar("L")

Look = Literal["text", "small", "pill", "number", "bars"]


@dataclass(frozen=True, slots=True)
class Cell:
    """`tone` is a colour of the theme; a pill takes a family of them (`accent`, `success`, …).

    A cell of bars shows `bars`, one beside the other, and says its words to screen readers.
    """

    words: str
    tone: str = "text"
    look: Look = "text"
    bars: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Column(Generic[L]):
    """A column: its head, what a cell of it shows, and its width in pixels.

    Columns with a `share` divide what the others leave. One with `gives_way` is hidden where the
    table is narrower than so many pixels; `right` sets its head to the right, as numbers stand.
    """

    head: str
    cell: Callable[[L], Cell]
    width: int = 0
    share: float = 0.0
    gives_way: int = 0
    right: bool = False

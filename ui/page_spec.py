"""What the window needs to know of a page before it makes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from ui.actions import Action

P = TypeVar("P", bound=QWidget)


def _no_actions(_page: Callable[[], P]) -> Sequence[Action]:
    return ()


@dataclass(frozen=True, slots=True)
class PageSpec(Generic[P]):
    """A page of the rail.

    `factory` makes the page when it is shown first. `actions` gives its actions at start, so that
    clashing keys are refused then; they reach the page through the function they are given, which
    makes it where needed: `lambda page: [Action("triage.skip", "Skip", lambda: page().skip(), …)]`.
    `keys` go to the page, Ctrl and its number in the rail where there are none.
    """

    id: str
    title: str
    icon: str
    factory: Callable[[], P]
    actions: Callable[[Callable[[], P]], Sequence[Action]] = _no_actions
    keys: tuple[str, ...] = ()

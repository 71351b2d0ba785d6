"""What a person can do on this page, and the keys that do it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ui.actions import Action

if TYPE_CHECKING:
    from ui.pages.interactions.page import InteractionsPage

PAGE = "interactions"
SEARCH, CLEAR = "interactions.search", "interactions.clear_filters"
TRIAGE, COPY = "interactions.triage", "interactions.copy"
NEXT, PREVIOUS = "interactions.next", "interactions.previous"
RETRY = "interactions.read_again"

KEYS: dict[str, tuple[str, ...]] = {
    SEARCH: ("/", "Ctrl+F"),
    CLEAR: ("C",),
    TRIAGE: ("T",),
    COPY: ("Ctrl+C",),
    NEXT: ("J",),
    PREVIOUS: ("K",),
    RETRY: ("F5",),
}


def interactions_actions(page: "Callable[[], InteractionsPage]") -> Sequence[Action]:
    """Return the actions of the page, for the registry that binds their keys."""
    return (
        _action(SEARCH, "Search", lambda: page().search(), 0, menu="Edit"),
        _action(CLEAR, "Clear filters", lambda: page().clear_filters(), 0, menu="Edit"),
        _action(COPY, "Copy rows", lambda: page().copy_rows(), 1, menu="Edit"),
        _action(TRIAGE, "Open in Triage", lambda: page().open_in_triage(), 2),
        _action(NEXT, "Next interaction", lambda: page().step(1), 3, repeats=True),
        _action(PREVIOUS, "Previous interaction", lambda: page().step(-1), 3, repeats=True),
        _action(RETRY, "Read the list again", lambda: page().read_again(), 4),
    )


def _action(
    action_id: str,
    title: str,
    run: Callable[[], None],
    group: int,
    *,
    menu: str = "",
    repeats: bool = False,
) -> Action:
    keys = KEYS[action_id]
    return Action(action_id, title, run, PAGE, keys, menu=menu, group=group, repeats=repeats)

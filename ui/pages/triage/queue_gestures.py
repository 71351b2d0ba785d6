"""What a person can do with the queue itself: narrow it, select many, see the day."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ui.actions import Action

if TYPE_CHECKING:
    from ui.pages.triage.page import TriagePage

PAGE, MENU = "triage", "Triage"
SEARCH, FILTERS, SAVED = "triage.search", "triage.filters", "triage.saved_filters"
CLEAR_FILTERS = "triage.clear_filters"
SELECT_ALL, SELECT_NONE = "triage.select_all", "triage.select_none"
EXTEND, EXTEND_UP = "triage.extend", "triage.extend_up"
DAY = "triage.day"

QUEUE_KEYS: dict[str, tuple[str, ...]] = {
    SEARCH: ("/", "Ctrl+F"),
    FILTERS: ("P",),
    SAVED: ("Shift+P",),
    CLEAR_FILTERS: ("Shift+C",),
    SELECT_ALL: ("Ctrl+A",),
    SELECT_NONE: ("Ctrl+Shift+A",),
    EXTEND: ("Shift+J",),
    EXTEND_UP: ("Shift+K",),
    DAY: ("B",),
}


def queue_actions(page: "Callable[[], TriagePage]") -> Sequence[Action]:
    """Return the actions of the queue, for the registry that binds their keys."""
    return (
        _action(SEARCH, "Search this queue", lambda: page().search(), 6),
        _action(FILTERS, "Narrow the queue…", lambda: page().open_filters(), 6),
        _action(SAVED, "Saved filters…", lambda: page().open_saved(), 6),
        _action(CLEAR_FILTERS, "Clear filters", lambda: page().clear_filters(), 6),
        _action(
            SELECT_ALL, "Select all in this queue and filter", lambda: page().select_all(), 7,
            "Space selects one reply in the list, Shift and an arrow a range, Esc none.",
        ),
        _action(SELECT_NONE, "Select none", lambda: page().select_none(), 7),
        _action(EXTEND, "Select down to the next reply", lambda: page().extend(1), 7,
                repeats=True),
        _action(EXTEND_UP, "Select up to the previous reply", lambda: page().extend(-1), 7,
                repeats=True),
        _action(DAY, "Your day…", lambda: page().show_day(), 8),
    )  # fmt: skip


def _action(
    action_id: str,
    title: str,
    run: Callable[[], None],
    group: int,
    explanation: str = "",
    *,
    repeats: bool = False,
) -> Action:
    return Action(
        action_id,
        title,
        run,
        PAGE,
        QUEUE_KEYS[action_id],
        menu=MENU,
        group=group,
        explanation=explanation,
        repeats=repeats,
    )

"""What a person can do with the queue itself: narrow it, select many, see the day."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ui.actions import Action
from ui.pages.triage import keys
from ui.pages.triage.desk_action import desk_action

if TYPE_CHECKING:
    from ui.pages.triage.bulk_work import BulkWork
    from ui.pages.triage.day_book import DayBook
    from ui.pages.triage.narrowing import Narrowing
    from ui.pages.triage.queue_view import QueueView


def narrowing_actions(queue: "Callable[[], Narrowing]") -> Sequence[Action]:
    """Return what can be done about which replies are listed."""
    return (
        desk_action(keys.SEARCH, "Search this queue", lambda: queue().search(), 6),
        desk_action(keys.FILTERS, "Narrow the queue…", lambda: queue().open_ways(), 6),
        desk_action(keys.SAVED, "Saved filters…", lambda: queue().open_saved(), 6),
        desk_action(keys.CLEAR_FILTERS, "Clear filters", lambda: queue().clear(), 6),
    )


def selecting_actions(
    bulk: "Callable[[], BulkWork]", view: "Callable[[], QueueView]"
) -> Sequence[Action]:
    """Return what can be done to work on many replies at once."""
    return (
        desk_action(
            keys.SELECT_ALL,
            "Select all in this queue and filter",
            lambda: bulk().select_all(),
            7,
            "Space selects one reply in the list, Shift and an arrow a range, Esc none.",
        ),
        desk_action(keys.SELECT_NONE, "Select none", lambda: bulk().select_none(), 7),
        desk_action(
            keys.EXTEND, "Select down to the next reply", lambda: view().extend(1), 7, repeats=True
        ),
        desk_action(
            keys.EXTEND_UP,
            "Select up to the previous reply",
            lambda: view().extend(-1),
            7,
            repeats=True,
        ),
    )


def day_actions(day: "Callable[[], DayBook]") -> Sequence[Action]:
    """Return what can be seen of the reviewer's day."""
    return (desk_action(keys.DAY, "Your day…", lambda: day().open(), 8),)

"""What a person can do on this page, and the keys that do it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ui.actions import Action

if TYPE_CHECKING:
    from ui.pages.costs.page import CostsPage

PAGE = "costs"


def costs_actions(page: "Callable[[], CostsPage]") -> Sequence[Action]:
    """Return the actions of the page, for the registry that binds their keys."""
    return (
        Action("costs.period", "Another time", lambda: page().next_period(), PAGE, ("P",)),
        Action("costs.copy", "Copy calls", lambda: page().copy_calls(), PAGE, ("Ctrl+C",),
               menu="Edit"),
        Action("costs.copy_sums", "Copy the sums", lambda: page().copy_sums(), PAGE,
               ("Ctrl+Shift+C",), menu="Edit"),
        Action("costs.export", "Export the calls…", lambda: page().export(), PAGE, ("Ctrl+E",),
               menu="File", group=1),
        Action("costs.prices", "Edit the prices…", lambda: page().edit_prices(), PAGE,
               ("Shift+P",), group=1),
        Action("costs.settings", "Budget and providers", lambda: page().ask_for_settings(), PAGE,
               ("B",), group=1),
        Action("costs.next", "Next call", lambda: page().step(1), PAGE, ("J",), group=2,
               repeats=True),
        Action("costs.previous", "Previous call", lambda: page().step(-1), PAGE, ("K",), group=2,
               repeats=True),
        Action("costs.read_again", "Read the ledger again", lambda: page().read_again(), PAGE,
               ("F5",), group=3),
    )  # fmt: skip

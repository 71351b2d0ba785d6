"""What a person can do on this page, and the keys that do it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ui.actions import Action

if TYPE_CHECKING:
    from ui.pages.leaderboard.page import LeaderboardPage

PAGE = "leaderboard"


def leaderboard_actions(page: "Callable[[], LeaderboardPage]") -> Sequence[Action]:
    """Return the actions of the page, for the registry that binds their keys."""
    return (
        Action("leaderboard.accept", "Accept the improved reply", lambda: page().accept(),
               PAGE, ("Y",), writes=True),
        Action("leaderboard.discard", "Discard the improved reply", lambda: page().discard(),
               PAGE, ("Shift+X",), writes=True),
        Action("leaderboard.undo", "Undo", lambda: page().undo(), PAGE, ("Z", "Ctrl+Z"),
               menu="Edit", writes=True),
        Action("leaderboard.triage", "Open in Triage", lambda: page().open_in_triage(),
               PAGE, ("T",), group=1),
        Action("leaderboard.order", "Change the order", lambda: page().next_order(),
               PAGE, ("O",), group=2),
        Action("leaderboard.clear", "Clear filters", lambda: page().clear_filters(),
               PAGE, ("C",), menu="Edit", group=2),
        Action("leaderboard.copy", "Copy rows", lambda: page().copy_rows(), PAGE, ("Ctrl+C",),
               menu="Edit", group=3),
        Action("leaderboard.copy_reply", "Copy the improved reply", lambda: page().copy_reply(),
               PAGE, ("Ctrl+Shift+C",), menu="Edit", group=3),
        Action("leaderboard.export", "Export the improved replies…", lambda: page().export(),
               PAGE, ("Ctrl+E",), menu="File", group=4),
        Action("leaderboard.next", "Next improved reply", lambda: page().view.step(1), PAGE,
               ("J",), group=5, repeats=True),
        Action("leaderboard.previous", "Previous improved reply", lambda: page().view.step(-1),
               PAGE, ("K",), group=5, repeats=True),
        Action("leaderboard.read_again", "Read the list again", lambda: page().read_again(),
               PAGE, ("F5",), group=6),
    )  # fmt: skip

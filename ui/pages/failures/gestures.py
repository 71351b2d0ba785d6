"""What a person can do on this page, and the keys that do it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ui.actions import Action

if TYPE_CHECKING:
    from ui.pages.failures.page import FailuresPage

PAGE = "failures"


def failures_actions(page: "Callable[[], FailuresPage]") -> Sequence[Action]:
    """Return the actions of the page, for the registry that binds their keys."""
    return (
        Action("failures.group", "Group failures", lambda: page().group(), PAGE, ("G",),
               writes=True),
        Action("failures.stop", "Stop grouping or naming", lambda: page().stop(), PAGE, ("Esc",)),
        Action("failures.edit", "Name this cluster…", lambda: page().edit(), PAGE, ("E", "F2"),
               menu="Edit", group=1, writes=True),
        Action("failures.name", "Name clusters with the assistant", lambda: page().name(), PAGE,
               ("Shift+G",), group=1, writes=True),
        Action("failures.fixed", "Mark as fixed, or open again", lambda: page().toggle_fixed(),
               PAGE, ("X",), group=1, writes=True),
        Action("failures.interactions", "Show all in Interactions", lambda: page().show_all(), PAGE,
               ("I",), group=2),
        Action("failures.triage", "Open in Triage", lambda: page().open_in_triage(), PAGE, ("T",),
               group=2),
        Action("failures.copy", "Copy clusters", lambda: page().copy(), PAGE, ("Ctrl+C",),
               menu="Edit", group=3),
        Action("failures.next", "Next cluster", lambda: page().step(1), PAGE, ("J",),
               group=4, repeats=True),
        Action("failures.previous", "Previous cluster", lambda: page().step(-1), PAGE, ("K",),
               group=4, repeats=True),
        Action("failures.read_again", "Read the clusters again", lambda: page().read_again(), PAGE,
               ("F5",), group=5),
    )  # fmt: skip

"""What a person can do on this page, and the keys that do it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ui.actions import Action

if TYPE_CHECKING:
    from ui.pages.calibration.page import CalibrationPage

PAGE = "calibration"
USE = "calibration.use"


def calibration_actions(page: "Callable[[], CalibrationPage]") -> Sequence[Action]:
    """Return the actions of the page, for the registry that binds their keys."""
    return (
        Action("calibration.bad", "Show the bad replies of this bin",
               lambda: page().open_rows("no"), PAGE, ("B",)),
        Action("calibration.good", "Show the good replies of this bin",
               lambda: page().open_rows("yes"), PAGE, ("G",)),
        Action("calibration.all", "Show all replies of this bin",
               lambda: page().open_rows(None), PAGE, ("A",)),
        Action("calibration.next", "Next bin", lambda: page().step(1), PAGE, ("J",),
               repeats=True, group=1),
        Action("calibration.previous", "Previous bin", lambda: page().step(-1), PAGE, ("K",),
               repeats=True, group=1),
        Action("calibration.copy", "Copy the table", lambda: page().copy(), PAGE, ("Ctrl+C",),
               menu="Edit", group=1),
        Action(USE, "Use this threshold…", lambda: page().use_threshold(), PAGE, ("U",),
               writes=True, group=2),
        Action("calibration.read_again", "Calculate again", lambda: page().read_again(), PAGE,
               ("F5",), group=3),
    )  # fmt: skip

"""What a picture of the window is made of: the stage it is arranged on, and the pose."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QDialog

from services.workbench import Workbench
from ui.main_window import MainWindow
from ui.theme import ThemeController


@dataclass(frozen=True, slots=True)
class Stage:
    """What a pose is arranged on.

    `calm` waits until nothing moves any more; `folder` is for files that nobody keeps.
    """

    window: MainWindow
    bench: Workbench
    themes: ThemeController
    calm: Callable[[], None]
    folder: Path


@dataclass(frozen=True, slots=True)
class Pose:
    """A picture's name and how to come to it; a dialog that is returned is shown over the page."""

    name: str
    arrange: Callable[[Stage], QDialog | None]

"""What the File menu offers besides quitting."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ui.actions import Action

MENU = "File"
IMPORT, SOURCES, NAME = "file.import", "file.sources", "file.your_name"


@dataclass(frozen=True, slots=True)
class FileGestures:
    """The gestures behind the menu, and whether a store is open for them."""

    is_open: Callable[[], bool]
    choose_file: Callable[[], None]
    show_sources: Callable[[], None]
    ask_name: Callable[[], None]


def file_actions(gestures: FileGestures) -> Sequence[Action]:
    """Return the actions of the File menu; they work on every page."""
    return (
        Action(
            IMPORT, "Import a file…", gestures.choose_file, keys=("Ctrl+O",),
            enabled=gestures.is_open, menu=MENU, explanation="JSONL, JSON or CSV, gzipped or not",
            writes=True,
        ),
        Action(
            SOURCES, "Sources…", gestures.show_sources, keys=("Ctrl+Shift+O",),
            enabled=gestures.is_open, menu=MENU, explanation="Databases that are synced from",
            writes=True,
        ),
        Action(
            NAME, "Your name…", gestures.ask_name, enabled=gestures.is_open, menu=MENU, group=5,
            explanation="The name that signs every decision", writes=True,
        ),
    )  # fmt: skip

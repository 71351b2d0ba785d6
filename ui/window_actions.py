"""What can be done anywhere in the window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ui.actions import Action
from ui.page_spec import PageSpec


@dataclass(frozen=True, slots=True)
class WindowGestures:
    """The window's own gestures, for the actions to call, and whether there are pages yet."""

    has_pages: Callable[[], bool]

    show_page: Callable[[str], None]
    show_palette: Callable[[], None]
    show_keys: Callable[[], None]
    toggle_theme: Callable[[], None]
    follow_system: Callable[[], None]
    toggle_full_screen: Callable[[], None]
    close: Callable[[], None]


THEME = "window.theme"


def window_actions(pages: Sequence[PageSpec[Any]], gestures: WindowGestures) -> tuple[Action, ...]:
    """The actions of the window itself: pages, palette, keys, appearance, quitting."""
    return (
        *(_go(page, number, gestures) for number, page in enumerate(pages, start=1)),
        Action(
            THEME, "Switch between light and dark", gestures.toggle_theme,
            keys=("Ctrl+Shift+L",), menu="View", group=1,
        ),
        Action(
            "window.system_theme", "Follow the system's appearance", gestures.follow_system,
            menu="View", group=1,
        ),
        Action(
            "window.full_screen", "Full screen", gestures.toggle_full_screen,
            keys=("F11",), menu="View", group=2,
        ),
        Action("window.palette", "Commands", gestures.show_palette, keys=("Ctrl+K",), menu="Help"),
        Action("window.keys", "Keys of this page", gestures.show_keys, keys=("?", "F1"),
               enabled=gestures.has_pages, menu="Help"),
        Action("window.quit", "Quit", gestures.close, keys=("Ctrl+Q",), menu="File", group=9),
    )  # fmt: skip


def go_to(page_id: str) -> str:
    """Return the id of the action that goes to a page."""
    return f"window.go.{page_id}"


def _go(page: PageSpec[Any], number: int, gestures: WindowGestures) -> Action:
    return Action(
        go_to(page.id),
        f"Go to {page.title}",
        lambda: gestures.show_page(page.id),
        keys=page.keys or ((f"Ctrl+{number}",) if number <= 9 else ()),
        enabled=gestures.has_pages,
        menu="View",
    )

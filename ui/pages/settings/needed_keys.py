"""Keys that the window itself lives on, so that no action can be given them."""

from PySide6.QtGui import QKeySequence

from ui.widgets.key_cap import native_keys

_MOVING = ("Tab", "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown")
_PRESSING = ("Return", "Enter", "Space", "Esc")
_CLIPBOARD = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
)


def need_of(keys: str) -> str:
    """Say what the window needs a portable sequence for; "" where an action can have it."""
    what, key = native_keys(keys), keys.removeprefix("Shift+")
    if key in _MOVING:
        return f"{what} moves the focus or the selection. Press other keys."
    if key in _PRESSING:
        return f"{what} presses buttons, opens and closes. Press other keys."
    if any(QKeySequence(keys) in QKeySequence.keyBindings(standard) for standard in _CLIPBOARD):
        return f"{what} copies, cuts or pastes text. Press other keys."
    return ""

"""Keys that belong to a text that can be selected, whatever the page binds them to."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence

_OWN = (QKeySequence.StandardKey.SelectAll, QKeySequence.StandardKey.Copy)


def claim_own_keys(event: QEvent) -> bool:
    """Keep “select all” and “copy” for the text that has the focus; tell whether it was one.

    Qt asks a widget by a ShortcutOverride before it runs a shortcut, and lets a read-only text
    give these away.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if not any(event.matches(key) for key in _OWN):
        return False
    event.accept()
    return True

"""What goes to the clipboard in place of what Qt would copy from a text of ours."""

from PySide6.QtCore import QMimeData


def copied(data: QMimeData, text: str) -> QMimeData:
    """Return Qt's own object of a copy, holding only `text`.

    The clipboard keeps it until the program ends: an object made here would be freed once Python
    is gone, and crash on exit. Qt fills its own when it is first asked, so it is asked before it
    is emptied.
    """
    data.text()
    data.clear()
    data.setText(text)
    return data

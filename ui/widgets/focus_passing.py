"""Passes the focus that a page gets on to the part of it that takes keys."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class FocusPassing(QObject):
    """Where the part cannot be seen yet, the page keeps the focus until it can."""

    def __init__(self, page: QWidget, part: QWidget) -> None:
        super().__init__(page)
        self._page, self._part = page, part
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page.installEventFilter(self)
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        came = watched is self._page and event.type() is QEvent.Type.FocusIn
        seen = watched is self._part and event.type() is QEvent.Type.Show
        if (came or (seen and self._page.hasFocus())) and self._part.isVisibleTo(self._page):
            self._part.setFocus()
        return super().eventFilter(watched, event)

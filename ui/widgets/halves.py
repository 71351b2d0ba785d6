"""A list with what it opens beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget


def halves(growing: QWidget, beside: QWidget, width: int, parent: QWidget) -> QSplitter:
    """Return both in a row; the second begins `width` pixels wide, the first takes the rest."""
    splitter = QSplitter(Qt.Orientation.Horizontal, parent)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    splitter.addWidget(growing)
    splitter.addWidget(beside)
    splitter.setStretchFactor(0, 1)
    splitter.setSizes([1_000, width])
    return splitter

"""Tells whether somebody looks at a widget."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget


class Watched(QObject):
    """`changed(bool)` says that the widget has been shown, or hidden."""

    changed = Signal(bool)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Show:
                self.changed.emit(True)  # noqa: FBT003  Qt's signals take their values so
            case QEvent.Type.Hide:
                self.changed.emit(False)  # noqa: FBT003
        return super().eventFilter(watched, event)

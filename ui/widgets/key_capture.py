"""A button that listens: once it is pressed, the next keys are not run but reported."""

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
}
_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
LISTENING = "Press keys … (Esc cancels)"


class KeyCapture(QPushButton):
    """`captured(str)` gives the keys as a portable sequence such as "Ctrl+Return".

    While it listens, no key runs an action. Esc, or another focus, ends that: `cancelled`.
    """

    captured = Signal(str)
    cancelled = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._title, self._listens = title, False
        self.clicked.connect(self.listen)

    @property
    def listens(self) -> bool:
        """Whether the next keys are reported."""
        return self._listens

    def listen(self) -> None:
        """Takes the focus, and reports the next keys."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show(listens=True)

    def event(self, event: QEvent) -> bool:
        """Takes keys before shortcuts, Tab and buttons can have them."""
        if self._listens and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._cancel()

    def _take(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and not event.modifiers() & _HELD:
            self._cancel()
        elif key not in _MODIFIERS and key != Qt.Key.Key_unknown and not event.isAutoRepeat():
            self._show(listens=False)
            self.captured.emit(portable(event))

    def _cancel(self) -> None:
        if self._listens:
            self._show(listens=False)
            self.cancelled.emit()

    def _show(self, *, listens: bool) -> None:
        self._listens = listens
        self.setText(LISTENING if listens else self._title)


def portable(event: QKeyEvent) -> str:
    """Return the keys of an event as a portable sequence.

    Shift counts with letters, digits and keys that write nothing; with "?" it is part of the
    character, wherever on the keyboard that stands.
    """
    held = event.modifiers() & _HELD
    key = Qt.Key.Key_Tab if event.key() == Qt.Key.Key_Backtab else Qt.Key(event.key())
    text = event.text()
    writes = bool(text) and text.isprintable() and not (text.isalnum() or text.isspace())
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not writes:
        held |= Qt.KeyboardModifier.ShiftModifier
    combination = QKeyCombination(held, key)
    return QKeySequence(combination).toString(QKeySequence.SequenceFormat.PortableText)

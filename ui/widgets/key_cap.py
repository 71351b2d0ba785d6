"""A key as it looks on a keyboard, and a chord of several."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget


class KeyCap(QLabel):
    """One key, such as `Ctrl` or `1`."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keyCap")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(key)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedHeight(18)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class KeyCaps(QWidget):
    """A chord such as `Ctrl+Enter`, one cap a key; its accessible name is the whole chord."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._caps: list[KeyCap] = []
        self.show_keys(keys)

    def show_keys(self, keys: str) -> None:
        """Shows another chord, in place of the one before."""
        for cap in self._caps:
            self._row.removeWidget(cap)
            cap.hide()
            cap.deleteLater()
        self._caps = [KeyCap(key, self) for key in caps_of(keys)]
        for cap in self._caps:
            self._row.addWidget(cap)
            cap.show()
        self.setAccessibleName(native_keys(keys))
        self.updateGeometry()


def native_keys(keys: str) -> str:
    """A portable key sequence as this platform writes it; on macOS with its symbols."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def caps_of(keys: str) -> tuple[str, ...]:
    """The single keys of a sequence, in this platform's writing."""
    native = native_keys(keys)
    if native.endswith("++") or native == "+":
        return (*filter(None, native[:-1].rstrip("+").split("+")), "+")
    return tuple(part for part in native.replace(", ", "+").split("+") if part)

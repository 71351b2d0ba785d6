"""A button that shows the key that does the same."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.key_text import KeyText
from ui.widgets.key_cap import KeyCaps, native_keys
from ui.widgets.labels import plain_label, plain_tooltip, set_tone

if TYPE_CHECKING:
    from ui.theme_tokens import Tone


class KeyButton(QPushButton):
    """A title behind its key. Tab reaches it; a click leaves the focus where it is.

    The `quiet` kind is low enough for a heading. `action_id` is that of a `KeyText`, whose key can
    follow the one that its action is bound to; "" where the key is always the same.
    """

    def __init__(
        self, title: str, keys: str, *, kind: str = "quiet", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.action_id = keys.action_id if isinstance(keys, KeyText) else ""
        self._keys, self._explanation, self._emphasised = keys, "", False
        self._height = 24 if kind == "quiet" else 28
        self.setProperty("low", self._height == 24)
        self._label = plain_label(size="label", parent=self)
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self._height)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 8, 0)
        row.setSpacing(6)
        self._caps = KeyCaps(keys, self)
        row.addWidget(self._caps)
        row.addWidget(self._label)
        for part in (self._label, self._caps):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_title(title)
        self.allow("")
        self._dress()

    def emphasise(self, *, on: bool) -> None:
        """Show in the accent colour that something is chosen; the title says what."""
        self._emphasised = on
        self._dress()

    def title(self) -> str:
        """Return what the button says."""
        return self._label.text()

    def set_title(self, title: str) -> None:
        """Say something else."""
        if title == self.title():
            return
        self._label.setText(title)
        self.setAccessibleName(title)
        self.updateGeometry()

    def show_keys(self, keys: str) -> None:
        """Show another key, "" for none."""
        if keys == self._keys:
            return
        self._keys = keys
        self._caps.show_keys(keys)
        self.setAccessibleDescription(self._explanation or self._key_words())
        self.updateGeometry()

    def allow(self, refusal: str, explanation: str = "") -> None:
        """Enable the button where there is no refusal; otherwise the tooltip says why not."""
        self.setEnabled(not refusal)
        self._explanation = refusal or explanation
        self.setAccessibleDescription(self._explanation or self._key_words())
        self.setToolTip(plain_tooltip(self._explanation))

    def _key_words(self) -> str:
        return f"Key {native_keys(self._keys)}" if self._keys else ""

    def sizeHint(self) -> QSize:
        inner = self.layout()
        return QSize(inner.sizeHint().width() if inner else 0, self._height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._dress()

    def _dress(self) -> None:
        lit: Tone = "accent" if self._emphasised else "text"
        tone: Tone = lit if self.isEnabled() else "faint"
        set_tone(self._label, tone)

"""A sentence about what has just happened, with at most one thing to do about it."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.theme import ThemeController
from ui.theme_tokens import Tone
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import set_variant

NoticeKind = Literal["done", "info", "warning", "danger"]
SHOWN_MS = 8_000
_LOOKS: dict[NoticeKind, tuple[str, Tone]] = {
    "done": ("check", "success"),
    "info": ("info", "muted"),
    "warning": ("triangle-alert", "warning"),
    "danger": ("circle-alert", "danger"),
}


class Notice(QFrame):
    """Keeps its room in the status bar, so nothing moves when it comes and goes.

    It goes after 8 s, not while the pointer rests on it; a fault stays until the next notice.
    """

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setFixedHeight(22)
        keeps = self.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        keeps.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        self.setSizePolicy(keeps)
        self._icon = IconLabel(themes, "check", pixels=14, parent=self)
        self._label = ElidedLabel(size="label", parent=self)
        self.button = QPushButton(self)
        self.button.setProperty("kind", "link")
        self.button.clicked.connect(self._act)
        self._rest = False
        self._action: Callable[[], None] | None = None
        self._time = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._time.timeout.connect(self.hide)
        self._lay_out()
        self.hide()

    def tell(
        self,
        sentence: str,
        *,
        kind: NoticeKind = "done",
        action: str = "",
        run: Callable[[], None] | None = None,
    ) -> None:
        """Shows a sentence; `action` is the button's title, such as "Undo  Ctrl+Z"."""
        icon, tone = _LOOKS[kind]
        self._icon.set_icon(icon, tone)
        self._label.set_text(sentence)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self._action = run
        set_variant(self, "tone", tone)
        self.setAccessibleName(sentence)
        self.show()
        self._time.stop() if kind == "danger" else self._time.start()

    def text(self) -> str:
        """The sentence that is shown, or "" where there is none."""
        return "" if self.isHidden() else self._label.full_text()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._rest = self._time.isActive()
        self._time.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self._rest:
            self._time.start()
        super().leaveEvent(event)

    def _act(self) -> None:
        self.hide()
        if self._action is not None:
            self._action()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 4, 0)
        row.setSpacing(6)
        for part in (self._icon, self._label, self.button):
            row.addWidget(part)

"""A small label for a state: a word in a colour, an icon, and an explanation on hover."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.theme import ThemeController
from ui.theme_tokens import Tone
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import set_variant

Kind = Literal["neutral", "accent", "warning", "danger", "success"]
_TONES: dict[Kind, Tone] = {
    "neutral": "muted",
    "accent": "accent",
    "warning": "warning",
    "danger": "danger",
    "success": "success",
}
WIDEST = 200


class Badge(QFrame):
    """The word says the state, colour only repeats it; long words end in ….

    `explanation` is the tooltip and what a screen reader adds: why it is so, or where it is from.
    """

    def __init__(
        self,
        themes: ThemeController,
        text: str,
        *,
        kind: Kind = "neutral",
        icon: str = "",
        explanation: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("badge")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(20)
        self.setMaximumWidth(WIDEST)
        self._icon = IconLabel(themes, icon or "info", pixels=12, parent=self)
        self._label = ElidedLabel(size="caption", parent=self)
        self._label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 6, 0)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addWidget(self._label)
        self.show_state(text, kind=kind, icon=icon, explanation=explanation)

    def show_state(
        self, text: str, *, kind: Kind = "neutral", icon: str = "", explanation: str = ""
    ) -> None:
        """Changes all of the badge at once."""
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(icon, _TONES[kind])
        self._label.set_text(text, explanation)
        self.setAccessibleName(text)
        self.setAccessibleDescription(explanation)
        set_variant(self, "kind", kind)
        set_variant(self._label, "kind", kind)

    def text(self) -> str:
        """The word."""
        return self._label.full_text()

    def explanation(self) -> str:
        """Why it is so."""
        return self.accessibleDescription()

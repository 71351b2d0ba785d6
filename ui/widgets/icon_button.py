"""A flat button that is only an icon; what it does is its accessible name and its tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from ui.theme import ThemeController
from ui.theme_tokens import Tone
from ui.widgets.labels import plain_tooltip


class IconButton(QToolButton):
    """A button of 24 px with an icon of 16 px that follows the theme."""

    def __init__(
        self,
        themes: ThemeController,
        icon: str,
        title: str,
        *,
        keys: str = "",
        tone: Tone = "muted",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setIconSize(QSize(16, 16))
        self.setFixedSize(24, 24)
        self.setAutoRaise(True)
        self.setAccessibleName(title)
        self.setToolTip(plain_tooltip(f"{title}  {keys}".rstrip()))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        themes.dress(self, icon, tone)

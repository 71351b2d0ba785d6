"""A sentence above the pages that stays for as long as it is true."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme import ThemeController
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.icon_label import IconLabel

#: Device-independent pixels.
HEIGHT = 32


class Banner(QFrame):
    """An icon and one sentence, as wide as the page."""

    def __init__(self, themes: ThemeController, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setFixedHeight(HEIGHT)
        self._label = ElidedLabel(size="label", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(themes, icon, pixels=14, tone="warning", parent=self))
        row.addWidget(self._label, 1)

    def tell(self, sentence: str) -> None:
        """Shows a sentence."""
        self._label.set_text(sentence)
        self.setAccessibleName(sentence)

    def text(self) -> str:
        """The whole sentence, also where there is no room for it."""
        return self._label.full_text()

"""Names and values of an interaction, in two columns; every value can be selected and copied."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from reviewer.domain.interaction import Interaction
from ui.pages.interactions.case_words import facts_of
from ui.pages.interactions.text_section import INSET
from ui.widgets.labels import plain_label
from ui.widgets.section_header import SectionHeader


class FactGrid(QWidget):
    """Shows what is known, and no line for what is not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[QLabel] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(SectionHeader("Details", self))
        column.addLayout(self._grid)

    def show_facts(self, interaction: Interaction) -> None:
        """Show the facts of an interaction."""
        for label in self._labels:
            label.setParent(None)
        self._labels = [label for fact in facts_of(interaction) for label in _pair(*fact)]
        for place, label in enumerate(self._labels):
            self._grid.addWidget(label, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)

    def words(self) -> dict[str, str]:
        """Return the facts as they are shown."""
        texts = [label.text() for label in self._labels]
        return dict(zip(texts[::2], texts[1::2], strict=True))


def _pair(name: str, value: str) -> tuple[QLabel, QLabel]:
    return plain_label(name, tone="muted", size="label"), _value(name, value)


def _value(name: str, value: str) -> QLabel:
    label = plain_label(value, size="label")
    label.setAccessibleName(f"{name}: {value}")
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return label

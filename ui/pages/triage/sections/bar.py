"""The line of buttons that unfold the sections, each with its key."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.triage.desk import Case
from ui.pages.triage.key_button import KeyButton
from ui.pages.triage.keys import KeyOf
from ui.pages.triage.sections.section import SectionSpec
from ui.widgets.flow_layout import FlowLayout

_MARGIN = 10


class SectionBar(QWidget):
    """`pressed(str)` gives the id of the action whose button was pressed."""

    pressed = Signal(str)

    def __init__(
        self, specs: Sequence[SectionSpec], key_of: KeyOf, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._specs = {spec.id: spec for spec in specs if spec.listed}
        self._opened = ""
        self._counts: dict[str, int] = {}
        self._words: dict[str, str] = {}
        self.buttons: dict[str, KeyButton] = {}
        flow = FlowLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 0, _MARGIN, 6)
        column.addLayout(flow)
        for spec in self._specs.values():
            flow.addWidget(self._button(spec, key_of(spec.action)))
        self.setVisible(bool(self._specs))

    def show_case(self, case: Case) -> None:
        """Show what there is to unfold of a case."""
        for spec in self._specs.values():
            self._counts[spec.id] = spec.count(case)
            self.buttons[spec.id].setVisible(spec.fits(case))
            self._name(spec)

    def tell(self, section_id: str, word: str) -> None:
        """Say in a word what is in a section, such as `+1.50`; "" for nothing."""
        if self._words.get(section_id, "") != word:
            self._words[section_id] = word
            self._name(self._specs[section_id])

    def mark(self, section_id: str) -> None:
        """Show which section is open; "" for none."""
        self._opened = section_id
        for spec in self._specs.values():
            self._name(spec)

    def _name(self, spec: SectionSpec) -> None:
        opened, count = spec.id == self._opened, self._counts.get(spec.id, 0)
        word = self._words.get(spec.id, "") or (f"{count:,}" if count else "")
        number = f" {word}" if word else ""
        button = self.buttons[spec.id]
        button.set_title(f"{spec.title}{number} {'▾' if opened else '▸'}")
        button.setAccessibleName(f"{'Close' if opened else 'Open'} {spec.title.lower()}{number}")

    def _button(self, spec: SectionSpec, key: str) -> KeyButton:
        button = KeyButton(spec.title, key, parent=self)
        button.clicked.connect(lambda: self.pressed.emit(spec.action))
        self.buttons[spec.id] = button
        return button

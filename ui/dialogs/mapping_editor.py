"""Which of their fields is which fact of ours: guessed, shown with an example, and corrected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from services.sync import mapping as mappings
from services.sync.fields import REQUIRED
from ui.dialogs.choice_box import ChoiceBox
from ui.models.fact_names import FACT_NAMES
from ui.theme import ThemeController
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.labels import plain_label, set_tone, set_variant

NOWHERE = "–"
_ROWS = (len(FACT_NAMES) + 1) // 2
_COMBO_WIDTH = 172


@dataclass(frozen=True, slots=True)
class Corrections:
    """What somebody chose in place of the guess: `ours=theirs`, and facts to be left empty."""

    chosen: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class MappingEditor(QWidget):
    """`corrected(Corrections)` follows each choice; `show_mapping` then shows what came of it.

    What somebody chose stays chosen; the other facts are guessed around it.
    """

    corrected = Signal(object)

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: dict[str, str] = {}
        self._lines = {ours: _Line(themes, ours, self) for ours in FACT_NAMES}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for place, (ours, line) in enumerate(self._lines.items()):
            line.add_to(grid, place % _ROWS, 0 if place < _ROWS else 4)
            line.combo.activated.connect(lambda _at, ours=ours: self._choose(ours))
        grid.setColumnMinimumWidth(3, 14)
        for column in (2, 6):
            grid.setColumnStretch(column, 1)

    def show_mapping(self, mapping: mappings.Mapping, paths: Sequence[str]) -> None:
        """Show a mapping, and all the paths that could be chosen instead."""
        choices = {choice.ours: choice for choice in mapping.choices}
        for ours, line in self._lines.items():
            line.show_choice(choices.get(ours), paths)

    def corrections(self) -> Corrections:
        """Return what somebody chose; of two facts from one field, the last chosen has it.

        The other one gets it back when the last is given another field, as happens while somebody
        steps through the fields by key.
        """
        chosen: dict[str, str] = {}
        for ours, theirs in reversed(self._chosen.items()):
            if theirs and theirs not in chosen.values():
                chosen[ours] = theirs
        return Corrections(
            tuple(f"{ours}={theirs}" for ours, theirs in chosen.items()),
            tuple(ours for ours, theirs in self._chosen.items() if not theirs),
        )

    def forget(self) -> None:
        """Forget what somebody chose: the next mapping is of something else."""
        self._chosen.clear()

    def combos(self) -> Mapping[str, ChoiceBox]:
        """Return the choices by our names."""
        return {ours: line.combo for ours, line in self._lines.items()}

    def examples(self) -> Mapping[str, str]:
        """Return the example values that are shown, by our names."""
        return {ours: line.example.full_text() for ours, line in self._lines.items()}

    def _choose(self, ours: str) -> None:
        self._chosen.pop(ours, None)
        self._chosen[ours] = self._lines[ours].chosen()
        self.corrected.emit(self.corrections())


class _Line:
    """A fact: its name, where it comes from, the first value found there."""

    def __init__(self, themes: ThemeController, ours: str, parent: QWidget) -> None:
        self._required = ours in REQUIRED
        title = FACT_NAMES[ours]
        self.title = plain_label(f"{title} *" if self._required else title, parent=parent)
        name = f"{title}, required" if self._required else title
        self.combo = ChoiceBox(themes, name, parent)
        self.combo.setFixedWidth(_COMBO_WIDTH)
        self.title.setBuddy(self.combo)
        self.example = ElidedLabel(tone="muted", size="label", parent=parent)
        self.example.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def add_to(self, grid: QGridLayout, row: int, column: int) -> None:
        for place, widget in enumerate((self.title, self.combo, self.example), start=column):
            grid.addWidget(widget, row, place)

    def show_choice(self, choice: mappings.Choice | None, paths: Sequence[str]) -> None:
        theirs = choice.theirs if choice else ""
        self.combo.clear()
        self.combo.addItem(NOWHERE, "")
        for path in _offered(choice, paths):
            self.combo.addItem(path, path)
        self.combo.setCurrentIndex(max(0, self.combo.findData(theirs)))
        self.example.set_text(_unquoted(choice.sample) if choice else "")
        missing = self._required and choice is None
        set_variant(self.combo, "invalid", missing)
        set_tone(self.title, "danger" if missing else "text")

    def chosen(self) -> str:
        return str(self.combo.currentData(Qt.ItemDataRole.UserRole) or "")


def _offered(choice: mappings.Choice | None, paths: Sequence[str]) -> Iterator[str]:
    """The path that was taken and those that are likely, then all the others in their order."""
    likely = dict.fromkeys((choice.theirs, *choice.others)) if choice else {}
    yield from likely
    yield from (path for path in paths if path not in likely)


def _unquoted(sample: str) -> str:
    """Return an example without the quotation marks of JSON around a text."""
    whole = len(sample) > 1 and sample.startswith('"') and sample.endswith('"')
    return sample[1:-1] if whole else sample

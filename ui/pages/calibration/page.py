"""The Calibration page: does confidence tell good replies from bad ones, and what to snooze."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reviewer.domain.calibration import Bin, Calibration
from reviewer.domain.changes import Changed
from services.triage.desk import TriageDesk
from ui.job_bridge import JobBridge
from ui.page_news import PageNews, Subscribe
from ui.page_tell import Tell
from ui.pages.calibration.bin_table import BinTable
from ui.pages.calibration.effect_panel import EffectPanel
from ui.pages.calibration.effects import EffectDiagram
from ui.pages.calibration.reliability import ReliabilityDiagram
from ui.theme import ThemeController
from ui.widgets.labels import plain_label
from ui.widgets.page_states import PageStates

if TYPE_CHECKING:
    from ui.tickets import Ticket

_NOTHING = (
    "Calibration compares confidence with what became of replies. It needs replies that have both "
    "a confidence and feedback: from their source, or from your decisions."
)

_EXPANDING = QSizePolicy.Policy.Expanding


@dataclass(frozen=True, slots=True)
class Figures:
    """What the page shows: the calibration, and the threshold that holds."""

    calibration: Calibration
    threshold: float


class CalibrationPage(QWidget):
    """Reads through the bridge and never waits for it.

    `rows_wanted(lower, below, feedback)` asks for the replies of a bin, whose upper end is None
    where nothing lies above it, and feedback None for all; `threshold_wanted(float)` for the dry
    run of a threshold, `settings_wanted` for where confidence is set up.
    """

    rows_wanted = Signal(float, object, object)
    threshold_wanted = Signal(float)
    settings_wanted = Signal()

    def __init__(
        self,
        desk: TriageDesk,
        bridge: JobBridge,
        subscribe: Subscribe,
        themes: ThemeController,
        tell: Tell,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._bridge, self._tell = desk, bridge, tell
        self._asked: Ticket | None = None
        self._picked = False
        self.diagram, self.effects = ReliabilityDiagram(themes, self), EffectDiagram(themes, self)
        self.table, self.panel = BinTable(self), EffectPanel(self)
        self.buttons = {
            "no": QPushButton("Show bad replies", self),
            "yes": QPushButton("Show good replies", self),
            "": QPushButton("Copy table", self),
        }
        self._bins: tuple[Bin, ...] = ()
        self.states = PageStates(themes, self._content(), self)
        PageNews(subscribe, bridge, _concerns, self.read_again, self)
        self._lay_out()
        self._connect()
        self.states.show_loading("Comparing confidence with what became of replies …")
        self.read_again()

    def read_again(self) -> None:
        """Calculate once more."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._bridge.read(self._figures, self._show, self._show_fault, owner=self)

    def step(self, by: int) -> None:
        """Look at a bin further up, or down."""
        self.diagram.choose(self.diagram.current + by)

    def open_rows(self, feedback: str | None) -> None:
        """Ask for the replies behind the bin that is looked at."""
        if 0 <= self.diagram.current < len(self._bins):
            one = self._bins[self.diagram.current]
            self.rows_wanted.emit(one.lower, one.upper if one.upper < 1 else None, feedback)

    def copy(self) -> None:
        """Put the table of bins on the clipboard."""
        if self._bins:
            self.table.copy()
            self._tell(f"Copied the table of {len(self._bins)} bins.")

    def use_threshold(self) -> None:
        """Ask for the dry run of the threshold that is looked at."""
        effect = self.effects.current
        if effect is not None and self.panel.use.isEnabled():
            self.threshold_wanted.emit(effect.threshold)

    def _figures(self) -> Figures:
        room = self._desk.furnish()
        return Figures(room.calibrating.calibration(), room.threshold.current())

    def _show(self, figures: Figures) -> None:
        found = figures.calibration
        if not found.bins:
            self.states.show_empty(
                "Nothing to compare yet", _NOTHING, icon="gauge", action="Set up confidence"
            )
            return
        self._bins = found.bins
        self.diagram.show_bins(found.bins)
        self.table.show_bins(found.bins)
        self.effects.show_effects(
            [one for one in found.thresholds if one.threshold <= 1], figures.threshold
        )
        self.panel.show_calibration(found, figures.threshold)
        self._look_again()
        self.states.show_content()

    def _look_again(self) -> None:
        """Keep what was looked at; at first it is what catches the usual share."""
        if self._picked:
            self.panel.look_at(self.effects.current)
        else:
            self._picked = True
            self.panel.look_at(self.effects.current)
            self.panel.pick()

    def _show_fault(self, fault: Exception) -> None:
        self.states.show_error("Calibration cannot be calculated.", str(fault))

    def _connect(self) -> None:
        self.diagram.chosen.connect(self.table.choose)
        self.table.chosen.connect(self.diagram.choose)
        for opener in (self.diagram, self.table):
            opener.opened.connect(lambda _: self.open_rows(None))
        self.effects.chosen.connect(lambda _: self.panel.look_at(self.effects.current))
        self.panel.picked.connect(self._pick)
        self.panel.use_wanted.connect(self.use_threshold)
        self.buttons["no"].clicked.connect(lambda: self.open_rows("no"))
        self.buttons["yes"].clicked.connect(lambda: self.open_rows("yes"))
        self.buttons[""].clicked.connect(self.copy)
        self.states.retried.connect(self.read_again)
        self.states.acted.connect(self.settings_wanted)
        self.setFocusProxy(self.table)

    def _pick(self, place: int) -> None:
        self.effects.choose(place)
        self.panel.look_at(self.effects.current)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.states)

    def _content(self) -> QWidget:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.addWidget(plain_label("Calibration", size="title"), 0, 0, 1, 2)
        grid.addWidget(_card("Confidence against good replies", self.diagram), 1, 0)
        grid.addWidget(_card("The same in figures", self.table, self._row_of_buttons()), 1, 1)
        grid.addWidget(_card("What a threshold would do", self.effects), 2, 0)
        grid.addWidget(_card("Choose a threshold", self.panel), 2, 1)
        for part in (0, 1):
            grid.setColumnStretch(part, 1)
            grid.setRowStretch(part + 1, 1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _row_of_buttons(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        return holder


def _card(title: str, *parts: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("surface", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(8)
    heading = plain_label(title, size="label", tone="muted")
    heading.setProperty("strong", "true")
    column.addWidget(heading)
    for part in parts:
        column.addWidget(part)
    if not any(part.sizePolicy().verticalPolicy() is _EXPANDING for part in parts):
        column.addStretch(1)
    return card


def _concerns(changed: Changed) -> bool:
    return changed.reviews or changed.interactions or changed.settings

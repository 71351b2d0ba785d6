"""The popups of the queue's filters: first the ways to narrow, then the choices of one."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from reviewer.domain.filters import Filter
from ui.models.queue_model import QueueModel
from ui.pages.triage.filter_strip import FilterStrip
from ui.pages.triage.queue_dimensions import SWITCHES
from ui.pages.triage.queue_filters import QueueFilters
from ui.theme import ThemeController
from ui.widgets.choice import Change, Choice
from ui.widgets.choice_popup import ChoicePopup
from ui.widgets.date_fields import DateFields
from ui.widgets.dimension import Dimension
from ui.widgets.range_fields import RangeFields


class FilterPopups(QObject):
    """Opens at once what is known, and the values of a way once they have been counted."""

    def __init__(
        self,
        themes: ThemeController,
        filters: QueueFilters,
        strip: FilterStrip,
        model: QueueModel,
    ) -> None:
        super().__init__(strip)
        self._themes, self._filters, self._strip = themes, filters, strip
        self._model = model
        self._awaited = ""
        strip.more.connect(self.open_ways)
        strip.opened.connect(self.open_values)

    def open_ways(self) -> None:
        """Offer the ways to narrow the queue."""
        ways = {self._way_title(way): way for way in self._filters.ways}
        choices = [Choice(title, Change(())) for title in ways]
        popup = ChoicePopup(self._themes, choices, None, self._strip)
        popup.chosen.connect(lambda choice: self._later(ways[choice.title]))
        popup.open_below(self._strip.more_button)

    def open_values(self, way_id: str) -> None:
        """Offer the choices of one way."""
        self._awaited = way_id
        within = self._model.scope.wanted()
        self._filters.count_values(way_id, within, self._show_values)

    def _later(self, way: Dimension) -> None:
        """Wait until the first popup has closed."""
        QTimer.singleShot(0, self, lambda: self._open_way(way))

    def _open_way(self, way: Dimension) -> None:
        if way.id not in SWITCHES:
            self.open_values(way.id)
        elif way.chosen(self._filters.wanted) is None:
            self._filters.choose(way.choices[0])
        else:
            self._filters.drop(way.id)

    def _show_values(self, way: Dimension) -> None:
        if way.id != self._awaited or not self._strip.isVisible():
            return
        self._awaited = ""
        wanted = self._filters.wanted
        fields = self._fields(way.id, wanted)
        popup = ChoicePopup(
            self._themes,
            (way.nothing, *way.choices),
            way.chosen(wanted) or way.nothing,
            self._strip,
            fields,
        )
        popup.chosen.connect(self._filters.choose)
        if fields is not None:
            fields.chosen.connect(self._filters.choose)
            fields.chosen.connect(popup.close)
        popup.open_below(self._corner(way.id))

    def _fields(self, way_id: str, wanted: Filter) -> RangeFields | DateFields | None:
        match way_id:
            case "confidence":
                return RangeFields(wanted)
            case "date":
                return DateFields(wanted.since, wanted.until)
        return None

    def _corner(self, way_id: str) -> QWidget:
        chip = self._strip.chips[way_id]
        return chip if chip.isVisible() else self._strip.search

    def _way_title(self, way: Dimension) -> str:
        chosen = way.chosen(self._filters.wanted)
        return way.title if chosen is None else f"{way.title}: {chosen.title}"

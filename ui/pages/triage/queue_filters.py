"""What the queue is narrowed to: kept in one place, counted in the store, changed way by way."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reviewer.domain.filter_fit import narrows
from reviewer.domain.filters import Filter
from reviewer.domain.moments import now_micros
from reviewer.domain.queue import QueueCounts
from ui.job_bridge import JobBridge
from ui.pages.triage.late_room import LateRoom
from ui.pages.triage.latest_read import LatestRead
from ui.pages.triage.queue_dimensions import COUNTED, counted_choices, queue_dimensions
from ui.widgets.choice import Choice
from ui.widgets.dimension import Dimension

if TYPE_CHECKING:
    from services.triage.facets import Values


class QueueFilters(QObject):
    """`changed(Filter)` follows each change; its queue is left to the tabs.

    `counted(QueueCounts | None)` gives the counts of the filter, None where there is no filter.
    `named` says that a value that is chosen has got a better name.
    """

    changed = Signal(object)
    counted = Signal(object)
    named = Signal()

    def __init__(self, room: LateRoom, bridge: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room, self._bridge = room, bridge
        self._wanted = Filter()
        self._ways = {way.id: way for way in queue_dimensions(now_micros())}
        self.counts = LatestRead(self._count, bridge, self)
        self.counts.arrived.connect(self._take_counts)

    @property
    def wanted(self) -> Filter:
        """Return the filter as it is set."""
        return self._wanted

    @property
    def narrows(self) -> bool:
        """Tell whether anything is asked for."""
        return narrows(self._wanted)

    @property
    def ways(self) -> tuple[Dimension, ...]:
        """Return all ways to narrow, with the values that were counted last."""
        return tuple(self._ways.values())

    def want(self, wanted: Filter) -> None:
        """Set the whole filter."""
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self.changed.emit(wanted)
        self._name_reviewer()
        self.refresh()

    def choose(self, choice: Choice) -> None:
        """Set what a choice stands for."""
        self.want(choice.change.apply(self._wanted))

    def search(self, words: str) -> None:
        """Ask for words."""
        self.want(replace(self._wanted, words=words))

    def drop(self, way_id: str) -> None:
        """Ask for nothing in one of the ways."""
        self.want(self._ways[way_id].clear(self._wanted))

    def clear(self) -> None:
        """Ask for nothing at all."""
        self.want(Filter())

    def refresh(self) -> None:
        """Count anew what fits."""
        if self.narrows:
            self.counts.refresh()
        else:
            self.counted.emit(None)

    def count_values(
        self, way_id: str, within: Filter, done: Callable[[Dimension], object]
    ) -> None:
        """Give a way with its choices, counted within a filter; at once where none is counted."""
        if way_id not in COUNTED:
            self._ways[way_id] = next(
                way for way in queue_dimensions(now_micros()) if way.id == way_id
            )
            done(self._ways[way_id])
            return
        read = partial(_values, self._room, way_id, within)
        self._bridge.read(read, partial(self._take_values, way_id, done), owner=self)

    def _take_values(
        self, way_id: str, done: Callable[[Dimension], object], values: "Values"
    ) -> None:
        choices = counted_choices(way_id, values)
        self._ways[way_id] = replace(self._ways[way_id], choices=choices)
        done(self._ways[way_id])

    def _name_reviewer(self) -> None:
        """A saved filter knows a reviewer by id only."""
        known = {choice.change.values[0][1] for choice in self._ways["reviewer"].choices}
        if self._wanted.reviewer is not None and self._wanted.reviewer not in known:
            self.count_values("reviewer", self._wanted, lambda _: self.named.emit())

    def _count(self) -> tuple[Filter, QueueCounts]:
        wanted = self._wanted
        return wanted, self._room().facets.counts(wanted)

    def _take_counts(self, found: tuple[Filter, QueueCounts]) -> None:
        wanted, counts = found
        if wanted == self._wanted and self.narrows:
            self.counted.emit(counts)


def _values(room: LateRoom, way_id: str, within: Filter) -> "Values":
    return room().facets.values(way_id, within)

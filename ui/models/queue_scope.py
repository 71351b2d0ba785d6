"""What a list of a queue is about: which queue, in which order, narrowed to what."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from reviewer.domain.filter_fit import asks_for_more, contradicts, narrows
from reviewer.domain.filters import Filter
from reviewer.domain.queue import Order, Queue, QueueItem
from ui.models.queue_order import belongs


@dataclass(slots=True)
class QueueScope:
    """Knows which items belong to the list.

    Whether words, language and reviewer fit, no item tells by itself: it does where the store
    has listed it under this filter before.
    """

    queue: Queue = Queue.DUE
    order: Order = Order.OLDEST
    narrowed: Filter = field(default_factory=Filter)
    _listed: set[int] = field(default_factory=set)

    def note(self, items: Iterable[QueueItem]) -> None:
        """Remember what the store has listed."""
        self._listed.update(item.row_id for item in items)

    def admits(self, item: QueueItem) -> bool:
        """Tell whether an item belongs to the list as it now is."""
        if not belongs(self.queue, item) or contradicts(item, self.narrowed):
            return False
        return not asks_for_more(self.narrowed) or item.row_id in self._listed

    @property
    def is_narrowed(self) -> bool:
        """Tell whether the list shows less than its queue."""
        return narrows(self.narrowed)

    def wanted(self) -> Filter:
        """Return the filter that all rows of the list fit, its queue included."""
        return replace(self.narrowed, queue=self.queue)

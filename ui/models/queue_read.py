"""A read of a queue that is under way."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reviewer.domain.queue import Order, QueueItem, QueuePosition
from ui.models.queue_order import key_of, key_of_position

#: A refresh reads no further than this; what lies behind loads again when it is scrolled to.
MOST_REFRESHED = 3_000


@dataclass(slots=True, eq=False)
class QueueRead:
    """The next page of a queue, or, where it `refreshes`, all that is loaded of it once more.

    `hidden` holds the row ids that were taken out of the list since the read was asked for;
    `outdated` says that one was put back, which the read may not have seen.
    """

    refreshes: bool
    after: QueuePosition | None
    hidden: set[int]
    items: list[QueueItem] = field(default_factory=list)
    outdated: bool = False

    def goes_on(self, order: Order, listed: Sequence[QueueItem]) -> bool:
        """Tell whether a refresh has not come to the end of what is listed yet."""
        if not self.refreshes or self.outdated or self.after is None or not listed:
            return False
        reached = key_of_position(order, self.after) >= key_of(order, listed[-1])
        return not reached and len(self.items) < MOST_REFRESHED

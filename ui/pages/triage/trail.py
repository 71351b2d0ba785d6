"""The way back from a reply that was opened from another one, such as a similar one."""

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.page_tell import Tell
from ui.pages.triage.course import Course
from ui.pages.triage.queue_panel import QueuePanel
from ui.widgets.key_cap import native_keys

if TYPE_CHECKING:
    from reviewer.domain.queue import Queue

#: So many steps back are kept.
LONGEST = 50


class Trail:
    """`row_id` gives the reply that is looked at now, `keys_of` the keys that go back."""

    def __init__(
        self,
        course: Course,
        queue: QueuePanel,
        row_id: Callable[[], int | None],
        tell: Tell,
        keys_of: Callable[[], tuple[str, ...]],
    ) -> None:
        self._course, self._queue = course, queue
        self._row_id, self._tell, self._keys_of = row_id, tell, keys_of
        self._left: deque[tuple[Queue, int]] = deque(maxlen=LONGEST)

    def go(self, row_id: int) -> None:
        """Go to a reply, in whichever queue it stands, and offer the way back."""
        here = self._row_id()
        if here is not None and here != row_id:
            self._left.append((self._queue.shown, here))
            keys = "".join(f"  {native_keys(key)}" for key in self._keys_of()[:1])
            self._tell("Went to another reply.", kind="info", action=f"Back{keys}", run=self.back)
        self._course.look_at(row_id)

    def back(self) -> None:
        """Return to the reply that was left last, and to its queue."""
        if not self._left:
            self._tell("There is no reply to go back to.", kind="info")
            return
        queue, row_id = self._left.pop()
        self._queue.show_queue(queue)
        self._course.look_at(row_id)
        self._course.go_back()
        self._tell("Back at the reply before.", kind="info")

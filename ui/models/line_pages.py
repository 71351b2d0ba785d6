"""Lines of a long list, read a page at a time where somebody looks, and kept for a while."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from ui.job_bridge import JobBridge

K = TypeVar("K", bound=Hashable)
L = TypeVar("L")

PAGE = 64
#: Lines kept: a good many screens, about 10 MB.
KEPT = 64 * PAGE
#: Pages that wait to be read; older wishes are dropped, since nobody looks there any more.
WAITING = 4
AT_ONCE = 2
#: Shorter waits show nothing, so that quick reads do not flicker.
PATIENCE_MS = 150


class LinePages(QObject, Generic[K, L]):
    """`line(row)` answers at once; what it lacks is read, and `arrived(first, last)` says so.

    A line that may have changed is shown as it was until it has been read again. `slow` says that
    somebody has been waiting for longer than one does not notice; `is_slow` until all is there.
    `read` gives lines by their keys, on a reader's thread.
    """

    arrived = Signal(int, int)
    slow = Signal()

    def __init__(
        self, read: Callable[[Sequence[K]], dict[K, L]], bridge: JobBridge, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._read_lines, self._bridge = read, bridge
        self._keys: Sequence[K] = ()
        self._lines: dict[K, L] = {}
        self._stale: set[K] = set()
        self._gone: set[K] = set()
        self._renewals = 0
        self._wanted: list[int] = []
        self._reading: set[int] = set()
        self.is_slow = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._lose_patience)

    def show(self, keys: Sequence[K]) -> None:
        """Answer for this list from now on; lines that are known already stay known."""
        self._keys = keys
        self._wanted.clear()
        self._gone.clear()

    def line(self, row: int) -> L | None:
        """Return the line of a row; None while it is read, and where it is gone."""
        key = self._keys[row]
        line = self._lines.get(key)
        if (line is None or key in self._stale) and key not in self._gone:
            self._want(row // PAGE)
        return line

    def renew(self, keys: Iterable[K] | None) -> None:
        """Read these lines again when somebody looks; None for all."""
        self._renewals += 1
        self._gone.clear()
        known = self._lines.keys()
        self._stale |= known if keys is None else known & set(keys)

    def _want(self, page: int) -> None:
        if page in self._reading or self._wanted[-1:] == [page]:
            return
        others = [one for one in self._wanted if one != page]
        self._wanted = [*others[1 - WAITING :], page]
        self._read_next()

    def _read_next(self) -> None:
        while self._wanted and len(self._reading) < AT_ONCE:
            self._read(self._wanted.pop())
        if self._reading and not self.is_slow and not self._patience.isActive():
            self._patience.start()

    def _read(self, page: int) -> None:
        self._reading.add(page)
        keys = self._keys[page * PAGE : (page + 1) * PAGE]
        self._bridge.read(
            partial(self._read_lines, keys),
            partial(self._take, page, keys, self._renewals),
            partial(self._could_not_read, page),
            owner=self,
        )

    def _take(self, page: int, keys: Sequence[K], as_of: int, lines: dict[K, L]) -> None:
        self._keep(lines)
        self._gone.update(set(keys) - lines.keys())
        if as_of == self._renewals:
            self._stale.difference_update(keys)
        self._end(page)
        first = page * PAGE
        if self._keys[first : first + PAGE] == keys:
            self.arrived.emit(first, first + len(keys) - 1)
        self._read_next()

    def _keep(self, lines: dict[K, L]) -> None:
        for key, line in lines.items():
            self._lines.pop(key, None)
            self._lines[key] = line
        for key in list(self._lines)[: max(0, len(self._lines) - KEPT)]:
            del self._lines[key]
            self._stale.discard(key)

    def _end(self, page: int) -> None:
        self._reading.discard(page)
        if not self._reading:
            self._patience.stop()
            self.is_slow = False

    def _lose_patience(self) -> None:
        self.is_slow = True
        self.slow.emit()

    def _could_not_read(self, page: int, fault: Exception) -> None:
        self._end(page)
        self._bridge.faulted.emit(fault)

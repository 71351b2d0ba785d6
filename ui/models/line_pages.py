"""Lines of a long list, read a page at a time where somebody looks, and kept for a while."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from services.interactions.browser import InteractionBrowser, Line
from ui.job_bridge import JobBridge

PAGE = 64
#: Lines kept: a good many screens, about 10 MB.
KEPT = 64 * PAGE
#: Pages that wait to be read; older wishes are dropped, since nobody looks there any more.
WAITING = 4
AT_ONCE = 2
#: Shorter waits show nothing, so that quick reads do not flicker.
PATIENCE_MS = 150


class LinePages(QObject):
    """`line(row)` answers at once; what it lacks is read, and `arrived(first, last)` says so.

    A line that may have changed is shown as it was until it has been read again. `slow` says that
    somebody has been waiting for longer than one does not notice; `is_slow` until all is there.
    """

    arrived = Signal(int, int)
    slow = Signal()

    def __init__(self, browser: InteractionBrowser, bridge: JobBridge, parent: QObject) -> None:
        super().__init__(parent)
        self._browser, self._bridge = browser, bridge
        self._ids: Sequence[int] = ()
        self._lines: dict[int, Line] = {}
        self._stale: set[int] = set()
        self._gone: set[int] = set()
        self._renewals = 0
        self._wanted: list[int] = []
        self._reading: set[int] = set()
        self.is_slow = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._lose_patience)

    def show(self, row_ids: Sequence[int]) -> None:
        """Answer for this list from now on; lines that are known already stay known."""
        self._ids = row_ids
        self._wanted.clear()
        self._gone.clear()

    def line(self, row: int) -> Line | None:
        """Return the line of a row; None while it is read, and where it is gone."""
        row_id = self._ids[row]
        line = self._lines.get(row_id)
        if (line is None or row_id in self._stale) and row_id not in self._gone:
            self._want(row // PAGE)
        return line

    def renew(self, row_ids: Iterable[int] | None) -> None:
        """Read these lines again when somebody looks; None for all."""
        self._renewals += 1
        self._gone.clear()
        known = self._lines.keys()
        self._stale |= known if row_ids is None else known & set(row_ids)

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
        ids = self._ids[page * PAGE : (page + 1) * PAGE]
        self._bridge.read(
            partial(self._browser.lines, ids),
            partial(self._take, page, ids, self._renewals),
            partial(self._could_not_read, page),
            owner=self,
        )

    def _take(self, page: int, ids: Sequence[int], as_of: int, lines: dict[int, Line]) -> None:
        self._keep(lines)
        self._gone.update(set(ids) - lines.keys())
        if as_of == self._renewals:
            self._stale.difference_update(ids)
        self._end(page)
        first = page * PAGE
        if self._ids[first : first + PAGE] == ids:
            self.arrived.emit(first, first + len(ids) - 1)
        self._read_next()

    def _keep(self, lines: dict[int, Line]) -> None:
        for row_id, line in lines.items():
            self._lines.pop(row_id, None)
            self._lines[row_id] = line
        for row_id in list(self._lines)[: max(0, len(self._lines) - KEPT)]:
            del self._lines[row_id]
            self._stale.discard(row_id)

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

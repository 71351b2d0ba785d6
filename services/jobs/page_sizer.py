"""How many rows fit into one transaction of the write lane."""

#: A transaction is aimed at this, so that the slow ones stay within about 100 ms too.
TARGET_SECONDS = 0.08


class PageSizer:
    """Adapts the number of rows per transaction to how long the last ones held the writer.

    A transaction that took longer than `target` seconds shrinks the page in proportion; one that
    took less lets it grow in proportion, to at most twice the rows it had. `rows` stays between
    `smallest` and `largest`. Pages that were smaller than `rows`, because there were no more,
    never shrink it while they are quick. Used by one thread at a time: the lane's calls of
    `record` and the body's looks at `rows` may interleave.
    """

    def __init__(
        self,
        rows: int = 500,
        *,
        smallest: int = 50,
        largest: int = 20_000,
        target: float = TARGET_SECONDS,
    ) -> None:
        self._smallest = smallest
        self._largest = largest
        self._target = target
        self._rows = self._bounded(rows)

    @property
    def rows(self) -> int:
        """Return how many rows the next transaction should take."""
        return self._rows

    def record(self, rows: int, seconds: float) -> None:
        """Learn that a transaction of so many rows held the writer for so long."""
        if rows < 1:
            return
        if seconds > self._target:
            self._rows = self._bounded(rows * self._target / seconds)
        else:
            ideal = rows * self._target / seconds if seconds > 0 else self._largest
            self._rows = self._bounded(max(self._rows, min(ideal, 2 * rows)))

    def _bounded(self, rows: float) -> int:
        return max(self._smallest, min(self._largest, int(rows)))

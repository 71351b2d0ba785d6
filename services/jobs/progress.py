"""How far a job is: what is done of how much, how fast, and how long it will take."""

import math
from collections.abc import Callable
from dataclasses import dataclass

#: How long a measured speed is remembered: after this many seconds it weighs 1/e of a new one.
MEMORY_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is.

    `done` and `total` count items (rows, replies, bytes: the job's own unit), `total` is None
    while it is unknown; `rate` is items per second, 0 while unknown; `seconds_left` is None
    while it cannot be told; `detail` is one line about what is being done.
    """

    done: int = 0
    total: int | None = None
    rate: float = 0.0
    seconds_left: float | None = None
    detail: str = ""

    @property
    def fraction(self) -> float | None:
        """Return the share that is done, 0 to 1; None while the total is unknown."""
        if self.total is None:
            return None
        return min(1.0, self.done / self.total) if self.total > 0 else 1.0


class RateMeter:
    """Turns reports into progress with a smoothed rate.

    The rate is an exponentially weighted mean over time: each report adds n items in t seconds
    to two sums that fade with exp(-t / MEMORY_SECONDS), and the rate is the quotient of the sums.
    It equals a constant speed from the second report on, however unevenly the reports come, and
    always lies between the slowest and the fastest stretch. The first report is the baseline, as
    is one that goes back (a new phase of the job): what was done before has taken no time here.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._baseline: tuple[int, float] | None = None
        self._items = 0.0
        self._seconds = 0.0

    def measure(self, done: int, total: int | None, detail: str = "") -> Progress:
        """Take in that so much is done now."""
        self._learn(done, self._clock())
        rate = self._items / self._seconds if self._seconds > 0 else 0.0
        return Progress(done, total, rate, _seconds_left(done, total, rate), detail)

    def leave_out(self, seconds: float) -> None:
        """Leave this much of the time since the last report out: the job was paused."""
        if self._baseline is not None:
            done, moment = self._baseline
            self._baseline = done, moment + seconds

    def _learn(self, done: int, now: float) -> None:
        if self._baseline is None or done < self._baseline[0]:
            self._baseline, self._items, self._seconds = (done, now), 0.0, 0.0
            return
        items, seconds = done - self._baseline[0], now - self._baseline[1]
        if seconds <= 0:
            return
        fading = math.exp(-seconds / MEMORY_SECONDS)
        self._items = self._items * fading + items
        self._seconds = self._seconds * fading + seconds
        self._baseline = done, now


def _seconds_left(done: int, total: int | None, rate: float) -> float | None:
    if total is None:
        return None
    if done >= total:
        return 0.0
    return (total - done) / rate if rate > 0 else None

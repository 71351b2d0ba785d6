"""How long to wait before another try, so that a server that comes back is not run over."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from services.jobs.control import JobControl

BASE_SECONDS = 1.0
MOST_SECONDS = 60.0
#: Tries in a row without a row read before a sync gives up.
TRIES = 8
_GLANCE = 0.1


@dataclass(slots=True)
class Backoff:
    """Exponential backoff with full jitter.

    Before try n (from 1) waits a random time between 0 and min(most, base * 2**(n - 1)) seconds
    (M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015). Waiting ends with
    JobCancelled where the job is to stop.
    """

    base: float = BASE_SECONDS
    most: float = MOST_SECONDS
    tries: int = TRIES
    pick: Callable[[float, float], float] = random.uniform
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _failed: int = field(default=0, init=False)

    @property
    def exhausted(self) -> bool:
        """Tell whether there have been enough tries in a row."""
        return self._failed >= self.tries

    def succeeded(self) -> None:
        """Note that a try brought something: the next failure counts as the first again."""
        self._failed = 0

    def next_wait(self) -> float:
        """Note a failure; return how many seconds to wait before the next try."""
        self._failed += 1
        return self.pick(0.0, min(self.most, self.base * 2 ** (self._failed - 1)))

    def wait(self, seconds: float, control: JobControl) -> None:
        """Wait, and look now and then whether the job is to stop."""
        until = self.clock() + seconds
        while (left := until - self.clock()) > 0:
            control.checkpoint()
            self.sleep(min(left, _GLANCE))
        control.checkpoint()

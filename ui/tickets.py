"""Claims on answers that come later, and may no longer be wanted when they come."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from services.jobs.attempt import Raised, Returned, attempt

Done = Callable[[Any], object]
Failed = Callable[[Exception], object]


class Ticket:
    """A claim on one answer. `cancel()` drops the answer, at any time and more than once.

    Belongs to the GUI thread; `cancelled` may be read by any.
    """

    def __init__(self, done: Done, failed: Failed, owner: QObject | None) -> None:
        self.cancelled = False
        self._takers: tuple[Done, Failed] | None = done, failed
        self._owner = owner

    def cancel(self) -> None:
        """Drop the answer, and whoever would have taken it."""
        self.cancelled = True
        self._takers = self._owner = None

    def hand_over(self, answer: Returned[Any] | Raised) -> None:
        """Give the answer, once, to whom it belongs, unless it is dropped or its owner deleted."""
        takers, owner = self._takers, self._owner
        self.cancel()
        if takers is None or (owner is not None and not isValid(owner)):
            return
        match answer:
            case Returned(value):
                takers[0](value)
            case Raised(fault):
                takers[1](fault)


class Question:
    """Work whose answer a ticket claims: asked on any thread, delivered on the GUI thread.

    Delivering takes the work and the answer away from the thread that asked, so that what they
    hold of the window is never freed there.
    """

    def __init__(self, work: Callable[[], Any], ticket: Ticket) -> None:
        self._work: Callable[[], Any] | None = work
        self._answer: Returned[Any] | Raised | None = None
        self._ticket = ticket

    def ask(self) -> None:
        """Do the work, unless the answer is no longer wanted."""
        if self._work is not None and not self._ticket.cancelled:
            self._answer = attempt(self._work)

    def deliver(self) -> None:
        """Hand the answer over."""
        answer, self._answer, self._work = self._answer, None, None
        if answer is not None:
            self._ticket.hand_over(answer)

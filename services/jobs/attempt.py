"""Outcomes as values, where a thread ends: what was raised is carried to whoever waits for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from services.jobs.status import JobCancelled

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Returned(Generic[T]):
    """The work came to its end and returned this."""

    value: T


@dataclass(frozen=True, slots=True)
class Raised:
    """The work raised this."""

    fault: Exception


class EscapedError(Exception):
    """Work on a background thread raised what only a main thread may: its cause, a bug."""


def attempt(work: Callable[[], T]) -> Returned[T] | Raised:
    """Run the work and return its outcome, whatever it is: the last frame of a worker thread.

    SystemExit and its like, which would end the thread in silence, come as EscapedError.
    """
    try:
        return Returned(work())
    except Exception as fault:  # noqa: BLE001  nothing is lost: the outcome carries it on
        return Raised(fault)
    except BaseException as fault:  # noqa: BLE001
        escaped = EscapedError(f"{type(fault).__name__} was raised on a background thread.")
        escaped.__cause__ = fault
        return Raised(escaped)


def outcome_of(future: "Future[T]") -> Returned[T] | Raised:
    """Return the outcome of a future that is done; JobCancelled where it was cancelled."""
    if future.cancelled():
        return Raised(JobCancelled("The work was cancelled."))
    return attempt(future.result)


def settle(future: "Future[T]", outcome: Returned[T] | Raised) -> None:
    """Put the outcome into a running future."""
    match outcome:
        case Returned(value):
            future.set_result(value)
        case Raised(fault):
            future.set_exception(fault)

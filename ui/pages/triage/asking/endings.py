"""How a question can end, in words, and what a person can do about it."""

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from reviewer.domain.assistant import CallState, NoAnswer
from reviewer.errors import (
    BudgetReached,
    PriceUnknown,
    ProviderRefused,
    QuotaExhausted,
    ReviewerError,
    UsageError,
)
from services.jobs.attempt import Raised, Returned, attempt
from services.jobs.status import JobCancelled

if TYPE_CHECKING:
    from services.jobs.job import Job


class Remedy(Enum):
    """What can be done about a question without an answer; the value is a button's title."""

    NONE = ""
    AGAIN = "Try again"
    SET_UP = "Set up a provider…"
    PROVIDER = "Open the provider's settings…"
    BUDGET = "Change the cap…"
    LEAVE = "Ask without a known price"


@dataclass(frozen=True, slots=True)
class Answered:
    """There is an answer, and it is kept. `cost` in nanos is what was paid just now.

    `unscored` says why no judge scored it, where that was to be.
    """

    cost: int
    from_cache: bool
    unscored: str = ""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """There is none: why, and what can be done. `text` is as much as the model said.

    `remembered` tells that the same question would end the same way, unless it is asked afresh.
    """

    sentence: str
    remedy: Remedy = Remedy.AGAIN
    text: str = ""
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class Stopped:
    """Somebody cancelled it."""


Ending: TypeAlias = Answered | Unanswered | Stopped

NO_PROVIDER = Unanswered(
    "No provider is set up yet. The assistant works with OpenAI, Azure, vLLM, llama.cpp, Ollama "
    "and others that speak the same protocol; the simulated provider needs no key.",
    Remedy.SET_UP,
)
_NEXT = {
    CallState.CUT_OFF: " Ask again, or choose a model that may answer at greater length.",
    CallState.FILTERED: " Ask again, or another provider.",
    CallState.INVALID: " Ask again, or another model.",
}
#: Faults that asking again does not mend.
_REMEDIES: tuple[tuple[type[ReviewerError], Remedy], ...] = (
    (ProviderRefused, Remedy.PROVIDER),
    (UsageError, Remedy.PROVIDER),
    (QuotaExhausted, Remedy.PROVIDER),
    (BudgetReached, Remedy.BUDGET),
    (PriceUnknown, Remedy.LEAVE),
)


def ending_of(job: "Job[Any]") -> Ending:
    """Return how a job that has ended came out."""
    match attempt(job.result):
        case Raised(fault):
            return refused(fault)
        case Returned(NoAnswer(state=state, sentence=sentence, text=text)):
            return Unanswered(sentence + _NEXT.get(state, ""), Remedy.AGAIN, text, remembered=True)
        case Returned(given):
            unscored = getattr(given, "unscored", None)
            return Answered(given.cost, given.from_cache, _sentence(unscored))


def refused(fault: Exception) -> Ending:
    """Return what a fault means for whoever asked."""
    if isinstance(fault, JobCancelled):
        return Stopped()
    if not isinstance(fault, ReviewerError):
        return Unanswered("A fault in Reviewer ended this question; the report says which.")
    remedy = next((cure for kind, cure in _REMEDIES if isinstance(fault, kind)), Remedy.AGAIN)
    return Unanswered(fault.in_window(), remedy)


def _sentence(why: object) -> str:
    return why.sentence if isinstance(why, NoAnswer) else str(why or "")

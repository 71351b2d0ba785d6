"""What is asked of a language model, of whom, and how it can end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID

from reviewer.domain.cost import NO_TOKENS, Price, TokenUse


class Purpose(StrEnum):
    """What a call is for; the ledger and the cost page sum by it."""

    REPLY = "reply"
    IMPROVE = "improve"
    EXPLAIN_REPLY = "explain_reply"
    EXPLAIN_FAILURE = "explain_failure"
    CATEGORISE = "categorise"
    JUDGE = "judge"
    NAME_CLUSTER = "name_cluster"
    TEST = "test"

    @property
    def label(self) -> str:
        """Return the purpose as a person reads it."""
        return _LABELS[self]


_LABELS = {
    Purpose.REPLY: "Generate a reply",
    Purpose.IMPROVE: "Improve a reply",
    Purpose.EXPLAIN_REPLY: "Explain a reply",
    Purpose.EXPLAIN_FAILURE: "Explain a failure",
    Purpose.CATEGORISE: "Categorise a failure",
    Purpose.JUDGE: "Score replies",
    Purpose.NAME_CLUSTER: "Name a cluster",
    Purpose.TEST: "Test a provider",
}


class CallState(StrEnum):
    """Where a call of the ledger stands.

    `started` is replaced when the call ends; one that is found so later was under way when the
    program died, and becomes `lost`: it may have been paid for.
    """

    STARTED = "started"
    ANSWERED = "answered"
    CACHED = "cached"
    REFUSED = "refused"
    FILTERED = "filtered"
    CUT_OFF = "cut_off"
    INVALID = "invalid"
    FAILED = "failed"
    CANCELLED = "cancelled"
    LOST = "lost"


class JsonSupport(IntEnum):
    """How a model can be held to JSON, best first."""

    SCHEMA = 0
    OBJECT_WITH_SCHEMA = 1
    OBJECT = 2
    NONE = 3


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a model takes, as far as it was found out.

    `logprobs` and `temperature` are None while nobody has asked. `settled` tells that `json` is
    what it answered to, rather than what is tried first. `reasons` tells that it spends tokens
    on thoughts that nobody sees, so that answers need more room.
    """

    json: JsonSupport = JsonSupport.SCHEMA
    settled: bool = False
    logprobs: bool | None = None
    temperature: bool | None = None
    stream_usage: bool | None = None
    old_token_limit: bool = False
    reasons: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the fields, as they are kept."""
        return {
            "json": self.json.name.lower(),
            "settled": self.settled,
            "logprobs": self.logprobs,
            "temperature": self.temperature,
            "stream_usage": self.stream_usage,
            "old_token_limit": self.old_token_limit,
            "reasons": self.reasons,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Capabilities":
        """Return what was kept."""
        return cls(**{**kept, "json": JsonSupport[str(kept["json"]).upper()]})


@dataclass(frozen=True, slots=True)
class Provider:
    """A named profile of an OpenAI-compatible endpoint.

    `key_variable` names the variable of the environment that holds the key; without one the key
    is in the keyring, under the profile's name. `capabilities` are by model. `price` is what its
    calls cost where the price table does not say; `unpriced` is the leave to call it all the
    same. `concurrency` is how many calls of batches may be under way at once.
    """

    name: str
    base_url: str
    model: str
    key_variable: str | None = None
    judge_model: str | None = None
    concurrency: int = 32
    price: Price | None = None
    unpriced: bool = False
    added_at: int = 0
    capabilities: Mapping[str, Capabilities] = field(default_factory=dict)

    def can(self, model: str) -> Capabilities:
        """Return what is known of one of its models."""
        return self.capabilities.get(model, Capabilities())


@dataclass(frozen=True, slots=True)
class Call:
    """One row of the ledger. Times are microseconds, amounts in nanos.

    `cost` is what it cost, or the most it can have cost while that is not known; `priced` is
    False where no price is known and nothing was counted. `key` is the cache's key.
    """

    id: UUID
    purpose: Purpose
    provider: str
    model: str
    at: int
    key: bytes
    run_id: UUID | None = None
    interaction_id: UUID | None = None
    state: CallState = CallState.STARTED
    use: TokenUse = NO_TOKENS
    cost: int = 0
    priced: bool = True
    latency: int = 0
    attempts: int = 0
    request_id: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said, as the cache keeps it.

    `state` is ANSWERED, REFUSED, FILTERED or CUT_OFF; `text` the answer, the refusal, or as much
    as there is of it; `confidence` the mean token probability, where the model told any.
    """

    state: CallState
    text: str
    model: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """A model was asked and gave nothing usable; the sentence says why and what can be done."""

    state: CallState
    sentence: str
    text: str = ""
    cost: int = 0
    from_cache: bool = False


def is_simulated(model: str) -> bool:
    """Tell whether a model is one of the simulated provider's, or a fine-tune of one."""
    return model.removeprefix("ft:").startswith("simulated-")

"""Faults on demand: which request goes wrong, and how."""

import threading
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from reviewer.errors import UsageError
from services.demo.provider.chance import share
from services.demo.provider.tally import Kind

#: Headers of a request that ask for faults (`rate_limit,slow`) and for a latency (milliseconds).
FAULT_HEADER = "x-simulate-fault"
#: What stands between a model's name and the faults it asks for: `simulated-small@rate_limit`.
IN_MODEL = "@"
LATENCY_HEADER = "x-simulate-latency-ms"


class Fault(Enum):
    """A way to go wrong."""

    RATE_LIMIT = "rate_limit"
    QUOTA = "insufficient_quota"
    BAD_KEY = "invalid_api_key"
    FORBIDDEN = "forbidden"
    SERVER_ERROR = "server_error"
    BAD_GATEWAY = "bad_gateway"
    UNAVAILABLE = "unavailable"
    TIMEOUT = "timeout"
    SLOW = "slow"
    RESET = "reset"
    HALF = "half"
    TRUNCATED = "truncated"
    STREAM_RESET = "stream_reset"
    STREAM_ERROR = "stream_error"
    REFUSAL = "refusal"
    CONTENT_FILTER = "content_filter"
    PROMPT_FILTERED = "prompt_filtered"
    LENGTH = "length"
    EMPTY = "empty"
    WRONG_SCHEMA = "wrong_schema"
    INVALID_JSON = "invalid_json"
    NO_LOGPROBS = "no_logprobs"
    NO_USAGE = "no_usage"
    NO_REFUSAL_KEY = "no_refusal_key"
    NO_JSON_SCHEMA = "no_json_schema"
    TRAINING_CLOSED = "training_closed"
    JOB_FAILED = "job_failed"
    BATCH_FAILED = "batch_failed"
    BATCH_EXPIRED = "batch_expired"


@dataclass(frozen=True, slots=True)
class Rule:
    """Some requests go wrong in one way.

    Of the requests of `kind` (None: of every kind), the share `rate` does, picked by the seed and
    the body, so that a repeated run fails in the same places; with `first`, only the first so many
    times that a body comes in.
    """

    fault: Fault
    kind: Kind | None = None
    rate: float = 1.0
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """What is known of a request when its faults are picked."""

    kind: Kind
    body_key: str
    attempt: int
    headers: Mapping[str, str]
    model: str = ""


class Faults:
    """The faults that are switched on. Safe to use from any thread."""

    def __init__(self, seed: int, rules: Iterable[Rule] = ()) -> None:
        self._seed = seed
        self._lock = threading.Lock()
        self._rules = tuple(rules)
        self._scripts: dict[Kind, deque[Fault | None]] = {}

    def use(self, *rules: Rule) -> None:
        """Let these rules hold from now on, and no others."""
        with self._lock:
            self._rules = rules

    def script(self, kind: Kind, faults: Iterable[Fault | None]) -> None:
        """Let the next requests of a kind go wrong like this, in order; None is none."""
        with self._lock:
            self._scripts[kind] = deque(faults)

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        with self._lock:
            self._rules, self._scripts = (), {}

    def pick(self, ask: Ask) -> frozenset[Fault]:
        """Return what goes wrong with this request. Raises UsageError on an unknown name."""
        asked = parse_faults(ask.headers.get(FAULT_HEADER, ""))
        asked |= parse_faults(ask.model.partition(IN_MODEL)[2])
        with self._lock:
            scripted = self._scripts.get(ask.kind)
            if scripted:
                fault = scripted.popleft()
                return asked | ({fault} if fault else set())
            rules = self._rules
        return asked | {rule.fault for rule in rules if self._holds(rule, ask)}

    def _holds(self, rule: Rule, ask: Ask) -> bool:
        if rule.kind not in (None, ask.kind):
            return False
        if rule.first is not None and ask.attempt > rule.first:
            return False
        drawn = share(self._seed, rule.fault.value, ask.body_key, ask.attempt)
        return rule.rate >= 1.0 or drawn < rule.rate


def parse_faults(names: str) -> frozenset[Fault]:
    """Return the faults of a list such as `slow,length`. Raises UsageError on an unknown name."""
    return frozenset(parse_fault(name) for name in names.split(",") if name.strip())


def parse_fault(name: str) -> Fault:
    """Return the fault of this name. Raises UsageError."""
    try:
        return Fault(name.strip())
    except ValueError:
        known = ", ".join(fault.value for fault in Fault)
        raise UsageError(f"There is no fault “{name.strip()}”. There are: {known}.") from None


def parse_rule(text: str) -> Rule:
    """Return the rule of `[REQUEST/]FAULT[:RATE]`, as in `chat/rate_limit:0.1`.

    Raises UsageError.
    """
    head, colon, rate = text.partition(":")
    kind, slash, name = head.rpartition("/")
    return Rule(
        parse_fault(name),
        _parse_kind(kind) if slash else None,
        _parse_rate(rate) if colon else 1.0,
    )


def _parse_kind(name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError:
        known = ", ".join(kind.value for kind in Kind)
        raise UsageError(f"There are no requests “{name}”. There are: {known}.") from None


def _parse_rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = -1.0
    if not 0 <= rate <= 1:
        raise UsageError(f"A rate is a number from 0 to 1, not “{text}”.")
    return rate

"""How the simulated provider behaves: its models, its speed, its limits."""

from dataclasses import dataclass
from enum import Enum


class Structure(Enum):
    """What a model makes of `response_format`."""

    JSON_SCHEMA = "json_schema"
    #: Takes `json_object`, with a schema beside it too, and answers 500 to `json_schema`.
    LLAMA_CPP = "llama.cpp"
    #: Answers 400 to everything but text.
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ModelCard:
    """One model on offer.

    `skill` is the share of messages it answers well, 0..1. `shutdown_date` is YYYY-MM-DD or None.
    A model that reasons takes temperature and logprobs only with reasoning effort "none". A model
    that is `lenient` ignores parameters it does not know instead of refusing them.
    """

    id: str
    skill: float
    shutdown_date: str | None = None
    structure: Structure = Structure.JSON_SCHEMA
    logprobs: bool = True
    reasons: bool = False
    lenient: bool = False
    refusal_key: bool = True
    tunable: bool = False
    embeds: bool = False


LARGE = ModelCard("simulated-large", 0.86, tunable=True)
SMALL = ModelCard("simulated-small", 0.72, "2027-01-14", tunable=True)
REASONER = ModelCard("simulated-reasoner", 0.93, reasons=True)
#: A server like llama.cpp's.
LLAMA = ModelCard(
    "simulated-llama",
    0.64,
    structure=Structure.LLAMA_CPP,
    lenient=True,
    refusal_key=False,
)
#: An old compatible server that knows neither JSON nor logprobs.
BASIC = ModelCard(
    "simulated-basic", 0.6, structure=Structure.TEXT, logprobs=False, refusal_key=False
)
EMBEDDING = ModelCard("simulated-embedding", 0.0, embeds=True)

MODELS = (LARGE, SMALL, REASONER, LLAMA, BASIC, EMBEDDING)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one key may use in a minute."""

    requests_per_minute: int
    tokens_per_minute: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What one provider is set up with; times in seconds.

    `latency` passes before an answer or the first piece of a stream, `token_interval` between two
    pieces. `api_key` is the bearer token that is asked for, None for nobody is asked. `limits` are
    kept and told in headers; without them no header mentions any. `retry_after` is what an
    injected 429 says.
    """

    models: tuple[ModelCard, ...] = MODELS
    port: int = 0
    latency: float = 0.0
    token_interval: float = 0.0
    api_key: str | None = None
    limits: Limits | None = None
    retry_after: float = 0.05
    slow_by: float = 5.0
    job_seconds: float = 30.0
    batch_seconds: float = 10.0

"""A provider in words: where it is, where its key comes from, what a test of it showed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewer.domain.assistant import Capabilities, JsonSupport, Provider, is_simulated
from reviewer.domain.cost import NANOS_PER_DOLLAR, Price, money
from services.secrets import secret_variable
from services.system_keyring import KeyringState

if TYPE_CHECKING:
    from services.assistant.trial import Tested

#: Base URLs to begin with, by what they are called. Parts in capitals are to be replaced.
PRESETS = {
    "OpenAI": "https://api.openai.com/v1",
    "Azure": "https://RESOURCE.openai.azure.com/openai/v1",
    "vLLM": "http://localhost:8000/v1",
    "llama.cpp": "http://localhost:8080/v1",
    "Ollama": "http://localhost:11434/v1",
}
#: Models that are listed by name after a test.
MOST_LISTED = 12
_JSON = {
    JsonSupport.SCHEMA: "JSON by schema",
    JsonSupport.OBJECT_WITH_SCHEMA: "JSON objects by schema",
    JsonSupport.OBJECT: "JSON objects only",
    JsonSupport.NONE: "no JSON: answers are checked as text",
}


def address_text(provider: Provider) -> str:
    """Return where a provider is and which models of it are asked."""
    judge = f", {provider.judge_model} scores" if provider.judge_model else ""
    return f"{provider.model}{judge} · {provider.base_url}"


def key_text(origin: str) -> str:
    """Return where a key comes from, as the catalogue tells it."""
    return "no key" if origin == "none" else f"key from the {origin}"


def keyring_text(state: KeyringState) -> str:
    """Return whether keys can be kept, and what to do where they cannot."""
    match state:
        case KeyringState.AVAILABLE:
            return "Keys are kept in the system keyring, and are never shown again."
        case KeyringState.LOCKED:
            return (
                "The system keyring is locked or does not answer. Unlock it and start Reviewer "
                "again, or give keys in environment variables."
            )
        case KeyringState.NONE:
            return (
                "There is no system keyring here, and no key is ever written to a file. Give keys "
                "in environment variables."
            )


def variable_of(name: str) -> str:
    """Return the environment variable that a profile's key may come from."""
    return secret_variable(f"provider/{name}") if name.strip() else "REVIEWER_SECRET_PROVIDER_NAME"


def price_text(price: Price | None) -> str:
    """Return a price as fields take it: dollars per million tokens, with commas between."""
    if price is None:
        return ""
    parts = (price.prompt, price.cached, price.completion)
    return ", ".join(f"{part / NANOS_PER_DOLLAR:g}" for part in parts)


def read_price(text: str) -> Price | None:
    """Return the price that `price_text` writes; None for nothing. Raises ValueError."""
    if not text.strip():
        return None
    parts = [float(part) for part in text.split(",")]
    if len(parts) != len(("in", "cached", "out")) or min(parts) < 0:
        raise ValueError(text)
    return Price.in_dollars(*parts)


def tested_text(tested: "Tested") -> str:
    """Return what a test showed, one line for each thing."""
    return "\n".join(_tested(tested))


def _tested(tested: "Tested") -> Iterator[str]:
    if tested.problem:
        yield tested.problem
    if tested.works:
        marked = "It works, simulated" if is_simulated(tested.provider.model) else "It works"
        latency = f"{tested.latency:.1f} s" if tested.latency is not None else "unknown time"
        yield f"{marked}. An answer took {latency} and cost {money(tested.cost)}."
        yield f"It can: {', '.join(_abilities(tested.capabilities))}."
    if tested.retires:
        yield f"{tested.provider.model} is shut down on {tested.retires}: choose another in time."
    yield _models_text(tested)


def _abilities(can: Capabilities) -> Iterator[str]:
    yield "streaming"
    yield _JSON[can.json]
    yield "token probabilities" if can.logprobs else "no token probabilities (no confidence)"
    if can.temperature is False:
        yield "no temperature"
    if can.reasons:
        yield "reasoning"


def _models_text(tested: "Tested") -> str:
    if tested.models is None:
        return "It lists no models."
    listed = [f"{m.id} (until {m.retires})" if m.retires else m.id for m in tested.models]
    more = f" and {len(listed) - MOST_LISTED} more" if len(listed) > MOST_LISTED else ""
    return f"Models: {', '.join(listed[:MOST_LISTED])}{more}."

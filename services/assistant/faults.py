"""What the SDK raises, as faults that a person can act on; nothing in them tells a key."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from reviewer.domain.assistant import Provider
from reviewer.errors import (
    ProviderBusy,
    ProviderError,
    ProviderRefused,
    ProviderUnreachable,
    QuotaExhausted,
    RequestRefused,
)
from services.assistant.exchange import FINAL_CODES
from services.assistant.learning import Refusal
from services.assistant.quoting import one_line
from services.redaction import REDACTED, Redactor

if TYPE_CHECKING:
    from openai import APIError, APIStatusError

#: Codes of a refusal that the provider's filter gives before the model is asked.
FILTER_CODES = frozenset({"content_filter", "content_policy_violation"})
_SHOWN = 200


def refusal_of(error: "APIStatusError") -> Refusal:
    """Return what the provider said, in the shape of the API's errors, which few keep exactly."""
    body = error.body if isinstance(error.body, Mapping) else {}
    told = body.get("error", body)
    fields: Mapping[str, Any] = told if isinstance(told, Mapping) else {"message": told}
    return Refusal(
        status=error.status_code,
        code=_text(fields.get("code")) or _text(fields.get("type")),
        param=_text(fields.get("param")),
        message=_keyless(error, _text(fields.get("message")) or _text(body.get("detail")) or ""),
    )


def _keyless(error: "APIStatusError", said: str) -> str:
    """Return a provider's words without the key that it was sent: some say it back."""
    sent = error.request.headers
    for key in (sent.get("authorization", "").removeprefix("Bearer "), sent.get("api-key", "")):
        said = said.replace(key, REDACTED) if key else said
    return Redactor()(said)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def fault_of(error: "APIError", provider: Provider, model: str, seconds: float) -> ProviderError:
    """Return the fault that an error of the SDK means."""
    from openai import APIConnectionError, APIStatusError, APITimeoutError

    name = f"“{provider.name}”"
    match error:
        case APITimeoutError():
            return ProviderUnreachable(
                f"The provider {name} did not answer within {seconds:.0f} seconds. Try again later."
            )
        case APIConnectionError():
            return ProviderUnreachable(
                f"The provider {name} at {provider.base_url} cannot be reached, or broke off its "
                "answer. Check the connection and the base URL, then try again."
            )
        case APIStatusError():
            return _status_fault(refusal_of(error), name, model)
        case _:
            return ProviderBusy(f"The provider {name} broke off its answer. Try again later.")


def _status_fault(refusal: Refusal, name: str, model: str) -> ProviderError:
    match refusal.status:
        case 401:
            return ProviderRefused(
                f"The provider {name} does not take the key.",
                terminal="Give it the right one with “reviewer provider set-key”.",
                window="Give it the right one in Settings, Assistant.",
            )
        case 403:
            return ProviderRefused(
                f"The provider {name} does not permit this. Ask whoever manages the account for "
                f"the right to use the model {model}."
            )
        case 404:
            return ProviderRefused(
                f"The provider {name} knows no model {model}, or its base URL is not that of an "
                "OpenAI-compatible API.",
                terminal="“reviewer provider test” lists the models there are.",
                window="Settings, Assistant lists the models there are.",
            )
        case 429 if refusal.code in FINAL_CODES:
            return QuotaExhausted(
                f"The account at {name} has no credit left. Add credit there; until then no call "
                "is made again."
            )
        case 429:
            return ProviderBusy(f"The provider {name} gets too many requests. Try again later.")
        case status if status >= 500 or status == 408:
            return ProviderBusy(
                f"The provider {name} has a problem of its own (status {status}). Try again later."
            )
        case status if 300 <= status < 400:
            return ProviderRefused(
                f"The provider {name} answers from another address. Check its base URL."
            )
        case _:
            return RequestRefused(f"The provider {name} refused the request{_because(refusal)}")


def _because(refusal: Refusal) -> str:
    """Return the provider's own words, which people need here, as part of one line."""
    said = one_line(refusal.message, _SHOWN).rstrip(".")
    return f": {said}." if said else f" (status {refusal.status})."

"""The faults that end a request before anybody reads it, in the shapes that providers document."""

import math
from collections.abc import Callable, Mapping

from reviewer.errors import UsageError
from services.demo.provider.api_errors import ApiError
from services.demo.provider.faults import Ask, Fault, Faults
from services.demo.provider.settings import Settings

_NOTHING_LEFT = {
    "x-ratelimit-limit-requests": "500",
    "x-ratelimit-limit-tokens": "200000",
    "x-ratelimit-remaining-requests": "0",
    "x-ratelimit-remaining-tokens": "0",
}
_RESETS = ("x-ratelimit-reset-requests", "x-ratelimit-reset-tokens")
_MINUTE = 60


def pick(faults: Faults, ask: Ask) -> frozenset[Fault]:
    """Return what goes wrong with a request. Raises ApiError where it asks for an unknown fault."""
    try:
        return faults.pick(ask)
    except UsageError as error:
        raise ApiError(400, str(error)) from None


def refusal_of(faults: frozenset[Fault], settings: Settings) -> ApiError | None:
    """Return the error that one of these faults is answered with, if any is."""
    if Fault.RATE_LIMIT in faults:
        wait = settings.retry_after
        return rate_limited(wait, _NOTHING_LEFT | dict.fromkeys(_RESETS, reset_time(wait)))
    return next((_ERRORS[fault]() for fault in _ERRORS if fault in faults), None)


def rate_limited(wait: float, headers: Mapping[str, str]) -> ApiError:
    """Return the error of somebody who has to wait so many seconds."""
    told = {"retry-after-ms": str(round(wait * 1000)), "retry-after": str(math.ceil(wait))}
    message = (
        "Rate limit reached for this simulated model on requests per min. "
        f"Please try again in {reset_time(wait)}."
    )
    code = "rate_limit_exceeded"
    return ApiError(429, message, "requests", code=code, headers={**headers, **told})


def reset_time(seconds: float) -> str:
    """Return a time as the headers have it: `6m0s`, `1.5s`, `20ms`."""
    if seconds < 1:
        return f"{round(seconds * 1000)}ms"
    minutes, rest = divmod(seconds, _MINUTE)
    shown = f"{rest:.3f}".rstrip("0").rstrip(".")
    return f"{int(minutes)}m{shown}s" if minutes else f"{shown}s"


def bad_key() -> ApiError:
    """Return the error of a key that is not known; it does not say the key."""
    return ApiError(401, "Incorrect API key provided.", code="invalid_api_key")


def no_key() -> ApiError:
    """Return the error of a request without a key."""
    message = (
        "You didn't provide an API key. You need to provide your API key in an Authorization "
        "header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY)."
    )
    return ApiError(401, message)


def _forbidden() -> ApiError:
    return ApiError(403, "You have no access to this project.", code="forbidden")


def _no_quota() -> ApiError:
    message = "You exceeded your current quota, please check your plan and billing details."
    return ApiError(429, message, "insufficient_quota", code="insufficient_quota")


def server_error() -> ApiError:
    """Return the error of a server that broke."""
    message = "The server had an error while processing your request."
    return ApiError(500, message, "server_error")


def _overloaded() -> ApiError:
    message = "The engine is currently overloaded, please try again later."
    return ApiError(503, message, "service_unavailable")


def _filtered() -> ApiError:
    message = (
        "The response was filtered due to the prompt triggering the content management policy. "
        "Please modify your prompt and retry."
    )
    return ApiError(400, message, param="prompt", code="content_filter")


_ERRORS: Mapping[Fault, Callable[[], ApiError]] = {
    Fault.BAD_KEY: bad_key,
    Fault.FORBIDDEN: _forbidden,
    Fault.QUOTA: _no_quota,
    Fault.SERVER_ERROR: server_error,
    Fault.UNAVAILABLE: _overloaded,
    Fault.PROMPT_FILTERED: _filtered,
}

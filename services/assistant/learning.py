"""What a refusal teaches: a parameter that a model does not take is left out from then on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from reviewer.domain.assistant import Capabilities, JsonSupport

#: What may be about a parameter: 400 and 422 say so, 500 is how llama.cpp answers json_schema.
TELLING = frozenset({400, 422, 500})
_CODES = frozenset({"unsupported_parameter", "unsupported_value", "unknown_parameter"})
_WORDS = re.compile(
    r"unsupported|not support|unknown|unrecogni[sz]ed|unexpected|not permitted|invalid parameter"
    r"|extra inputs|not allowed|does not exist",
    re.IGNORECASE,
)
_OPTIONAL = (
    "response_format",
    "logprobs",
    "temperature",
    "stream_options",
    "max_completion_tokens",
    "max_tokens",
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a provider said against a request, in the shape of the API's errors."""

    status: int
    code: str | None
    param: str | None
    message: str


def learned_from(
    refusal: Refusal, sent: Mapping[str, Any], can: Capabilities
) -> Capabilities | None:
    """Return what is known of the model after a refusal; None where it taught nothing."""
    if refusal.status not in TELLING:
        return None
    parameter = _refused_parameter(refusal, sent, can)
    return None if parameter is None else _without(parameter, refusal, can)


def _refused_parameter(refusal: Refusal, sent: Mapping[str, Any], can: Capabilities) -> str | None:
    if refusal.status == 500:
        return "response_format" if _asks_for_schema(sent) and not can.settled else None
    named = (refusal.param or "").partition(".")[0].partition("[")[0]
    if named in _OPTIONAL and named in sent:
        return named
    if refusal.code not in _CODES and not _WORDS.search(refusal.message):
        return None
    mentioned = (name for name in _OPTIONAL if name in sent and _mentions(refusal.message, name))
    return next(mentioned, None)


def _mentions(message: str, name: str) -> bool:
    return re.search(rf"(?<![\w]){name}(?![\w])", message) is not None


def _asks_for_schema(sent: Mapping[str, Any]) -> bool:
    wanted = sent.get("response_format")
    return isinstance(wanted, Mapping) and wanted.get("type") == "json_schema"


def _without(parameter: str, refusal: Refusal, can: Capabilities) -> Capabilities | None:
    match parameter:
        case "response_format":
            return replace(can, json=_next_json(refusal, can.json))
        case "logprobs":
            return replace(can, logprobs=False)
        case "temperature":
            return replace(can, temperature=False)
        case "stream_options":
            return replace(can, stream_usage=False)
        case "max_completion_tokens":
            return replace(can, old_token_limit=True)
        case "max_tokens":
            return replace(can, old_token_limit=False)
        case _:
            return None


def _next_json(refusal: Refusal, support: JsonSupport) -> JsonSupport:
    """Return the next best way: a server that fails at schemas may take them with json_object."""
    if support is JsonSupport.SCHEMA:
        return JsonSupport.OBJECT_WITH_SCHEMA if refusal.status == 500 else JsonSupport.OBJECT
    if support is JsonSupport.OBJECT_WITH_SCHEMA:
        return JsonSupport.OBJECT
    return JsonSupport.NONE


def settled(can: Capabilities, sent: Mapping[str, Any], *, told_logprobs: bool) -> Capabilities:
    """Return what is known of a model after it has answered this request.

    A server that ignores what it does not know tells no logprobs, and is not asked again.
    """
    return replace(
        can,
        settled=can.settled or "response_format" in sent or can.json is JsonSupport.NONE,
        logprobs=told_logprobs if "logprobs" in sent else can.logprobs,
        temperature=True if "temperature" in sent else can.temperature,
        stream_usage=True if "stream_options" in sent else can.stream_usage,
    )

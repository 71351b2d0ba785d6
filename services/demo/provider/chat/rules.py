"""What a model refuses of a chat request that has the right shape."""

from collections.abc import Mapping
from typing import Any

from services.demo.provider.api_errors import ApiError, invalid, unsupported, unsupported_value
from services.demo.provider.chat.texts import texts
from services.demo.provider.settings import ModelCard, Structure
from services.demo.provider.structured.rules import check_schema

_RANGES = {
    "temperature": (0, 2),
    "top_p": (0, 1),
    "top_logprobs": (0, 20),
    "n": (1, 128),
    "max_tokens": (1, None),
    "max_completion_tokens": (1, None),
    "presence_penalty": (-2, 2),
    "frequency_penalty": (-2, 2),
}
_ONLY_DEFAULT = {
    "temperature": 1,
    "top_p": 1,
    "presence_penalty": 0,
    "frequency_penalty": 0,
}
_LONGEST_NAME = 64


def check_rules(body: Mapping[str, Any], card: ModelCard) -> None:
    """Raise ApiError where this model would refuse this request."""
    if not body["messages"]:
        raise invalid("Invalid 'messages': empty array.", "messages", "empty_array")
    _check_ranges(body)
    _check_combinations(body)
    if card.reasons and body.get("reasoning_effort") != "none":
        _check_reasoning(body)
    _check_format(body, card)


def _check_ranges(body: Mapping[str, Any]) -> None:
    for name, (low, high) in _RANGES.items():
        value = body.get(name)
        if value is not None and value < low:
            message = f"Invalid '{name}': expected a value >= {low}, but got {value} instead."
            raise invalid(message, name, "integer_below_min_value")
        if value is not None and high is not None and value > high:
            message = f"Invalid '{name}': expected a value <= {high}, but got {value} instead."
            raise invalid(message, name, "integer_above_max_value")


def _check_combinations(body: Mapping[str, Any]) -> None:
    if body.get("top_logprobs") is not None and not body.get("logprobs"):
        message = "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled."
        raise invalid(message, "top_logprobs")
    if body.get("stream_options") is not None and not body.get("stream"):
        message = "The 'stream_options' parameter is only allowed when 'stream' is enabled."
        raise invalid(message, "stream_options")
    if body.get("max_tokens") is not None and body.get("max_completion_tokens") is not None:
        message = (
            "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported."
        )
        raise invalid(message, "max_tokens", "invalid_parameter_combination")

    if body.get("tool_choice") not in (None, "none", "auto"):
        raise unsupported("tool_choice", "The simulated provider calls no tools.")


def _check_reasoning(body: Mapping[str, Any]) -> None:
    if body.get("max_tokens") is not None:
        raise unsupported("max_tokens", "Use 'max_completion_tokens' instead.")
    for name, default in _ONLY_DEFAULT.items():
        if body.get(name) not in (None, default):
            raise unsupported_value(name, body[name], default)
    if body.get("logprobs") or body.get("top_logprobs"):
        raise unsupported("logprobs", "")


def _check_format(body: Mapping[str, Any], card: ModelCard) -> None:
    wanted = body.get("response_format") or {"type": "text"}
    if wanted["type"] == "text":
        return
    if card.structure is Structure.TEXT:
        raise unsupported("response_format", "")
    if wanted["type"] == "json_schema":
        _check_json_schema(wanted["json_schema"], card)
    elif card.structure is Structure.JSON_SCHEMA and "json" not in _said(body):
        message = (
            "'messages' must contain the word 'json' in some form, "
            "to use 'response_format' of type 'json_object'."
        )
        raise invalid(message, "messages")


def _check_json_schema(wanted: Mapping[str, Any], card: ModelCard) -> None:
    if card.structure is Structure.LLAMA_CPP:
        raise ApiError(500, "json_schema is not supported by this server", "server_error")
    name = wanted["name"]
    legal = name.isascii() and name.replace("-", "_").replace("_", "a").isalnum()
    if not legal or len(name) > _LONGEST_NAME:
        message = "Invalid 'response_format.json_schema.name': a-z, A-Z, 0-9, _ and -, at most 64."
        raise invalid(message, "response_format.json_schema.name", "invalid_value")
    check_schema(name, wanted.get("schema") or {}, strict=bool(wanted.get("strict")))


def _said(body: Mapping[str, Any]) -> str:
    return " ".join(texts(body["messages"])).lower()

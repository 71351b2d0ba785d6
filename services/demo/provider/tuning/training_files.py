"""Looks through training files, as a provider does before it trains: every line, every message."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import orjson

from services.demo.provider.tokens import MESSAGE_OVERHEAD, estimate

#: https://platform.openai.com/docs/guides/supervised-fine-tuning#formatting-your-data
FEWEST_EXAMPLES = 10
_ROLES = ("system", "developer", "user", "assistant", "tool", "function")
_MESSAGE_KEYS = frozenset(
    {"role", "content", "name", "weight", "tool_calls", "tool_call_id", "function_call", "refusal"}
)
_EXAMPLE_KEYS = frozenset({"messages", "tools", "parallel_tool_calls", "functions"})
_INPUT_KEYS = frozenset({"messages", "tools", "parallel_tool_calls"})
_PREFERENCE_KEYS = frozenset({"input", "preferred_output", "non_preferred_output"})


@dataclass(frozen=True, slots=True)
class Examples:
    """What a training file holds."""

    count: int
    tokens: int


@dataclass(frozen=True, slots=True)
class FileFault:
    """Why a file cannot be trained on, as `job.error` says it."""

    message: str
    code: str = "invalid_training_file"


class _LineFault(Exception):
    """What is wrong with one line."""


def examine(content: bytes, method: str) -> Examples | FileFault:
    """Return what a file holds, or the first fault; `method` is supervised or dpo."""
    check = _preference if method == "dpo" else _conversation
    count = tokens = 0
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            tokens += _tokens(check(_document(line)))
        except _LineFault as fault:
            return FileFault(f"The job failed due to an invalid file: line {number}: {fault}")
        count += 1
    if count < FEWEST_EXAMPLES:
        message = f"Training file has {count} example(s), but must have at least {FEWEST_EXAMPLES}"
        return FileFault(f"{message} examples.", "invalid_n_examples")
    return Examples(count, tokens)


def _document(line: bytes) -> dict[str, Any]:
    try:
        document = orjson.loads(line)
    except orjson.JSONDecodeError:
        raise _LineFault("this is not JSON.") from None
    if not isinstance(document, dict):
        raise _LineFault("this is no JSON object.")
    return document


def _conversation(example: dict[str, Any]) -> list[Mapping[str, Any]]:
    _only(example, _EXAMPLE_KEYS, "example")
    messages = _messages(example)
    if not any(m["role"] == "assistant" and m.get("weight", 1) for m in messages):
        raise _LineFault("there is no assistant message with a weight above 0.")
    return messages


def _preference(example: dict[str, Any]) -> list[Mapping[str, Any]]:
    _only(example, _PREFERENCE_KEYS, "example")
    asked = example.get("input")
    if not isinstance(asked, dict):
        raise _LineFault("'input' is missing.")
    _only(asked, _INPUT_KEYS, "input")
    outputs = (_output(example, name) for name in ("preferred_output", "non_preferred_output"))
    return [*_messages(asked), *chain.from_iterable(outputs)]


def _output(example: dict[str, Any], name: str) -> list[Mapping[str, Any]]:
    output = example.get(name)
    if not isinstance(output, list) or len(output) != 1:
        raise _LineFault(f"'{name}' has to be a list of one assistant message.")
    messages = [_message(output[0])]
    if messages[0]["role"] != "assistant" or not isinstance(messages[0].get("content"), str):
        raise _LineFault(f"'{name}' has to be an assistant message with a text.")
    return messages


def _messages(holder: dict[str, Any]) -> list[Mapping[str, Any]]:
    messages = holder.get("messages")
    if not isinstance(messages, list) or not messages:
        raise _LineFault("'messages' is missing or empty.")
    return list(map(_message, messages))


def _message(message: Any) -> Mapping[str, Any]:
    if not isinstance(message, dict) or message.get("role") not in _ROLES:
        raise _LineFault(f"a message has to have a role: one of {', '.join(_ROLES)}.")
    _only(message, _MESSAGE_KEYS, "message")
    if message.get("weight", 1) not in (0, 1):
        raise _LineFault("'weight' has to be 0 or 1.")
    if not _has_content(message):
        raise _LineFault(f"a message of {message['role']} has no content.")
    return message


def _has_content(message: Mapping[str, Any]) -> bool:
    if message["role"] == "assistant" and (message.get("tool_calls") or message.get("refusal")):
        return True
    content = message.get("content")
    return bool(content) and isinstance(content, str | list)


def _only(document: Mapping[str, Any], known: frozenset[str], what: str) -> None:
    unknown = sorted(set(document) - known)
    if unknown:
        raise _LineFault(f"unknown key '{unknown[0]}' in {what}.")


def _tokens(messages: list[Mapping[str, Any]]) -> int:
    texts = (m["content"] if isinstance(m.get("content"), str) else "" for m in messages)
    return sum(MESSAGE_OVERHEAD + estimate(text) for text in texts)

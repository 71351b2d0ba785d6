"""Checks the body of a request against the types that the SDK itself is written to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from services.demo.provider.api_errors import ApiError, invalid

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError
    from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]

#: What tells the branches of a union apart, and the fault of a branch that is not meant.
_TELLING = ("type", "role")
_OTHER = "literal_error"
_WANTED = {
    "string_type": "a string",
    "int_type": "an integer",
    "int_from_float": "an integer",
    "float_type": "a number",
    "bool_type": "a boolean",
    "dict_type": "an object",
    "iterable_type": "an array",
    "list_type": "an array",
}


@cache
def _adapter(name: str) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(_TYPES[name]())


def _chat() -> Any:
    from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming

    return CompletionCreateParamsNonStreaming


def _chat_stream() -> Any:
    from openai.types.chat.completion_create_params import CompletionCreateParamsStreaming

    return CompletionCreateParamsStreaming


def _job() -> Any:
    from openai.types.fine_tuning.job_create_params import JobCreateParams

    return JobCreateParams


def _batch() -> Any:
    from openai.types.batch_create_params import BatchCreateParams

    return BatchCreateParams


def _embedding() -> Any:
    from openai.types.embedding_create_params import EmbeddingCreateParams

    return EmbeddingCreateParams


_TYPES: Mapping[str, Callable[[], Any]] = {
    "chat": _chat,
    "chat_stream": _chat_stream,
    "job": _job,
    "batch": _batch,
    "embedding": _embedding,
}


def warm_up() -> None:
    """Build every check now, so that no request waits for the SDK's import."""
    for name in _TYPES:
        _adapter(name)


def check_chat(body: Mapping[str, Any], *, lenient: bool = False) -> None:
    """Raise ApiError where this is no chat completion; `lenient` lets unknown names pass."""
    _check("chat_stream" if body.get("stream") else "chat", body, lenient=lenient)


def check_job(body: Mapping[str, Any]) -> None:
    """Raise ApiError where this does not create a fine-tuning job."""
    _check("job", body)


def check_batch(body: Mapping[str, Any]) -> None:
    """Raise ApiError where this does not create a batch."""
    _check("batch", body)


def check_embedding(body: Mapping[str, Any]) -> None:
    """Raise ApiError where this asks for no embedding."""
    _check("embedding", body)


def _check(name: str, body: Mapping[str, Any], *, lenient: bool = False) -> None:
    from pydantic import ValidationError

    try:
        known = _settled(_adapter(name).validate_python(body, strict=True), (), body)
    except ValidationError as error:
        raise _as_api_error(error, (), body) from None
    if not lenient and (lost := _first_lost(body, known, ())) is not None:
        raise invalid(f"Unknown parameter: '{_shown(lost)}'.", _shown(lost), "unknown_parameter")


def _settled(value: Any, path: Path, body: Mapping[str, Any]) -> Any:
    """Return a checked value with its lazy iterators read: the SDK's arrays are checked so late."""
    if isinstance(value, dict):
        return {name: _settled(item, (*path, name), body) for name, item in value.items()}
    if isinstance(value, Iterator):
        value = _items(value, path, body)
    if isinstance(value, list):
        return [_settled(item, (*path, index), body) for index, item in enumerate(value)]
    return value


def _items(lazy: Iterator[Any], path: Path, body: Mapping[str, Any]) -> list[Any]:
    from pydantic import ValidationError

    try:
        return list(lazy)
    except ValidationError as error:
        raise _as_api_error(error, path, body) from None


def _first_lost(given: Any, known: Any, path: Path) -> Path | None:
    """Return where the types dropped something, which means that they do not know it."""
    if isinstance(given, dict) and isinstance(known, dict):
        for name in given:
            if name not in known:
                return (*path, name)
        return _first_lost_in(((name, given[name], known[name]) for name in given), path)
    if isinstance(given, list) and isinstance(known, list):
        return _first_lost_in(zip(range(len(given)), given, known, strict=True), path)
    return None


def _first_lost_in(pairs: Iterable[tuple[str | int, Any, Any]], path: Path) -> Path | None:
    lost = (_first_lost(given, known, (*path, step)) for step, given, known in pairs)
    return next((where for where in lost if where is not None), None)


def _as_api_error(error: "ValidationError", path: Path, body: Mapping[str, Any]) -> ApiError:
    """Return the error about what is wrong deepest in the body: unions complain on every branch."""
    faults = [(_path((*path, *fault["loc"]), body), fault) for fault in _meant(error.errors())]
    where, fault = max(faults, key=lambda found: (len(found[0]), found[1]["type"] != "missing"))
    kind, shown = fault["type"], _shown(where)
    if kind == "missing":
        return invalid(
            f"Missing required parameter: '{shown}'.", shown, "missing_required_parameter"
        )
    if kind == "literal_error":
        allowed = " or ".join(
            f["ctx"]["expected"] for w, f in faults if w == where and f["type"] == kind
        )
        return invalid(f"Invalid value. Supported values are: {allowed}.", shown, "invalid_value")
    wanted = _WANTED.get(kind, "another value")
    return invalid(f"Invalid type for '{shown}': expected {wanted}.", shown, "invalid_type")


def _meant(faults: "list[ErrorDetails]") -> "list[ErrorDetails]":
    """Return the faults without those of branches that another `type` or `role` would lead to."""
    others = [f["loc"][:-1] for f in faults if f["loc"][-1] in _TELLING and f["type"] == _OTHER]
    return [f for f in faults if not any(f["loc"][: len(o)] == o for o in others)] or faults


def _path(location: tuple[str | int, ...], body: Any) -> Path:
    """Return the steps of a location that lead through the body; branches of unions do not."""
    steps: list[str | int] = []
    for step in location:
        if _leads(step, body):
            steps.append(step)
            body = body[step]
    return (*steps, location[-1]) if _is_missing(location, body) else tuple(steps)


def _leads(step: str | int, body: Any) -> bool:
    if isinstance(step, int):
        return isinstance(body, list) and step < len(body)
    return isinstance(body, dict) and step in body


def _is_missing(location: tuple[str | int, ...], body: Any) -> bool:
    last = location[-1]
    return (
        isinstance(body, dict)
        and isinstance(last, str)
        and last.isidentifier()
        and last not in body
    )


def _shown(path: Path) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")

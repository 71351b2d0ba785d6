"""The lines of a batch's input file, and of its output and error files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from services.demo.provider.chance import identifier

#: https://platform.openai.com/docs/guides/batch
MOST_LINES = 50_000
_KEYS = ("custom_id", "method", "url", "body")


@dataclass(frozen=True, slots=True)
class Item:
    """One request of a batch; `line` counts from 1."""

    line: int
    custom_id: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong with one line of an input file, or with the file as a whole."""

    code: str
    message: str
    line: int | None = None
    param: str | None = None

    def document(self) -> dict[str, Any]:
        """Return the fault as `batch.errors` shows it."""
        return {
            "code": self.code,
            "message": self.message,
            "line": self.line,
            "param": self.param,
        }


def read_items(content: bytes, endpoint: str) -> tuple[list[Item], list[LineFault]]:
    """Return the requests of an input file, and what is wrong with it."""
    items: list[Item] = []
    faults: list[LineFault] = []
    seen: set[str] = set()
    for found in _found(content, endpoint):
        if isinstance(found, LineFault):
            faults.append(found)
        elif found.custom_id in seen:
            faults.append(_duplicate(found))
        else:
            seen.add(found.custom_id)
            items.append(found)
    return items, [*faults, *_of_the_whole(items, faults)]


def _found(content: bytes, endpoint: str) -> Iterator[Item | LineFault]:
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            yield _item(number, line, endpoint)


def _item(number: int, line: bytes, endpoint: str) -> Item | LineFault:
    try:
        document = orjson.loads(line)
    except orjson.JSONDecodeError:
        return LineFault("invalid_json_line", "This line is not parseable as valid JSON.", number)
    missing = next((key for key in _KEYS if key not in document), None)
    if missing or not isinstance(document["body"], dict):
        message = f"Missing required parameter: '{missing or 'body'}'."
        return LineFault("missing_required_parameter", message, number, missing)
    if document["method"] != "POST":
        return LineFault("invalid_method", "The method has to be POST.", number, "method")
    if document["url"] != endpoint:
        message = f"The URL provided for this line does not match the batch endpoint '{endpoint}'."
        return LineFault("mismatched_endpoint", message, number, "url")
    return Item(number, str(document["custom_id"]), document["body"])


def _duplicate(item: Item) -> LineFault:
    message = f"The custom_id for this line is a duplicate: {item.custom_id}."
    return LineFault("duplicate_custom_id", message, item.line, "custom_id")


def _of_the_whole(items: list[Item], faults: list[LineFault]) -> Iterator[LineFault]:
    if not items and not faults:
        yield LineFault("empty_file", "The input file holds no request.")
    if len(items) > MOST_LINES:
        yield LineFault("too_many_tasks", f"A batch may hold at most {MOST_LINES} requests.")
    models = {str(item.body.get("model")).partition("@")[0] for item in items}
    if len(models) > 1:
        yield LineFault("mismatched_model", "All requests of a batch have to be for one model.")


def answered(batch: str, item: Item, status: int, body: dict[str, Any]) -> bytes:
    """Return the line of an output or error file for a request that was answered."""
    number = identifier("req_simulated_", batch, item.custom_id)
    response = {"status_code": status, "request_id": number, "body": body}
    return _line(batch, item, response=response)


def given_up(batch: str, item: Item, code: str, message: str) -> bytes:
    """Return the line of an error file for a request that nobody came to."""
    return _line(batch, item, error={"code": code, "message": message})


def _line(
    batch: str,
    item: Item,
    *,
    response: dict[str, Any] | None = None,
    error: dict[str, Any] | None = None,
) -> bytes:
    document = {
        "id": identifier("batch_req_simulated_", batch, item.custom_id),
        "custom_id": item.custom_id,
        "response": response,
        "error": error,
    }
    return orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)

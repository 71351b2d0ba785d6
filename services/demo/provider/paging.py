"""Lists in pages: `after` an id, at most `limit` entries."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.demo.provider.api_errors import invalid, not_found

Document = dict[str, Any]

_DEFAULT, _MOST = 20, 100


def page(
    documents: Sequence[Document],
    query: Mapping[str, str],
    most: int = _MOST,
    usual: int = _DEFAULT,
) -> Document:
    """Return one page of a list, the newest first. Raises ApiError on a bad limit or id."""
    limit = _limit(query.get("limit", str(usual)), most)
    ordered = list(documents) if query.get("order") == "asc" else list(reversed(documents))
    start = _start(ordered, query.get("after"))
    shown = ordered[start : start + limit]
    return {
        "object": "list",
        "data": shown,
        "first_id": shown[0]["id"] if shown else None,
        "last_id": shown[-1]["id"] if shown else None,
        "has_more": start + limit < len(ordered),
    }


def _limit(text: str, most: int) -> int:
    if not text.isdigit() or not 1 <= int(text) <= most:
        message = f"Invalid 'limit': expected a whole number from 1 to {most}, but got {text!r}."
        raise invalid(message, "limit", "invalid_value")
    return int(text)


def _start(ordered: Sequence[Document], after: str | None) -> int:
    if after is None:
        return 0
    ids = [document["id"] for document in ordered]
    if after not in ids:
        raise not_found(f"No such object: {after}", "after")
    return ids.index(after) + 1

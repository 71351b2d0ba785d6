"""The texts of messages, which may be in parts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def texts(messages: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Give the text of each message."""
    for message in messages:
        yield content_text(message.get("content"))


def content_text(content: Any) -> str:
    """Return the text of a message's content: a string, parts, or nothing."""
    if isinstance(content, str):
        return content
    return "\n".join(part.get("text", "") for part in content or ())

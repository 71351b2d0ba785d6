"""Reads the form of an upload (multipart/form-data, RFC 7578)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from itertools import pairwise

from services.demo.provider.api_errors import invalid

_BREAK = b"\r\n"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; `filename` is None where it is no file."""

    name: str
    filename: str | None
    content: bytes


def read_form(headers: Mapping[str, str], body: bytes) -> dict[str, Field]:
    """Return the fields of a form by name. Raises ApiError where the body is no form."""
    wanted = Message()
    wanted["content-type"] = headers.get("content-type", "")
    boundary = wanted.get_boundary()
    if wanted.get_content_type() != "multipart/form-data" or boundary is None:
        raise invalid("The body has to be multipart/form-data.", None)
    return {field.name: field for field in _fields(body, boundary.encode())}


def _fields(body: bytes, boundary: bytes) -> Iterator[Field]:
    starts = re.compile(rb"(?:^|\r\n)--" + re.escape(boundary) + rb"(?:--)?[ \t]*(?:\r\n|$)")
    found = list(starts.finditer(body))
    for opening, closing in pairwise(found):
        yield _field(body, opening.end(), closing.start())


def _field(body: bytes, start: int, end: int) -> Field:
    split = body.find(_BREAK * 2, start, end)
    head = BytesHeaderParser().parsebytes(body[start : max(split, start)])
    name = head.get_param("name", "", "content-disposition")
    return Field(str(name), head.get_filename(), body[split + len(_BREAK * 2) : end])

"""What a command prints: one JSON document, or lines for a person."""

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import orjson

from reviewer.cli.printing import printable
from reviewer.cli.streams import discard_output
from reviewer.errors import ReviewerError

_INDENTED = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


class Output:
    """Prints to standard output; hints and progress belong on standard error.

    `printed` tells whether the one document of a command is out already.
    """

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.printed = False

    def document(self, document: Any, lines: Iterable[str]) -> None:
        """Print the document where JSON is wanted, else the lines.

        Raises ReviewerError where it cannot be written, BrokenPipeError where nobody reads on.
        """
        self.printed = True
        try:
            self._print(document, lines)
        except BrokenPipeError:
            discard_output()
            raise
        except OSError as error:
            discard_output()
            raise ReviewerError(f"The output cannot be written ({error.strerror}).") from error

    def _print(self, document: Any, lines: Iterable[str]) -> None:
        sys.stdout.flush()
        _write(_json(document) if self.as_json else _text(lines))
        sys.stdout.flush()


def _write(content: bytes) -> None:
    """Write all of it: an unbuffered stream (PYTHONUNBUFFERED) may take only a part at a time."""
    rest = memoryview(content)
    while rest:
        rest = rest[sys.stdout.buffer.write(rest) :]


def _json(document: Any) -> bytes:
    try:
        return orjson.dumps(document, option=_INDENTED)
    except TypeError:  # a file's name may be no UTF-8
        return json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def _text(lines: Iterable[str]) -> bytes:
    text = "".join(f"{printable(line)}{os.linesep}" for line in lines)
    return text.encode(sys.stdout.encoding, "replace")


def hint(line: str) -> None:
    """Print a line for a person on standard error, if that can be written."""
    with suppress(OSError):
        sys.stderr.write(f"{printable(line)}\n")
        sys.stderr.flush()

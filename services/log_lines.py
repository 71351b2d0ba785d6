"""What may stand in a log: where and what happened, ids and counts, and never a customer's words.

Text comes into a log by three doors, and each is watched here: an argument of one of our messages
(only ids, numbers, paths and single words pass), an exception's message (only the store's faults,
whose sentences are ours), and other people's loggers (their template, never their data).
"""

import errno
import logging
import re
import traceback
from collections.abc import Iterator, Mapping, Sized
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from pathlib import Path, PurePath
from uuid import UUID

from reviewer.errors import StoreError
from services.redaction import Redactor

OURS = ("reviewer", "services", "ui", "resources")
MOST_CHARACTERS = 20_000

_PLAIN = (int, float, UUID, Enum, date, time, timedelta, PurePath)
_WORD = re.compile(r"[\w.,:;/+#~=%()-]{0,80}", re.ASCII)


class LineFormatter(logging.Formatter):
    """Writes a record as one line in UTC, then its traceback, if any, without data."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Return the text of a record."""
        moment = datetime.fromtimestamp(record.created, UTC)
        line = f"{moment:%Y-%m-%dT%H:%M:%S.%fZ} {record.levelname} {record.name}: {told(record)}"
        error = record.exc_info[1] if record.exc_info else None
        text = line if error is None else f"{line}\n{bare_traceback(error)}"
        return self._redact(text)[:MOST_CHARACTERS]


def told(record: logging.LogRecord) -> str:
    """Return what a record may say."""
    if record.name.partition(".")[0] in OURS:
        return _ours(record)
    place = f"{Path(record.pathname).name}:{record.lineno}"
    template = record.msg if isinstance(record.msg, str) and record.args else "(text withheld)"
    return f"{template} [{place}]"


def _ours(record: logging.LogRecord) -> str:
    if not isinstance(record.msg, str):
        return str(allowed(record.msg))
    try:
        return record.msg % _arguments(record.args) if record.args else record.msg
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} (its arguments do not fit)"


def _arguments(args: object) -> object:
    if isinstance(args, Mapping):
        return {key: allowed(value) for key, value in args.items()}
    return tuple(map(allowed, args)) if isinstance(args, tuple) else allowed(args)


def allowed(value: object) -> object:
    """Return a value as it may stand in a log: ids and numbers as they are, text as its length."""
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, str):
        return value if _WORD.fullmatch(value) else f"({len(value)} characters)"
    if isinstance(value, BaseException):
        return title(value)
    if isinstance(value, type):
        return value.__qualname__
    kind = type(value).__qualname__
    return f"({kind} of {len(value)})" if isinstance(value, Sized) else f"({kind})"


def title(error: BaseException) -> str:
    """Return an exception's type, with its sentence only where that is one of the store's."""
    kind = type(error)
    name = (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )
    if isinstance(error, StoreError):
        return f"{name}: {error}"
    return " ".join([name, *_codes(error)])


def _codes(error: BaseException) -> Iterator[str]:
    """Give what machines say about an error; its message may quote the data that it failed on."""
    if isinstance(error, OSError) and error.errno is not None:
        yield errno.errorcode.get(error.errno, str(error.errno))
    for attribute in ("sqlite_errorname", "sqlstate", "status_code"):
        code = getattr(error, attribute, None)
        if isinstance(code, str | int) and _WORD.fullmatch(str(code)):
            yield str(code)


def bare_traceback(error: BaseException) -> str:
    """Return the traceback of an exception and of its causes: places and types, no messages."""
    home = str(Path.home())
    return "\n".join(_blocks(error, set())).replace(home, "~")


def _blocks(error: BaseException, seen: set[int]) -> Iterator[str]:
    if id(error) in seen:
        return
    seen.add(id(error))
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _blocks(cause, seen)
        yield "which led to:" if error.__cause__ else "during which came:"
    yield "Traceback (most recent call last):"
    yield "".join(traceback.extract_tb(error.__traceback__).format()) + title(error)
    for part in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield "one of the group:"
        yield from _blocks(part, seen)

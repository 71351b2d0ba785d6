"""The log of a run: a rotating file that only its owner reads, with nothing in it to hide."""

import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from services.log_lines import OURS, LineFormatter, bare_traceback
from services.redaction import Redactor

LEVEL = "REVIEWER_LOG_LEVEL"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
USUAL_LEVEL = "INFO"
FILE_NAME = "reviewer.log"
FILE_BYTES = 1_000_000
OLD_FILES = 4

_log = logging.getLogger(__name__)

Report = Callable[[str], None]


def print_report(report: str) -> None:
    """Show a bug's report on the terminal, where there is one."""
    if sys.stderr is not None:
        print(report, file=sys.stderr)


class Logs:
    """Collects what this process logs, warns of and fails on, until closed.

    `notice` is a sentence for the person where the file cannot be written; the run goes on
    without it. `report` is called, on the thread that failed, with the redacted traceback of
    each exception that nothing caught.
    """

    def __init__(
        self,
        folder: Path,
        redact: Redactor,
        environ: Mapping[str, str] = os.environ,
        report: Report = print_report,
    ) -> None:
        self.path = folder / FILE_NAME
        self.notice: str | None = None
        self.report = report
        self._redact = redact
        self._handler = self._opened()
        self._handler.setFormatter(LineFormatter(redact))
        self._levels = {name: logging.getLogger(name).level for name in ("", *OURS)}
        self._hooks = (
            sys.excepthook,
            threading.excepthook,
            sys.unraisablehook,
            warnings.showwarning,
        )
        self._install(_level(environ))

    def __enter__(self) -> Self:
        """Return the open log."""
        return self

    def __exit__(self, *_raised: object) -> None:
        """Close the log."""
        self.close()

    def close(self) -> None:
        """Write what is left and give back the hooks."""
        sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning = self._hooks
        logging.getLogger().removeHandler(self._handler)
        for name, level in self._levels.items():
            logging.getLogger(name).setLevel(level)
        self._handler.close()

    def _opened(self) -> logging.Handler:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            return PrivateFile(self.path)
        except OSError as error:
            self.notice = f"No log can be written to {self.path} ({error.strerror})."
            return logging.NullHandler()

    def _install(self, level: str) -> None:
        logging.getLogger().addHandler(self._handler)
        logging.getLogger().setLevel(logging.WARNING)
        for name in OURS:
            logging.getLogger(name).setLevel(level)
        sys.excepthook = self._unhandled
        threading.excepthook = self._unhandled_in_thread
        sys.unraisablehook = self._unraisable
        warnings.showwarning = _warned

    def _unhandled(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Exception):
            self._hooks[0](kind, error, trace)
            return
        self._failed("An exception that nothing caught", error)

    def _unhandled_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if isinstance(args.exc_value, Exception):
            self._failed("An exception that nothing caught in a thread", args.exc_value)

    def _unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            _log.error("An exception where none can be raised", exc_info=args.exc_value)

    def _failed(self, message: str, error: BaseException) -> None:
        _log.critical(message, exc_info=error)
        self.report(self._redact(bare_traceback(error)))


class PrivateFile(RotatingFileHandler):
    """A rotating file of mode 0600 that several processes may write; a full disk stops no work.

    `lost` counts the records that could not be written.
    """

    def __init__(self, path: Path) -> None:
        self.lost = 0
        super().__init__(path, maxBytes=FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8")

    def _open(self) -> TextIOWrapper:
        def private(path: str, flags: int) -> int:
            return os.open(path, flags, 0o600)

        return open(self.baseFilename, "a", encoding="utf-8", errors="replace", opener=private)

    def shouldRollover(self, record: logging.LogRecord) -> int:  # noqa: N802
        """Tell whether the file is full; first follow it where another process moved it away."""
        if self.stream and not _same_file(self.stream, self.baseFilename):
            self.stream.close()
            self.stream = self._open()
        return int(super().shouldRollover(record))

    def doRollover(self) -> None:  # noqa: N802
        """Begin a new file; where another process keeps this one open, go on in it."""
        try:
            super().doRollover()
        except PermissionError:
            self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802, ARG002
        """Count a record that could not be written, instead of printing it on the terminal."""
        self.lost += 1

    def close(self) -> None:
        """Close the file, whether or not the last lines still find room."""
        with suppress(OSError):
            super().close()


def _same_file(stream: TextIO, name: str) -> bool:
    try:
        return os.path.samestat(os.fstat(stream.fileno()), Path(name).stat())
    except FileNotFoundError:
        return False


def _level(environ: Mapping[str, str]) -> str:
    named = environ.get(LEVEL, USUAL_LEVEL).upper()
    return named if named in LEVELS else USUAL_LEVEL


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001 - the hook's signature
    line: str | None = None,  # noqa: ARG001
) -> None:
    """Log where a warning came from; its text may quote data, so it counts as text."""
    _log.warning("%s at %s:%d: %s", category, Path(filename), lineno, str(message))

"""What is printed where Reviewer itself is wrong: places and versions, no customer's words."""

import sys
from types import TracebackType

from reviewer.cli.output import hint


def report_bug(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Print an exception that nothing caught, without its message, which may quote data."""
    if not isinstance(error, Exception):
        sys.__excepthook__(kind, error, trace)
        return
    for line in _redacted(error).splitlines():
        hint(line)
    hint(f"reviewer: This is a bug in Reviewer ({_versions()}). Please report the lines above.")


def _redacted(error: Exception) -> str:
    import os

    from services.log_lines import bare_traceback
    from services.redaction import Redactor

    return Redactor.of(os.environ)(bare_traceback(error))


def _versions() -> str:
    import platform

    from reviewer import __version__

    return f"{__version__}, Python {platform.python_version()}, {platform.system()}"

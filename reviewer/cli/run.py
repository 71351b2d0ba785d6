"""Runs one command line: parse, call, and turn a fault into one line and an exit code."""

import gc
import sys
from collections.abc import Sequence
from contextlib import suppress

from reviewer.cli.arguments import refuse_broken
from reviewer.cli.bugs import report_bug
from reviewer.cli.output import Output, hint
from reviewer.cli.parser import build_parser
from reviewer.errors import ReviewerError, UsageError
from services.jobs.status import JobCancelled

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130
NOBODY_READS = 141
STOPPED = "Stopped. What was saved until now is kept."


def run(arguments: Sequence[str]) -> int:
    """Run the command of these arguments and return its exit code.

    Where it fails, the last line on standard error says why; with `--json`, standard output has
    one document then, too.
    """
    sys.excepthook = report_bug
    parsed = build_parser().parse_args(arguments)
    _calm_garbage()
    out = Output(as_json=parsed.json)
    try:
        refuse_broken(vars(parsed))
        return int(parsed.command(parsed, out) or 0)
    except (ReviewerError, JobCancelled, BrokenPipeError, KeyboardInterrupt) as end:
        return exit_code(out, end)


def exit_code(out: Output, end: BaseException) -> int:
    """Tell how a command came to its early end, and return its exit code."""
    match end:
        case BrokenPipeError():
            return NOBODY_READS
        case UsageError():
            return _fail(out, type(end).__name__, str(end), WRONG_USAGE)
        case ReviewerError():
            return _fail(out, type(end).__name__, str(end), FAILED)
        case _:
            return _fail(out, "Stopped", STOPPED, INTERRUPTED)


def _calm_garbage() -> None:
    """Look for cycles rarely: commands are short, and an import makes rows, not cycles."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def _fail(out: Output, fault: str, text: str, code: int) -> int:
    sentence = " ".join(text.split())
    if out.as_json and not out.printed:
        with suppress(ReviewerError, BrokenPipeError):
            out.document({"error": sentence, "fault": fault}, ())
    hint(f"reviewer: {sentence}")
    return code

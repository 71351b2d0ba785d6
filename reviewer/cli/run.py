"""Runs one command line: parse, call, and turn a fault into one line and an exit code."""

import argparse
import gc
import sys
from collections.abc import Sequence
from contextlib import suppress

from reviewer.cli.arguments import refuse_broken
from reviewer.cli.bugs import report_bug
from reviewer.cli.output import Output, hint
from reviewer.cli.parser import WrongUsage, build_parser
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
    try:
        parsed = build_parser().parse_args(arguments)
    except WrongUsage as wrong:
        return _tell_usage(Output(as_json="--json" in arguments), wrong)
    _calm_garbage()
    return _run(parsed, Output(as_json=parsed.json))


def _run(parsed: argparse.Namespace, out: Output) -> int:
    try:
        refuse_broken(vars(parsed))
        return int(parsed.command(parsed, out) or 0)
    except (ReviewerError, JobCancelled, BrokenPipeError, KeyboardInterrupt) as end:
        return exit_code(out, end)
    except Exception:
        _document_fault(out, "Bug", "This is a bug in Reviewer: standard error tells where.")
        raise


def exit_code(out: Output, end: BaseException) -> int:
    """Tell how a command came to its early end, and return its exit code."""
    match end:
        case BrokenPipeError():
            return NOBODY_READS
        case UsageError():
            return _fail(out, type(end).__name__, end.on_terminal(), WRONG_USAGE)
        case ReviewerError():
            return _fail(out, type(end).__name__, end.on_terminal(), FAILED)
        case _:
            return _fail(out, "Stopped", STOPPED, INTERRUPTED)


def _calm_garbage() -> None:
    """Look for cycles rarely: commands are short, and an import makes rows, not cycles."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def _fail(out: Output, fault: str, text: str, code: int) -> int:
    sentence = " ".join(text.split())
    _document_fault(out, fault, sentence)
    hint(f"reviewer: {sentence}")
    return code


def _tell_usage(out: Output, wrong: WrongUsage) -> int:
    _document_fault(out, UsageError.__name__, str(wrong))
    for line in wrong.lines:
        hint(line)
    return WRONG_USAGE


def _document_fault(out: Output, fault: str, sentence: str) -> None:
    """Print the one document of a command that failed before it had printed its own."""
    if out.as_json and not out.printed:
        with suppress(ReviewerError, BrokenPipeError):
            out.document({"error": sentence, "fault": fault}, ())

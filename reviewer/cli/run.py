"""Runs one command line: parse, call, and turn a fault into one line and an exit code."""

import sys
from collections.abc import Sequence

from reviewer.cli.output import Output
from reviewer.cli.parser import build_parser
from reviewer.errors import ReviewerError, UsageError

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Run the command of these arguments and return its exit code."""
    parsed = build_parser().parse_args(arguments)
    out = Output(as_json=parsed.json)
    try:
        return int(parsed.command(parsed, out) or 0)
    except UsageError as error:
        return _fail(error, WRONG_USAGE)
    except ReviewerError as error:
        return _fail(error, FAILED)
    except KeyboardInterrupt:
        return _fail("Stopped. What was saved until now is kept.", INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED


def _fail(sentence: object, code: int) -> int:
    line = " ".join(str(sentence).split())
    sys.stderr.write(f"reviewer: {line}\n")
    return code

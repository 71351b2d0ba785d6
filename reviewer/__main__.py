"""`reviewer`: opens the window, or runs one command. Imports what a command needs, when it runs."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from reviewer.cli.streams import mend_streams
from reviewer.errors import ReviewerError


def main(argv: Sequence[str] | None = None) -> int:
    """Run Reviewer. Returns 0 when done, 1 when it failed with one line, 2 on wrong usage."""
    mend_streams()
    arguments = list(sys.argv[1:] if argv is None else argv)
    match arguments:
        case ["--version"]:
            return _print_version()
        case ["--self-test"]:
            return _self_test()
        case []:
            return _open_window()
        case ["--store", path] if not path.startswith("-"):
            return _open_window(path)
    try:
        from reviewer.cli.run import run

        return run(arguments)
    except KeyboardInterrupt:  # before there was a command
        return _stopped(as_json="--json" in arguments)


def _stopped(*, as_json: bool) -> int:
    from reviewer.cli.output import Output
    from reviewer.cli.run import exit_code

    return exit_code(Output(as_json=as_json), KeyboardInterrupt())


def _print_version() -> int:
    from reviewer import __version__

    sys.stdout.write(f"reviewer {__version__}\n")
    return 0


def _self_test() -> int:
    from reviewer.cli.self_test import self_test

    return self_test()


def _open_window(store: str = "") -> int:
    """Open the window without the parser, whose commands it would have to wait for."""
    from reviewer.startup import run_window, usual_store

    gc.disable()  # until ui.garbage collects: an import only makes what stays
    sys.excepthook = _report_bug
    try:
        return run_window(Path(store) if store else usual_store(), plain=False)
    except (ReviewerError, KeyboardInterrupt) as end:
        from reviewer.cli.output import Output
        from reviewer.cli.run import exit_code

        return exit_code(Output(as_json=False), end)


def _report_bug(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    from reviewer.cli.bugs import report_bug

    report_bug(kind, error, trace)


if __name__ == "__main__":
    raise SystemExit(main())

"""`reviewer`: opens the window, or runs one command. Imports what a command needs, when it runs."""

import sys
from collections.abc import Sequence

from reviewer.cli.streams import mend_streams


def main(argv: Sequence[str] | None = None) -> int:
    """Run Reviewer. Returns 0 when done, 1 when it failed with one line, 2 on wrong usage."""
    mend_streams()
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"]:
        return _print_version()
    from reviewer.cli.run import run

    return run(arguments)


def _print_version() -> int:
    from reviewer import __version__

    sys.stdout.write(f"reviewer {__version__}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

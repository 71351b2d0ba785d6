"""`reviewer` without a command: the window."""

import argparse
from typing import Any

from reviewer.cli.output import Output


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `open`, which is what no command at all means too."""
    parser = commands.add_parser("open", help="open the window (the default)", parents=[common])
    parser.set_defaults(command=open_window)


def open_window(parsed: argparse.Namespace, _out: Output) -> int:
    """Open the window on the store; returns when it is closed."""
    from reviewer.cli.session import store_path
    from reviewer.startup import run_window

    return run_window(store_path(parsed), plain=parsed.plain)

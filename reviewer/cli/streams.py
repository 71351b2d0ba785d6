"""The standard streams, made to take any text, also where the shell has closed one of them."""

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO


def mend_streams() -> None:
    """Open what the shell closed, so that no file of ours gets its number; take any character."""
    sys.stdin = sys.stdin or _nowhere("r")
    sys.stdout = sys.stdout or _nowhere("w")
    sys.stderr = sys.stderr or _nowhere("w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _nowhere(mode: str) -> TextIO:
    stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - closed by the exit
    assert isinstance(stream, TextIOWrapper)
    return stream


def discard_output() -> None:
    """Let what standard output still holds go nowhere, so that the end of the process is quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)

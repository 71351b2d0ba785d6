"""Terminals for programs under test; who needs one is skipped by name where there is none."""

import pytest


def open_terminal() -> tuple[int, int]:
    """Return the two ends of a new terminal: ours, and the program's."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo terminals")
    try:
        ours, theirs = pty.openpty()
    except OSError as error:
        pytest.skip(f"no pseudo terminal can be had here ({error})")
    return ours, theirs

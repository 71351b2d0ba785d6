"""Disks that are full, small or cannot be written, for processes that are started on them."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

if sys.platform != "win32":
    import resource

Prepare = Callable[[], None]

_PR_CAPBSET_DROP = 24
#: Linux's rights to read and write whatever the modes of files and folders say.
_OVERRIDING = (1, 2)


def files_up_to(largest: int) -> Prepare:
    """Return what a child process does first so that no file of its grows beyond `largest` bytes.

    SQLite is told then what a disk over its quota tells.
    """
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))


class SmallDisk:
    """A disk of its own, in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filling = folder / "filling"

    def resize(self, megabytes: int) -> None:
        size = f"remount,size={megabytes}m"
        subprocess.run(["mount", "-o", size, str(self.folder)], check=True)

    def fill(self) -> None:
        """Take every byte that is left."""
        with self._filling.open("ab", buffering=0) as file:
            for size in (65536, 4096, 1):
                take(file.write, bytes(size))

    def free(self) -> None:
        self._filling.unlink()


def take(write: Callable[[bytes], int], block: bytes) -> None:
    """Write as long as the disk takes it."""
    try:
        while write(block):
            pass
    except OSError:
        return


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """Give a disk of so many megabytes; skips the test where none can be mounted."""
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if sys.platform != "linux" or os.geteuid() != 0 or mount(options):
        pytest.skip("no disk can be mounted here: that takes root on Linux")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def mount(options: list[str]) -> int:
    return subprocess.run(["mount", *options], check=False, capture_output=True).returncode


def without_privileges() -> None:
    """Let a child process of root be stopped by the modes of files, as anybody else is."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for right in _OVERRIDING:
            if libc.prctl(_PR_CAPBSET_DROP, right, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "this right cannot be given up here")


def modes_hold(folder: Path) -> bool:
    """Tell whether the mode of a folder stops a child process from writing in it."""
    folder.mkdir()
    folder.chmod(0o555)
    try:
        code = f"open({str(folder / 'x')!r}, 'w')"
        run = subprocess.run(
            [sys.executable, "-c", code],
            preexec_fn=without_privileges,
            capture_output=True,
            check=False,
        )
    except subprocess.SubprocessError:
        return False
    finally:
        folder.chmod(0o755)
    return run.returncode != 0

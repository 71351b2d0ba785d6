"""Files that a person asked for: there whole, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from reviewer.store.private_files import write_fault


@contextmanager
def writing_whole(path: Path) -> Iterator[TextIO]:
    """Give a text file to write, in UTF-8, which takes the place of `path` at the end.

    A fault leaves what was there before. Raises DiskFull, or StoreError where it cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            with part.open("w", encoding="utf-8", newline="") as file:
                yield file
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise write_fault(path, error) from error

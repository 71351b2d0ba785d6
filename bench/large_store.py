"""The store whose pages are read: made once per run."""

from pathlib import Path

from bench.data import interactions
from bench.import_rows import run_import
from bench.size import Size
from reviewer.store import reviewers
from reviewer.store.opening import create_store


def large_store(size: Size) -> Path:
    """Return a plain store of `store_rows` interactions."""
    path = size.folder / "large.sqlite"
    if not path.exists():
        source = interactions(size.folder, size.store_rows)
        store = create_store(path, None)
        with store.writing() as writing:
            reviewers.introduce(writing.connection, "Ada", None)
        store.close()
        run_import(source, path, None)
        source.unlink()
    return path

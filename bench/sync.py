"""A first sync from PostgreSQL, against a server-side cursor into the hand-tuned import.

Each side runs in a process of its own. The memory is flat where the peak of the whole sync is
that of its first quarter.
"""

import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from bench.data import interactions
from bench.figures import Figure
from bench.size import Size
from bench.team_database import NoServer, team_database


def measure(size: Size) -> Sequence[Figure]:
    """Measure both sides in turn; nothing where PostgreSQL cannot run."""
    source = interactions(size.folder, size.sync_rows)
    try:
        with team_database(source) as url:
            return _measure(url, size)
    except NoServer as reason:
        sys.stderr.write(f"PostgreSQL cannot run here: {reason}\n")
        return ()


def _measure(url: str, size: Size) -> Sequence[Figure]:
    runs = [(_run("ours", url, size.folder), _run("limit", url, size.folder)) for _ in _turns(size)]
    rows = size.sync_rows
    ours = {name: statistics.median(run[name] for run, _ in runs) for name in runs[0][0]}
    limit = {name: statistics.median(run[name] for _, run in runs) for name in runs[0][1]}
    sys.stderr.write(
        f"memory of a sync: {ours['before']:.0f} MB before, {ours['peak']:.0f} at most\n"
    )
    flat = "sync, peak memory against that of the first quarter"
    return (
        Figure("sync from PostgreSQL", ours["seconds"], limit["seconds"], "s", rows, 1.5),
        Figure("sync from PostgreSQL, own work", ours["cpu"], limit["cpu"], "s", rows, 1.5),
        Figure(flat, ours["peak"], ours["quarter"], "MB", rows, 1.1),
    )


def _turns(size: Size) -> range:
    """A million rows are measured once."""
    return range(size.runs if size.sync_rows <= size.import_rows else 1)


def _run(side: str, url: str, folder: Path) -> dict[str, Any]:
    environ = {**os.environ, "REVIEWER_HOME": str(folder / "home")}
    command = [sys.executable, "-m", "bench.sync_run", side, url, str(folder)]
    done = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = orjson.loads(done.stdout)
    return found

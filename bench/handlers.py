"""What our window costs on a large store: its handlers, its memory, its jumps.

A tour by keys (open, 200 next items, search and filter, End, pages, jumps) runs in a process of
its own. Of every event the GUI thread handles, painting is taken out; the rest is ours. The frame
of 16 ms is the limit of handlers, a bare PySide6 window that of the memory (plus 150 MB), painting
the same picture once more that of a jump.
"""

import os
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from bench.figures import Figure, percentile
from bench.large_store import large_store
from bench.size import Size

FRAME_MS = 16.0
ROOM_MB = 150.0
#: Events that do no work of ours to speak of are left out, or they would hide those that do.
WORTH_MS = 0.2
NAMED = 12
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtTest import QTest
from bench.memory import resident
application = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
QTest.qWait(200)
print(resident())
"""


def measure(size: Size) -> Sequence[Figure]:
    """Take the tour, and say which handlers were the slowest."""
    path = large_store(size)
    bare = float(_run(path, ["-c", BARE]))
    tour = orjson.loads(_run(path, ["-m", "bench.desk_tour", str(path), str(size.steps)]))
    events = [one for one in tour["handled"] if max(one["wall"], one["cpu"]) >= WORTH_MS]
    sys.stderr.writelines(f"{line}\n" for line in _worst(events))
    sys.stderr.writelines(
        f"{megabytes:7.0f} MB after: {name}\n" for name, megabytes in tour["footprints"].items()
    )
    return (*_handlers(events, size), _memory(tour, bare, size), _jump(tour, size))


def _run(path: Path, arguments: list[str]) -> bytes:
    home = path.with_name("home")
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "REVIEWER_HOME": str(home)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE).stdout


def _handlers(events: Sequence[dict[str, Any]], size: Size) -> Iterator[Figure]:
    for clock, words in (("wall", "by the clock"), ("cpu", "its own work")):
        values = [one[clock] for one in events]
        for share, name in ((0.5, "p50"), (0.99, "p99"), (1.0, "max")):
            title = f"GUI handlers against a frame, {words}, {name}"
            aim = 1.0 if name != "max" else float("inf")
            value = percentile(values, share)
            yield Figure(title, value, FRAME_MS, "ms", size.store_rows, aim)


def _memory(tour: dict[str, Any], bare: float, size: Size) -> Figure:
    name = "memory with all rows listed, against bare + 150"
    return Figure(name, tour["resident"], bare + ROOM_MB, "MB", size.store_rows, 1.0)


def _jump(tour: dict[str, Any], size: Size) -> Figure:
    jumps, paintings = zip(*tour["jumps"], strict=True)
    ours, limit = statistics.median(jumps) * 1000, statistics.median(paintings) * 1000
    return Figure("jump in the table until painted", ours, limit, "ms", size.store_rows, 1.2)


def _worst(events: Sequence[dict[str, Any]]) -> Iterator[str]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for one in events:
        found[one["during"], one["name"]].append(one)
    slowest = sorted(found.items(), key=lambda item: -max(one["cpu"] for one in item[1]))
    yield f"{'during':<28} {'event':<44} {'times':>6} {'p50':>7} {'max':>7} ms, of its own work"
    for (during, name), ones in slowest[:NAMED]:
        values = [one["cpu"] for one in ones]
        middle = statistics.median(values)
        yield f"{during:<28} {name:<44} {len(values):>6} {middle:>7.1f} {max(values):>7.1f}"

"""One run of the assistant over a store, in a process of its own; prints what it took as JSON."""

import json
import resource
import sys
import time
from pathlib import Path

from reviewer.domain.filters import Filter
from reviewer.startup import secrets, workbench
from reviewer.store.opening import open_store
from services.assistant.wishes import Wish
from services.workbench import Workbench


def run(bench: Workbench) -> dict[str, float]:
    """Improve and score all failures; the engine is built before the clock starts."""
    parts = bench.assistant.parts
    parts.desk.test().result()
    before, began, used = _megabytes(), time.perf_counter(), time.process_time()
    outcome = parts.sweeps.improve(Wish(Filter(feedback="no"))).result()
    return {
        "wall": time.perf_counter() - began,
        "cpu": time.process_time() - used,
        "grown": _megabytes() - before,
        "saved": outcome.done,
        "left": outcome.left + outcome.failed,
    }


def _megabytes() -> float:
    """Return the most memory that this process has held until now."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1e3


def main(path: str) -> None:
    """Run on the store at this path, whose provider is there already."""
    with workbench(open_store(Path(path), None), secrets(None)) as bench:
        print(json.dumps(run(bench)))


if __name__ == "__main__":
    main(sys.argv[1])

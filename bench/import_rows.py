"""Import of JSONL rows, new and unchanged, plain and encrypted."""

import statistics
from collections.abc import Sequence
from pathlib import Path

from bench.data import interactions
from bench.figures import Figure, seconds
from bench.limit_import import limit_import, limit_reimport, prepare_reimport
from bench.size import Size
from reviewer.store.keys import DataKey
from reviewer.store.opening import create_store, open_store
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.jobs.write_lane import WriteLane
from services.sync.files import import_file


def measure(size: Size) -> Sequence[Figure]:
    """Measure each import against the limit, in turn."""
    source = interactions(size.folder, size.import_rows)
    runs = [_run(source, size.folder) for _ in range(size.runs)]
    plain, encrypted, again, limit, limit_again = map(statistics.median, zip(*runs, strict=True))
    rows = size.import_rows
    return (
        Figure("import new rows, plain", plain, limit, "s", rows, 1.5),
        Figure("import new rows, encrypted", encrypted, limit, "s", rows, 2.2),
        Figure("import unchanged rows again, plain", again, limit_again, "s", rows, 1.5),
    )


def _run(source: Path, folder: Path) -> tuple[float, float, float, float, float]:
    target = folder / "limit.sqlite"
    empty = empty_store(folder / "empty.sqlite", None)
    limit = seconds(lambda: limit_import(source, target, empty))
    plain, again = _ours(source, folder / "plain.sqlite", None)
    prepare_reimport(target)
    limit_again = seconds(lambda: limit_reimport(source, target))
    encrypted, _ = _ours(source, folder / "encrypted.sqlite", DataKey.random())
    return plain, encrypted, again, limit, limit_again


def _ours(source: Path, path: Path, key: DataKey | None) -> tuple[float, float]:
    empty_store(path, key)
    return seconds(lambda: run_import(source, path, key)), seconds(
        lambda: run_import(source, path, key)
    )


def empty_store(path: Path, key: DataKey | None) -> Path:
    """Make an empty store, in place of one that may be there."""
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    create_store(path, key).close()
    return path


def run_import(source: Path, path: Path, key: DataKey | None) -> None:
    """Import a file into the store at `path`, as the command does."""
    store = open_store(path, key)
    lane, network = WriteLane(store.writing), NetworkLane()
    runner = JobRunner(network)
    job = runner.start("import", lambda control: import_file(source, "file", lane, control))
    outcome = job.result()
    assert outcome.tally.rejected == 0
    runner.close()
    lane.close()
    network.close()
    store.close()

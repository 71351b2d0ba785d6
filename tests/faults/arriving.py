"""A process in which rows arrive, to be killed amid them.

`python -m tests.faults.arriving STORE KIND WHAT REPORTS` prints a line per report of progress, and
after so many of them it dawdles, so that whoever kills it then finds it at work.
"""

import sys
import time
from pathlib import Path

from reviewer.store.opening import open_store
from reviewer.store.store import Store, Writing
from services.jobs.write_lane import WriteLane
from services.secrets import Secrets
from services.sync.catalogue import SourceCatalogue
from services.sync.files import import_file
from services.system_keyring import SystemKeyring
from tests.support.running import Run

DAWDLING_SECONDS = 0.3


def main(store_path: str, kind: str, what: str, reports: str) -> None:
    store = open_store(Path(store_path), None)
    lane: WriteLane[Writing] = WriteLane(store.writing)
    run = Run()
    run.life.observers.add(lambda: tell(run, int(reports)))
    if kind == "sync":
        catalogue(store, lane).sync(what, run.control)
    else:
        import_file(Path(what), "file", lane, run.control)


def catalogue(store: Store, lane: WriteLane[Writing]) -> SourceCatalogue:
    return SourceCatalogue(store, lane, Secrets(SystemKeyring(), {}))


def tell(run: Run, reports: int) -> None:
    sys.stdout.write(f"{run.last.done}\n")
    sys.stdout.flush()
    if len(run.reports) >= reports:
        time.sleep(DAWDLING_SECONDS)


if __name__ == "__main__":
    main(*sys.argv[1:])

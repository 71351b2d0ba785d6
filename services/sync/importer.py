"""Importing files as jobs, for the window: look, start, and see what was refused."""

from typing import TYPE_CHECKING

from reviewer.store.store import Store, Writing
from services.jobs.runner import JobRunner
from services.jobs.write_lane import WriteLane
from services.sync.source_keys import checked_key

if TYPE_CHECKING:
    from pathlib import Path

    from reviewer.domain.intake import StoredRefusal
    from services.jobs.job import Job
    from services.sync.files import ImportOutcome
    from services.sync.mapping import Mapping

#: Refused rows that are listed; all of them stay in the store.
MOST_LISTED = 1_000


class FileImporter:
    """Starts imports; `refused` reads at once, so it is not for the GUI thread."""

    def __init__(self, store: Store, lane: WriteLane[Writing], runner: JobRunner) -> None:
        self._store = store
        self._lane = lane
        self._runner = runner

    def start(self, path: "Path", source_key: str, mapping: "Mapping") -> "Job[ImportOutcome]":
        """Import a file by a mapping that somebody has seen. Raises UsageError for a bad key."""
        from services.sync.files import import_file

        key = checked_key(source_key)
        return self._runner.start(
            f"Importing {path.name}",
            lambda control: import_file(path, key, self._lane, control, mapping=mapping),
        )

    def refused(self, source_key: str, origin: str) -> "tuple[StoredRefusal, ...]":
        """Return the rows of a file or a source that were refused, oldest first."""
        from reviewer.store import sync

        with self._store.reading() as connection:
            return sync.refusals_of(connection, source_key.strip(), origin, MOST_LISTED)

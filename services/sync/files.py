"""Imports a file: every record of it becomes a row of the store, or is kept with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.errors import UnreadableFile
from reviewer.store.store import Writing
from services.jobs.control import JobControl
from services.jobs.status import JobCancelled
from services.jobs.write_lane import WriteLane
from services.sync.intake import Intake, Tally
from services.sync.mapping import Mapping
from services.sync.normalise import Normaliser
from services.sync.preview import ImportPreview, preview, sample_of
from services.sync.readers import open_records
from services.sync.records import BrokenOff, RecordFile
from services.sync.source_keys import FILE_KEY, checked_key

__all__ = ["FILE_KEY", "ImportOutcome", "ImportPreview", "import_file", "preview"]


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did. `broken_off` says where the file ended too early, if it did."""

    path: Path
    tally: Tally
    broken_off: str | None
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the outcome as commands print it."""
        return {
            "file": str(self.path),
            **self.tally.as_json(),
            "broken_off": self.broken_off,
            "notes": list(self.notes),
        }


def import_file(
    path: Path,
    source_key: str,
    lane: WriteLane[Writing],
    control: JobControl,
    *,
    corrections: Iterable[str] = (),
    mapping: Mapping | None = None,
) -> ImportOutcome:
    """Import a file; what was read before a fault or a cancel is saved.

    `source_key` goes into the ids: the same rows under the same key are the same interactions.
    A mapping that a person saw and accepted is used as it is; otherwise it is guessed, with
    `corrections` (`ours=theirs`). Progress is in bytes of the file.

    Raises UsageError, UnreadableFile, StoreError, JobCancelled.
    """
    file = open_records(path)
    chosen = mapping or _guessed(file, corrections)
    chosen.require()
    intake = Intake(lane, checked_key(source_key), path.name, repeats_refused=True)
    try:
        broken = _take_all(file, Normaliser(chosen, file.notation), intake, control)
    except JobCancelled:
        intake.finish()
        raise
    return ImportOutcome(path, intake.finish(), broken, file.notes)


def _guessed(file: RecordFile, corrections: Iterable[str]) -> Mapping:
    sample = sample_of(file)
    if not sample.records:
        raise UnreadableFile(sample.broken or f"{file.path.name} holds no records.")
    return sample.mapping(corrections)


def _take_all(
    file: RecordFile, normaliser: Normaliser, intake: Intake, control: JobControl
) -> str | None:
    """Take every block; return why the file ended too early, if it did."""
    rows = 0
    control.report(0, file.size)
    try:
        for block in file.blocks():
            control.checkpoint()
            if isinstance(block, BrokenOff):
                return block.detail
            intake.take(normaliser.block(block))
            rows += len(block.records)
            control.report(block.consumed, file.size, f"{rows:,} rows")
    except UnreadableFile as fault:
        if not rows:
            raise
        return str(fault)
    return None

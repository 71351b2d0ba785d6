"""What an import of a file would take, shown before it runs: the mapping and the first rows."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.domain.intake import Refused
from reviewer.domain.interaction import SourceRow
from services.sync.guess import guess_mapping
from services.sync.mapping import Mapping
from services.sync.normalise import Normaliser
from services.sync.paths import dotted, paths_in
from services.sync.readers import open_records
from services.sync.records import BrokenOff, NormalisedBlock, RawBlock, RecordFile, Repaired, bare


@dataclass(frozen=True, slots=True)
class FileSample:
    """A file and the first records of it, about a thousand; `broken` says where it ended early."""

    file: RecordFile
    block: RawBlock | None
    broken: str | None

    @property
    def records(self) -> list[Any]:
        """Return the records that are objects, from which a mapping is guessed."""
        found = map(bare, self.block.records) if self.block else ()
        return [record for record in found if isinstance(record, dict)]

    def mapping(self, corrections: Iterable[str] = (), without: Collection[str] = ()) -> Mapping:
        """Return the mapping, guessed and corrected; `without` names facts to be left empty.

        Raises UsageError where a correction makes no sense.
        """
        mapping = guess_mapping(self.records, corrections)
        for ours in without:
            mapping = mapping.without(ours)
        return mapping


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """The first records of a file as they would arrive.

    `paths` are all the places in them that a fact could come from; `problems` are sentences.
    """

    sample: FileSample
    mapping: Mapping
    paths: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    repaired: tuple[Repaired, ...]
    refused: tuple[Refused, ...]
    problems: tuple[str, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what was found out about the file, its format first."""
        return self.sample.file.notes

    @property
    def possible(self) -> bool:
        """Tell whether rows can be taken at all."""
        return bool(self.sample.records) and not self.mapping.missing

    def corrected(
        self, corrections: Iterable[str], without: Collection[str] = ()
    ) -> "ImportPreview":
        """Return the same records through another mapping; reads no file.

        Raises UsageError where a correction makes no sense.
        """
        return _previewed(self.sample, self.sample.mapping(corrections, without))


def preview(
    path: Path, corrections: Iterable[str] = (), without: Collection[str] = ()
) -> ImportPreview:
    """Look into a file. Raises UnreadableFile, and UsageError for a correction without sense."""
    sample = sample_of(open_records(path))
    return _previewed(sample, sample.mapping(corrections, without))


def sample_of(file: RecordFile) -> FileSample:
    """Read the first block with an object in it. Raises UnreadableFile."""
    sample = FileSample(file, None, None)
    for block in file.blocks():
        if isinstance(block, BrokenOff):
            return FileSample(file, sample.block, block.detail)
        sample = FileSample(file, block, None)
        if sample.records:
            break
    return sample


def _previewed(sample: FileSample, mapping: Mapping) -> ImportPreview:
    block = _normalised(sample, mapping)
    return ImportPreview(
        sample=sample,
        mapping=mapping,
        paths=tuple(map(dotted, paths_in(sample.records))),
        rows=tuple(block.rows) if block else (),
        repaired=block.repaired if block else (),
        refused=block.refused if block else (),
        problems=tuple(_problems(sample, mapping, block)),
    )


def _normalised(sample: FileSample, mapping: Mapping) -> NormalisedBlock | None:
    if sample.block is None or mapping.missing:
        return None
    return Normaliser(mapping, sample.file.notation).block(sample.block)


def _problems(sample: FileSample, mapping: Mapping, block: NormalisedBlock | None) -> Iterator[str]:
    if not sample.records:
        yield f"{sample.file.path.name} holds no records."
    elif mapping.missing:
        names = " and ".join(mapping.missing)
        yield f"No row can be taken without {names}: choose where in the records to find it."
    if sample.broken:
        yield sample.broken
    if block and block.refused:
        first, of = block.refused[0], f"{len(block.refused):,} of {len(block.raw.records):,}"
        yield f"{of} sampled records cannot be taken. The first is {first.place}: {first.detail}"

"""`reviewer import` and `sync`: how interactions come into the store."""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.cli.arguments import add_map
from reviewer.cli.output import Output, hint
from reviewer.cli.source import NO_SOURCE
from reviewer.errors import SourceError, UnreadableFile

if TYPE_CHECKING:
    from services.sync.files import ImportOutcome
    from services.sync.intake import Tally
    from services.workbench import Workbench

#: Rows named one by one before "and more" is said.
NAMED = 5


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `import` and `sync`."""
    _add_import(commands.add_parser("import", help="take in files", parents=[common]))
    _add_sync(commands.add_parser("sync", help="fetch what is new at sources", parents=[common]))


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Take in the conversations of files. Importing the same file again changes nothing."
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="JSONL, JSON or CSV, gzipped or not"
    )
    add_map(parser)
    parser.add_argument(
        "--source", default="file", metavar="KEY",
        help="the source's stable key: part of the ids of its interactions (default: file)",
    )  # fmt: skip
    parser.set_defaults(command=import_files)


def _add_sync(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="default: every source")
    parser.set_defaults(command=sync_sources)


def import_files(parsed: argparse.Namespace, out: Output) -> int:
    """Import files one after the other; exit code 1 where one of them ended too early."""
    from reviewer.cli.session import open_bench

    _look_into(parsed)
    with open_bench(parsed, create=True) as bench:
        outcomes = [_import_file(bench, path, parsed) for path in parsed.files]
    out.document(_import_json(outcomes), _import_lines(outcomes))
    broken = [one.broken_off for one in outcomes if one.broken_off]
    for sentence in broken:
        hint(f"reviewer: {sentence}")
    return 1 if broken else 0


def _look_into(parsed: argparse.Namespace) -> None:
    """Raise what keeps one of the files from being imported, before a store is made."""
    from services.sync.files import preview
    from services.sync.source_keys import checked_key

    checked_key(parsed.source)
    for seen in (preview(path, parsed.map) for path in parsed.files):
        if not seen.sample.records:
            raise UnreadableFile(seen.problems[-1])
        seen.mapping.require()


def _import_file(bench: "Workbench", path: Path, parsed: argparse.Namespace) -> "ImportOutcome":
    from reviewer.cli.progress import follow
    from services.sync.files import import_file

    body = partial(import_file, path, parsed.source, bench.lane, corrections=parsed.map)
    return follow(bench.runner.start(f"Importing {path.name}", body))


def _import_json(outcomes: "Sequence[ImportOutcome]") -> dict[str, Any]:
    totals: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for one in outcomes:
        totals.update(one.tally.counts())
        reasons.update(one.tally.reasons)
    files = [one.as_json() for one in outcomes]
    return {**totals, "reasons": dict(sorted(reasons.items())), "files": files}


def _import_lines(outcomes: "Sequence[ImportOutcome]") -> Iterator[str]:
    for one in outcomes:
        yield f"{one.path.name} ({', '.join(one.notes)})"
        yield f"  {_tally_line(one.tally)}"
        yield from _refusal_lines(one.tally)


def _tally_line(tally: "Tally") -> str:
    return (
        f"read {tally.read:,}, added {tally.added:,}, updated {tally.updated:,}, "
        f"unchanged {tally.unchanged:,}, sanitised {tally.sanitised:,}, "
        f"rejected {tally.rejected:,}"
    )


def _refusal_lines(tally: "Tally") -> Iterator[str]:
    for repaired in tally.repairs[:NAMED]:
        fields = ", ".join(f"{one.field} ({one.reason})" for one in repaired.repairs)
        yield f"  {repaired.place}: kept, after mending {fields}"
    if tally.sanitised > NAMED:
        yield f"  … and {tally.sanitised - NAMED:,} more rows were mended"
    if tally.rejected:
        yield "  The rejected rows are kept whole: reviewer store rejected"


def sync_sources(parsed: argparse.Namespace, out: Output) -> int:
    """Fetch what is new at the named sources, or at all; exit code 1 where one of them failed."""
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        names = parsed.names or [source.name for source in bench.sources.list()]
        synced = {name: _sync(bench, name, alone=len(names) == 1) for name in names}
    out.document(_sync_json(synced), _sync_lines(synced))
    for name, fault in _failed(synced).items():
        hint(f"reviewer: {name}: {fault}")
    return 1 if _failed(synced) else 0


def _sync(bench: "Workbench", name: str, *, alone: bool) -> "Tally | SourceError":
    """Sync a source; what keeps one from being read does not keep the next one."""
    from reviewer.cli.progress import follow

    job = bench.runner.start(f"Syncing {name}", lambda control: bench.sources.sync(name, control))
    try:
        return follow(job).tally
    except SourceError as fault:
        if alone:
            raise
        return fault


def _failed(synced: "Mapping[str, Tally | SourceError]") -> dict[str, SourceError]:
    return {name: one for name, one in synced.items() if isinstance(one, SourceError)}


def _sync_json(synced: "Mapping[str, Tally | SourceError]") -> dict[str, Any]:
    totals: Counter[str] = Counter()
    sources: dict[str, dict[str, Any]] = {}
    for name, one in synced.items():
        if isinstance(one, SourceError):
            sources[name] = {"error": str(one), "fault": type(one).__name__}
        else:
            totals.update(one.counts())
            sources[name] = one.as_json()
    return {**totals, "sources": sources}


def _sync_lines(synced: "Mapping[str, Tally | SourceError]") -> Iterator[str]:
    if not synced:
        yield NO_SOURCE
    for name, one in synced.items():
        yield f"{name}: {'failed' if isinstance(one, SourceError) else _tally_line(one)}"

"""`reviewer import`, `source` and `sync`: how interactions come into the store."""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.cli.output import Output, hint
from reviewer.cli.tables import table
from reviewer.errors import UnreadableFile, UsageError

if TYPE_CHECKING:
    from reviewer.domain.source import Source
    from services.sync.files import ImportOutcome
    from services.sync.intake import Tally
    from services.sync.sql_plan import TableLook
    from services.workbench import Workbench

#: Rows named one by one before "and more" is said.
NAMED = 5
NO_SOURCE = "There is no source yet: add one with reviewer source add NAME URL."


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `import`, `source` and `sync`."""
    _add_import(commands.add_parser("import", help="take in files", parents=[common]))
    topic = commands.add_parser("source", help="databases to sync from", parents=[common])
    inner = topic.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_source(inner.add_parser("add", help="add a database's table", parents=[common]))
    listed = inner.add_parser("list", help="print the sources", parents=[common])
    listed.set_defaults(command=print_sources)
    for name, what, command in (
        ("test", "connect, and show how rows are read", test_source),
        ("remove", "forget a source; its interactions stay", remove_source),
    ):
        parser = inner.add_parser(name, help=what, parents=[common])
        parser.add_argument("name", metavar="NAME")
        parser.set_defaults(command=command)
    _add_sync(commands.add_parser("sync", help="fetch what is new at sources", parents=[common]))


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Take in the conversations of files. Importing the same file again changes nothing."
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="JSONL, JSON or CSV, gzipped or not"
    )
    _add_map(parser)
    parser.add_argument(
        "--source", default="file", metavar="KEY",
        help="the source's stable key: part of the ids of its interactions (default: file)",
    )  # fmt: skip
    parser.set_defaults(command=import_files)


def _add_map(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--map", action="append", default=[], metavar="OURS=THEIRS",
        help="say where a field is found, as in customer_message=customer.text (repeatable)",
    )  # fmt: skip


def _add_source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="what you call it")
    parser.add_argument("url", nargs="?", metavar="URL", help="postgresql://user@host/database")
    parser.add_argument("--url", dest="url_option", metavar="URL", help="the same, as an option")
    parser.add_argument("--table", help="table or view (default: customer_interactions)")
    parser.add_argument(
        "--source", "--key", dest="key", metavar="KEY", help="its stable key in interactions' ids"
    )
    parser.add_argument(
        "--password-env", metavar="VAR", help="read the password from this environment variable"
    )
    _add_map(parser)
    parser.set_defaults(command=add_source)


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


def add_source(parsed: argparse.Namespace, out: Output) -> None:
    """Add a table of a database as a source."""
    import os

    from reviewer.cli.session import open_bench

    url = parsed.url or parsed.url_option
    if not url:
        raise UsageError("Where is the database? Give its URL: postgresql://user@host/database.")
    password = os.environ.get(parsed.password_env) if parsed.password_env else None
    with open_bench(parsed, create=True) as bench:
        added = bench.sources.add(
            parsed.name, url, parsed.table, parsed.key, parsed.map, password=password
        )
    if added.advice:
        hint(added.advice)
    document = {**_source_json(added.source), **_look_json(added.look)}
    out.document(document, [f"Added “{added.source.name}”.", *_look_lines(added.look)])


def print_sources(parsed: argparse.Namespace, out: Output) -> None:
    """Print the sources with how their last sync ended."""
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        found = bench.sources.list()
    rows = ((one.name, *_last_sync(one), one.key, one.config.get("url")) for one in found)
    lines = table(("name", "outcome", "last sync", "key", "where"), rows)
    out.document([_source_json(one) for one in found], lines if found else [NO_SOURCE])


def _source_json(source: "Source") -> dict[str, Any]:
    from reviewer.domain.moments import iso_utc

    return {
        "name": source.name,
        "source_key": source.key,
        "kind": source.kind,
        **source.config,
        "cursor": source.cursor,
        "finished_at": iso_utc(source.finished_at),
        "outcome": source.outcome,
    }


def _last_sync(source: "Source") -> tuple[str, str]:
    from reviewer.domain.moments import iso_utc

    outcome = source.outcome or {}
    return str(outcome.get("state", "never synced")), iso_utc(source.finished_at) or ""


def test_source(parsed: argparse.Namespace, out: Output) -> None:
    """Connect to a source and show how its rows are read."""
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        look = bench.sources.test(parsed.name)
    out.document({"name": parsed.name, "works": True, **_look_json(look)}, _look_lines(look))


def _look_json(look: "TableLook") -> dict[str, Any]:
    return {"rows": look.rows, "columns": list(look.columns), "unused": list(look.unused)}


def _look_lines(look: "TableLook") -> Iterator[str]:
    yield f"{look.rows:,} rows."
    choices = look.plan.mapping.choices
    rows = ((choice.ours, choice.theirs, choice.sample) for choice in choices)
    yield from table(("ours", "theirs", "sample"), rows)
    if look.unused:
        yield f"Kept beside, without a name of ours: {', '.join(look.unused)}"
    if not look.tells_changes:
        yield "No column tells when a row changed: every sync reads the whole table."


def remove_source(parsed: argparse.Namespace, out: Output) -> None:
    """Forget a source."""
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        removed = bench.sources.remove(parsed.name)
    out.document({"removed": removed.name}, [f"Removed “{removed.name}”; its interactions stay."])


def sync_sources(parsed: argparse.Namespace, out: Output) -> None:
    """Fetch what is new at the named sources, or at all of them."""
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        names = parsed.names or [source.name for source in bench.sources.list()]
        synced = {name: _sync(bench, name) for name in names}
    totals: Counter[str] = Counter()
    for tally in synced.values():
        totals.update(tally.counts())
    sources = {name: tally.as_json() for name, tally in synced.items()}
    lines = [f"{name}: {_tally_line(tally)}" for name, tally in synced.items()]
    out.document({**totals, "sources": sources}, lines or [NO_SOURCE])


def _sync(bench: "Workbench", name: str) -> "Tally":
    from reviewer.cli.progress import follow

    job = bench.runner.start(f"Syncing {name}", lambda control: bench.sources.sync(name, control))
    return follow(job).tally

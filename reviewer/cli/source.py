"""`reviewer source`: the databases that interactions are synced from."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reviewer.cli.arguments import add_map
from reviewer.cli.output import Output, hint
from reviewer.cli.printing import minute_utc
from reviewer.cli.tables import table
from reviewer.errors import UsageError

if TYPE_CHECKING:
    from reviewer.domain.source import Source
    from services.sync.sql_plan import TableLook

NO_SOURCE = "There is no source yet: add one with reviewer source add NAME URL."


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `source` with its own commands."""
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
    add_map(parser)
    parser.set_defaults(command=add_source)


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
    outcome = source.outcome or {}
    return str(outcome.get("state", "never synced")), minute_utc(source.finished_at) or ""


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

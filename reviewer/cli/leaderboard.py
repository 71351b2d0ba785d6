"""`reviewer leaderboard`: the most improved replies."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.cli.arguments import positive
from reviewer.cli.output import Output
from reviewer.cli.tables import table
from reviewer.domain.improvement import ImprovementState, LeaderboardRow
from reviewer.errors import UsageError

if TYPE_CHECKING:
    from reviewer.store.improvements import Board

ORDERS = ("gain", "newest", "smallest")


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `leaderboard`."""
    parser = commands.add_parser(
        "leaderboard",
        help="show the most improved replies",
        description="Ranks improved replies by their score gain: the mean of the four rubric "
        "scores (1 to 5) of the improved reply, less that of the AI's, by the same judge.",
        parents=[common],
    )
    parser.add_argument("--limit", type=positive, metavar="N", help="at most so many")
    parser.add_argument("--order", choices=ORDERS, default="gain", help="default: gain")
    states = [state.value for state in ImprovementState]
    parser.add_argument("--state", choices=states, help="only these (default: not the discarded)")
    for name, what in (("topic", "topic"), ("category", "failure category")):
        parser.add_argument(f"--{name}", metavar="VALUE", help=f"only of this {what}")
    parser.add_argument("--assistant-version", metavar="VALUE", help="only of this version")
    parser.add_argument("--least-gain", type=float, metavar="N", help="only from this gain on")
    parser.add_argument("--all", action="store_true", help="also those that nobody scored")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="write it to a file: .csv or .json"
    )
    parser.set_defaults(command=print_leaderboard)


def print_leaderboard(parsed: argparse.Namespace, out: Output) -> None:
    """Print the leaderboard, or write it to a file."""
    from reviewer.cli.session import open_bench

    if parsed.out is not None and parsed.out.suffix.lower() not in {".csv", ".json"}:
        raise UsageError(f"{parsed.out} should end in .csv or .json.")
    with open_bench(parsed) as bench:
        rows = bench.assistant.parts.board.rows(_board(parsed))
    if parsed.out is None:
        out.document([row.as_json() for row in rows], _lines(rows))
        return
    _write(parsed.out, rows)
    document = {"file": str(parsed.out), "rows": len(rows)}
    out.document(document, [f"Wrote {len(rows):,} replies to {parsed.out}."])


def _board(parsed: argparse.Namespace) -> "Board":
    from reviewer.store.improvements import Board

    return Board(
        order=parsed.order,
        limit=parsed.limit,
        state=ImprovementState(parsed.state) if parsed.state else None,
        topic=parsed.topic,
        category=parsed.category,
        assistant_version=parsed.assistant_version,
        least_gain=parsed.least_gain,
        scored=not parsed.all,
    )


def _write(path: Path, rows: Sequence[LeaderboardRow]) -> None:
    """Write a file that is whole or not there. Raises StoreError."""
    import orjson

    from reviewer.store.private_files import replace_private
    from services.assistant.board import as_csv

    if path.suffix.lower() == ".csv":
        replace_private(path, as_csv(rows).encode("utf-8-sig"))
    else:
        documents = [row.as_json() for row in rows]
        replace_private(path, orjson.dumps(documents, option=orjson.OPT_INDENT_2))


def _lines(rows: Sequence[LeaderboardRow]) -> Iterator[str]:
    if not rows:
        yield "There are no improved replies yet: “reviewer improve” makes some."
        return
    yield from table(("id", "gain", "state", "by", "from → to"), map(_cells, rows))


def _cells(row: LeaderboardRow) -> tuple[object, ...]:
    document = row.as_json()
    gain = document["score_gain"]
    return (
        document["interaction_id"],
        "–" if gain is None else f"{gain:+.2f}",
        document["state"],
        document["model"],
        f"{document['original_reply']} → {document['corrected_reply']}",
    )

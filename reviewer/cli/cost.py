"""`reviewer cost`: what the assistant has cost, by purpose, model and day."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reviewer.cli.arguments import moment
from reviewer.cli.output import Output
from reviewer.cli.printing import minute_utc
from reviewer.cli.tables import table
from reviewer.domain.cost import Spending, dollars, money

if TYPE_CHECKING:
    from services.assistant.spending import SpendingReport

BY = ("purpose", "model", "day")


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `cost`."""
    parser = commands.add_parser("cost", help="show what the assistant has cost", parents=[common])
    parser.add_argument("--by", choices=BY, help="sum only by this (default: by all three)")
    parser.add_argument(
        "--since", type=moment, metavar="TIME", default=0, help="such as 2026-11-01"
    )
    parser.add_argument(
        "--edit-prices", action="store_true",
        help="make your own copy of the price table, to be edited, and tell where it is",
    )  # fmt: skip
    parser.set_defaults(command=print_cost)


def print_cost(parsed: argparse.Namespace, out: Output) -> None:
    """Print the sums of the ledger, or where the price table is."""
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        parts = bench.assistant.parts
        if parsed.edit_prices:
            path = str(parts.prices.editable_copy())
            out.document({"prices": path}, [f"Edit the prices in {path}; they hold at once."])
            return
        report = parts.spending.report(parsed.since)
    wanted = (parsed.by,) if parsed.by else BY
    out.document(_document(report, wanted), _lines(report, wanted))


def _document(report: "SpendingReport", wanted: Sequence[str]) -> dict[str, Any]:
    return {
        "cost": dollars(report.total),
        "month": dollars(report.month),
        "cap_month": dollars(report.caps.month),
        "cap_run": dollars(report.caps.run),
        "prices_as_of": report.prices_as_of,
        **{f"by_{name}": [_sum(one) for one in _sums(report, name)] for name in wanted},
    }


def _sums(report: "SpendingReport", name: str) -> tuple[Spending, ...]:
    sums: tuple[Spending, ...] = getattr(report, f"by_{name}")
    return sums


def _sum(one: Spending) -> dict[str, Any]:
    return {
        "key": one.key,
        "calls": one.calls,
        "from_cache": one.from_cache,
        "prompt_tokens": one.prompt_tokens,
        "cached_tokens": one.cached_tokens,
        "completion_tokens": one.completion_tokens,
        "cost": dollars(one.cost),
        "simulated": _simulated(one.key),
    }


def _simulated(key: str) -> bool:
    from reviewer.domain.assistant import is_simulated

    return is_simulated(key)


def _lines(report: "SpendingReport", wanted: Sequence[str]) -> Iterator[str]:
    since = f" since {minute_utc(report.since)}" if report.since else ""
    month = f"{money(report.month)} of {money(report.caps.month)} this month"
    yield f"{money(report.total)}{since}, {month}"
    yield f"Prices as of {report.prices_as_of}; a run may cost {money(report.caps.run)}."
    for name in wanted:
        yield ""
        heads = (name, "calls", "known", "tokens in", "out", "cost")
        yield from table(heads, (_cells(one, name) for one in _sums(report, name)))


def _cells(one: Spending, name: str) -> tuple[object, ...]:
    from reviewer.cli.consent import mark
    from reviewer.domain.assistant import Purpose

    label = Purpose(one.key).label if name == "purpose" else f"{one.key}{mark(one.key)}"
    tokens = f"{one.prompt_tokens:,}", f"{one.completion_tokens:,}"
    return (label, f"{one.calls:,}", f"{one.from_cache:,}", *tokens, money(one.cost))

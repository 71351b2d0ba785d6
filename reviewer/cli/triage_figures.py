"""`reviewer triage stats|calibrate|threshold|audit|estimate`: figures, and what moves them."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reviewer.cli.arguments import share
from reviewer.cli.output import Output

if TYPE_CHECKING:
    from reviewer.domain.calibration import Calibration
    from reviewer.domain.queue import QueueCounts
    from services.triage.threshold import ThresholdMove

#: The share of bad replies that the terminal names a threshold for.
CAUGHT = 0.8


def add_commands(inner: Any, common: argparse.ArgumentParser) -> None:
    """Add the figures to the commands of `triage`."""
    stats = inner.add_parser("stats", help="count the queues", parents=[common])
    stats.set_defaults(command=print_stats)
    calibrate = inner.add_parser(
        "calibrate", help="how well confidence tells good from bad", parents=[common]
    )
    calibrate.set_defaults(command=print_calibration)
    _add_threshold(
        inner.add_parser("threshold", help="show or set when a reply is snoozed", parents=[common])
    )
    audit = inner.add_parser("audit", help="draw the audit sample", parents=[common])
    audit.add_argument("--share", type=share, help="of the replies not snoozed, 0..1")
    audit.set_defaults(command=draw_audit)
    estimate = inner.add_parser(
        "estimate", help="estimate confidence where the source sent none", parents=[common]
    )
    estimate.set_defaults(command=run_estimates)


def _add_threshold(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("value", type=share, nargs="?", help="the new threshold, 0..1")
    parser.add_argument(
        "--dry-run", action="store_true", help="only count the replies that it would move"
    )
    parser.set_defaults(command=show_or_set_threshold)


def print_stats(parsed: argparse.Namespace, out: Output) -> None:
    """Print how many interactions each queue holds, and what was done today."""
    from reviewer.cli.session import open_desk

    with open_desk(parsed) as desk:
        counts, today = desk.counts(), desk.furnish().day.today()
    document = _counts_json(counts) | {"done_today": today.done}
    out.document(document, [f"{name:<10} {number:>10,}" for name, number in document.items()])


def _counts_json(counts: "QueueCounts") -> dict[str, int]:
    return {
        "total": counts.total,
        "new": counts.new,
        "snoozed": counts.snoozed,
        "due": counts.due,
        "reviewed": counts.reviewed,
        "manual": counts.manual,
        "audit": counts.audit,
    }


def print_calibration(parsed: argparse.Namespace, out: Output) -> None:
    """Print reliability, calibration error and the effect of every threshold."""
    from reviewer.cli.session import open_desk

    with open_desk(parsed) as desk:
        calibration = desk.furnish().calibrating.calibration()
    out.document(_calibration_json(calibration), _calibration_lines(calibration))


def _calibration_json(calibration: "Calibration") -> dict[str, Any]:
    bins = [
        {
            "lower": one.lower,
            "upper": one.upper,
            "confidence": one.confidence,
            "share_bad": one.share_bad,
            "n": one.n,
            "weight": one.weight,
        }
        for one in calibration.bins
    ]
    thresholds = [
        {"threshold": one.threshold, "caught": one.caught, "queue_share": one.queue_share}
        for one in calibration.thresholds
    ]
    return {
        "n": calibration.n,
        "audited": calibration.audited,
        "stood_for": calibration.stood_for,
        "ece": calibration.ece,
        "bins": bins,
        "thresholds": thresholds,
    }


def _calibration_lines(calibration: "Calibration") -> Iterator[str]:
    from reviewer.cli.tables import table
    from reviewer.domain.calibration import threshold_catching

    if calibration.ece is None:
        yield "No reply has both a confidence and feedback yet."
        return
    heads = ("confidence", "mean", "bad", "replies")
    rows = (
        (f"{one.lower:.1f} to {one.upper:.1f}", f"{one.confidence:.2f}", f"{one.share_bad:.0%}",
         f"{one.n:,}")
        for one in calibration.bins
    )  # fmt: skip
    yield from table(heads, rows)
    if calibration.audited:
        yield (
            f"{calibration.audited:,} replies of the audit sample stand for "
            f"{calibration.stood_for:,.0f}."
        )
    yield f"Expected calibration error: {calibration.ece:.3f} (0 is perfect, 10 bins)."
    found = threshold_catching(calibration, CAUGHT)
    if found is not None:
        yield (
            f"A threshold of {found.threshold:.2f} catches {found.caught:.0%} of bad replies "
            f"with {found.queue_share:.0%} of all replies in the queue."
        )


def show_or_set_threshold(parsed: argparse.Namespace, out: Output) -> None:
    """Print the threshold, count what another one would move, or set it."""
    from reviewer.cli.progress import follow
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        threshold = bench.desk.furnish().threshold
        wanted = threshold.current() if parsed.value is None else parsed.value
        if parsed.value is None or parsed.dry_run:
            move = threshold.dry_run(wanted)
        else:
            body = threshold.move
            move = follow(
                bench.runner.start("Moving replies", lambda control: body(wanted, control))
            )
    is_set = parsed.value is not None and not parsed.dry_run
    out.document(_move_json(move, is_set=is_set), _move_lines(move, is_set=is_set))


def _move_json(move: "ThresholdMove", *, is_set: bool) -> dict[str, Any]:
    return {
        "threshold": move.after if is_set else move.before,
        "wanted": move.after,
        "snoozes": move.opens,
        "releases": move.closes,
        "set": is_set,
    }


def _move_lines(move: "ThresholdMove", *, is_set: bool) -> Iterator[str]:
    if move.before == move.after and not is_set:
        yield f"Replies below a confidence of {move.before:g} are snoozed."
        return
    verb = ("snoozed", "released") if is_set else ("would be snoozed", "would be released")
    yield f"Threshold {move.before:g} → {move.after:g}:"
    yield f"{move.opens:,} replies {verb[0]}, {move.closes:,} {verb[1]}."


def draw_audit(parsed: argparse.Namespace, out: Output) -> None:
    """Draw the audit sample from what arrived since it was drawn last."""
    from reviewer.cli.progress import follow
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        audit = bench.desk.furnish().audit
        if parsed.share is not None:
            audit.set_share(parsed.share)
        drawn, share = follow(bench.runner.start("Drawing the sample", audit.draw)), audit.share()
    lines = [f"{drawn:,} replies drawn ({share:.2%} of those that were not snoozed)."]
    out.document({"drawn": drawn, "share": share}, lines)


def run_estimates(parsed: argparse.Namespace, out: Output) -> None:
    """Estimate the confidence of every reply that has none."""
    from reviewer.cli.progress import follow
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        estimating = bench.desk.furnish().estimating
        waiting = estimating.waiting()
        told = follow(bench.runner.start("Estimating confidence", estimating.run))
    lines = [f"{told:,} of {waiting:,} replies have an estimate now."]
    out.document({"looked_at": waiting, "estimated": told}, lines)

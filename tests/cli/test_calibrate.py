"""`triage calibrate` and `triage stats` on the 20,000 rows, against a count of their own."""

import gzip
import json
from itertools import pairwise
from math import fsum
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine

#: Confidence and feedback of a row.
Row = tuple[float | None, str | None]


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[Row]:
    """Every row's confidence and feedback, straight from the file."""
    with gzip.open(shared / "data" / "interactions.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return [(row.get("confidence"), row.get("feedback")) for row in found]


def judged(rows: list[Row]) -> list[tuple[float, bool]]:
    """Confidence, and whether the reply is bad, where both are known."""
    return [(at, says == "no") for at, says in rows if at is not None and says is not None]


def test_bins_and_error_are_what_one_counts(filled: CommandLine, rows: list[Row]) -> None:
    found, known, error = filled.json("triage", "calibrate"), judged(rows), 0.0
    assert (found["n"], found["audited"], len(found["bins"])) == (len(known), 0, 10)
    for number, one in enumerate(found["bins"]):
        lower, upper = number / 10, (number + 1) / 10
        inside = [row for row in known if lower <= row[0] < upper or upper == 1 == row[0]]
        confidence = fsum(at for at, _ in inside) / len(inside)
        share_bad = sum(bad for _, bad in inside) / len(inside)
        error += len(inside) * abs(1 - share_bad - confidence) / len(known)
        assert (one["n"], one["weight"]) == (len(inside), len(inside))
        assert one["confidence"] == pytest.approx(confidence)
        assert one["share_bad"] == pytest.approx(share_bad)
    assert found["ece"] == pytest.approx(error)


def test_the_effect_of_every_threshold_is_what_one_counts(
    filled: CommandLine, rows: list[Row]
) -> None:
    effects = filled.json("triage", "calibrate")["thresholds"]
    known = [at for at, _ in rows if at is not None]
    bad = [at for at, is_bad in judged(rows) if is_bad]
    for one in effects:
        caught = sum(at < one["threshold"] for at in bad) / len(bad)
        queue = sum(at < one["threshold"] for at in known) / len(known)
        assert one["caught"] == pytest.approx(caught)
        assert one["queue_share"] == pytest.approx(queue)
    for before, after in pairwise(effects):
        assert before["threshold"] < after["threshold"]
        assert before["caught"] <= after["caught"]
        assert before["queue_share"] <= after["queue_share"]


def test_stats_are_what_one_counts(filled: CommandLine, rows: list[Row]) -> None:
    doubtful = sum(at is not None and at < 0.3 for at, _ in rows)
    stats = filled.json("triage", "stats")
    assert stats["total"] == len(rows)
    assert (stats["new"], stats["reviewed"]) == (len(rows) - doubtful, 0)
    assert (stats["snoozed"], stats["due"]) == (doubtful, doubtful)

"""`reviewer triage`: gestures, their way back, and the figures, as a script and a person see it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import CommandLine

ROWS = [
    {"id": "a", "customer_message": "Where is my giraffe?", "ai_reply": "In the barn.",
     "agent_reply": "On its way.", "confidence": 0.1, "feedback": "no", "topic": "animals"},
    {"id": "b", "customer_message": "Cancel my booking", "ai_reply": "Done.", "confidence": 0.2,
     "feedback": "yes", "topic": "hotel"},
    {"id": "c", "customer_message": "Thanks", "ai_reply": "You are welcome.", "confidence": 0.95,
     "feedback": "yes"},
    {"id": "d", "customer_message": "Where is my giraffe now?", "ai_reply": "Near."},
]  # fmt: skip


@pytest.fixture
def team(reviewer: CommandLine, tmp_path: Path) -> CommandLine:
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    reviewer.done("import", file)
    return reviewer


def triage(team: CommandLine, *arguments: str) -> Any:
    return team.json("triage", *arguments)


def ids(items: list[dict[str, Any]]) -> list[str]:
    return [item["external_id"] for item in items]


def test_a_reply_is_snoozed_until_a_moment_and_woken(team: CommandLine) -> None:
    done = triage(team, "snooze", "a", "--until", "2126-12-01T09:00Z", "--reason", "FAQ")

    assert (done["until"], done["reason"], done["on"]) == ("2126-12-01T09:00:00Z", "FAQ", [])
    assert done["action"] == "Snooze until 1 December 2126"
    stats = triage(team, "stats")
    assert (stats["total"], stats["new"], stats["snoozed"], stats["due"]) == (4, 2, 2, 1)
    assert (stats["reviewed"], stats["manual"]) == (0, 1)
    assert ids(triage(team, "list")) == ["b"]
    shown = triage(team, "show", "a")
    assert (shown["snoozed_by"], shown["due_at"]) == ("manual", "2126-12-01T09:00:00Z")
    assert shown["snoozes"][0]["reason"] == "FAQ"
    triage(team, "wake", "a")
    assert ids(triage(team, "list")) == ["a", "b"]
    assert "not asleep" in team.refused("triage", "wake", "a")


def test_the_customers_reply_wakes(team: CommandLine) -> None:
    done = triage(team, "snooze", "a", "--on", "customer_replied", "--on", "new_version")

    assert done["on"] == ["customer_replied", "new_version"]
    assert triage(team, "show", "a")["due_at"] is None


def test_steps_go_back_and_forth(team: CommandLine) -> None:
    triage(team, "decide", "a", "--decision", "agent_better", "--severity", "3", "--flag")
    triage(team, "tag", "b", "VIP")

    assert triage(team, "undo") == {"undone": "Tag “vip”", "interactions": 1}
    assert triage(team, "undo")["undone"] == "Agent better"
    assert triage(team, "undo")["undone"] is None
    assert triage(team, "redo") == {"redone": "Agent better", "interactions": 1}
    assert triage(team, "redo")["redone"] == "Tag “vip”"
    assert triage(team, "redo")["redone"] is None
    (review, undone) = triage(team, "show", "a")["reviews"]
    assert (review["standing"], review["severity"], review["flagged"]) == (True, 3, True)
    assert not undone["standing"]
    assert ids(triage(team, "list", "--queue", "all", "--tag", "vip")) == ["b"]
    assert triage(team, "stats")["done_today"] == 1
    triage(team, "tag", "b", "vip", "--remove")
    assert triage(team, "list", "--queue", "all", "--tag", "vip") == []


def test_a_list_can_be_narrowed_and_ordered(team: CommandLine) -> None:
    def listed(*arguments: str) -> list[str]:
        return ids(triage(team, "list", "--queue", "all", *arguments))

    assert listed("--words", "giraf") == ["a", "d"]
    assert listed("--topic", "hotel") == ["b"]
    assert listed("--feedback", "yes", "--order", "confidence") == ["b", "c"]
    assert listed("--order", "wrong")[0] == "a"
    assert listed("--order", "topic") == ["a", "b", "c", "d"]


def test_calibration_has_bins_an_error_and_thresholds(team: CommandLine) -> None:
    found = triage(team, "calibrate")

    assert [one["n"] for one in found["bins"]] == [1, 1, 1]
    assert set(found["bins"][0]) >= {"confidence", "share_bad", "n"}
    assert found["ece"] == pytest.approx((0.1 + 0.8 + 0.05) / 3)
    assert set(found["thresholds"][0]) == {"caught", "threshold", "queue_share"}
    assert found["thresholds"][-1]["caught"] == 1
    text = team.done("triage", "calibrate").text
    assert "Expected calibration error: 0.317" in text
    assert "catches 100% of bad replies with 33% of all replies" in text


def test_another_threshold_is_tried_first(team: CommandLine) -> None:
    assert triage(team, "threshold") == {
        "threshold": 0.3, "wanted": 0.3, "snoozes": 0, "releases": 0, "set": False,
    }  # fmt: skip
    tried = triage(team, "threshold", "0.15", "--dry-run")
    assert (tried["threshold"], tried["releases"]) == (0.3, 1)
    assert triage(team, "stats")["snoozed"] == 2
    assert triage(team, "threshold", "0.15")["set"]
    assert triage(team, "stats")["snoozed"] == 1
    assert "0.15" in team.done("triage", "threshold").text


def test_the_audit_sample_is_drawn_on_request(team: CommandLine) -> None:
    assert triage(team, "stats")["audit"] == 0
    assert triage(team, "audit", "--share", "1") == {"drawn": 2, "share": 1.0}
    assert triage(team, "stats")["audit"] == 2
    assert triage(team, "audit")["drawn"] == 0


def test_estimates_are_made_where_the_source_sent_none(team: CommandLine) -> None:
    assert triage(team, "estimate") == {"looked_at": 1, "estimated": 0}
    assert triage(team, "estimate")["looked_at"] == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("snooze", "a"), "Say what ends the snooze"),
        (("snooze", "a", "--until", "soon"), "'soon' is no time"),
        (("snooze", "a", "--on", "rain"), "invalid choice"),
        (("threshold", "2"), "no number from 0 to 1"),
        (("decide", "a", "--decision", "ai_bad", "--severity", "4"), "invalid choice"),
    ],
)
def test_wrong_usage_is_told(team: CommandLine, arguments: tuple[str, ...], sentence: str) -> None:
    finished = team("triage", *arguments)
    assert finished.code == 2
    assert sentence in finished.err.decode()


def test_a_person_reads_plain_words(team: CommandLine) -> None:
    def said(*arguments: str) -> str:
        return team.done("triage", *arguments).text.strip()

    assert said("snooze", "a", "--until", "2126-12-01T09:00Z", "--reason", "FAQ").startswith(
        "Snooze until 1 December 2126: "
    )
    shown = said("show", "a")
    assert "SNOOZED" in shown
    assert "until 2126-12-01 09:00 UTC" in shown
    assert said("undo") == "Undone: Snooze until 1 December 2126."
    assert said("redo") == "Redone: Snooze until 1 December 2126."
    assert said("threshold") == "Replies below a confidence of 0.3 are snoozed."
    assert said("threshold", "0.15", "--dry-run").endswith("1 would be released.")

"""`reviewer triage list` with each of its filters, and the shapes that scripts rely on."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import CommandLine

ROWS = [
    {"id": "a", "customer_message": "Where is my giraffe?", "ai_reply": "In the barn.",
     "agent_reply": "On its way.", "confidence": 0.1, "feedback": "no", "topic": "animals",
     "channel": "web", "language": "en", "assistant_version": "v1",
     "created_at": "2026-11-01T10:00:00Z"},
    {"id": "b", "customer_message": "Cancel my booking", "ai_reply": "Done.", "confidence": 0.2,
     "feedback": "yes", "topic": "hotel", "channel": "app", "language": "de",
     "assistant_version": "v2", "created_at": "2026-11-02T10:00:00Z"},
    {"id": "c", "customer_message": "Thanks", "ai_reply": "You are welcome.", "confidence": 0.95,
     "feedback": "yes", "created_at": "2026-11-03T10:00:00Z"},
    {"id": "d", "customer_message": "Where is my giraffe now?", "ai_reply": "Near.",
     "created_at": "2026-11-04T10:00:00Z"},
]  # fmt: skip
ITEM = {
    "id", "external_id", "source_key", "conversation_id", "channel", "customer_message",
    "ai_reply", "agent_reply", "feedback", "confidence", "assistant_version", "topic", "intent",
    "language", "created_at", "updated_at", "context", "queue", "snoozed_by", "decision",
    "effective_feedback", "effective_confidence", "confidence_origin", "due_at", "woken_by",
    "returns", "category", "tags", "flagged",
}  # fmt: skip


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """A store on which some things were done; the tests only read it."""
    folder = tmp_path_factory.mktemp("lists")
    file = folder / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    team = CommandLine(folder, environ=_alone(folder)).on(folder / "s.db", "--plain")
    team.done("import", file)
    verdict = ("--decision", "ai_bad", "--category", "tone", "--severity", "2", "--flag")
    team.done("triage", "decide", "d", *verdict)
    team.done("triage", "tag", "b", "VIP  Guests")
    return team


def _alone(folder: Path) -> dict[str, str]:
    return {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("", "abcd"),
        ("--words giraf", "ad"),
        ("--topic hotel", "b"),
        ("--topic nowhere", ""),
        ("--assistant-version v1", "a"),
        ("--channel app", "b"),
        ("--language de", "b"),
        ("--feedback no", "ad"),
        ("--feedback yes", "bc"),
        ("--decision ai_bad", "d"),
        ("--category tone", "d"),
        ("--flagged", "d"),
        ("--put-off", ""),
        ("--disagreement", ""),
        ("--confidence-from 0.2", "bc"),
        ("--confidence-below 0.2", "a"),
        ("--confidence-from 0.15 --confidence-below 0.95", "b"),
        ("--confidence-below 0", ""),
        ("--without-confidence", "d"),
        ("--since 2026-11-02T10:00Z", "bcd"),
        ("--until 2026-11-02T10:00Z", "a"),
        ("--since 2026-11-02T00:00Z --until 2026-11-04T00:00Z", "bc"),
        ("--words giraf --since 2026-11-02T00:00Z", "d"),
        ("--order newest", "dcba"),
        ("--order newest --limit 2", "dc"),
    ],
)
def test_a_list_holds_what_fits(decided: CommandLine, arguments: str, expected: str) -> None:
    found = decided.json("triage", "list", "--queue", "all", *arguments.split())
    assert "".join(item["external_id"] for item in found) == expected


def test_a_tag_is_found_by_its_clean_spelling(decided: CommandLine) -> None:
    found = decided.json("triage", "list", "--queue", "all", "--tag", "vip guests")
    assert [(item["external_id"], item["tags"]) for item in found] == [("b", ["vip guests"])]


def test_a_reviewer_is_asked_for_by_name(decided: CommandLine) -> None:
    (review,) = decided.json("triage", "show", "d")["reviews"]
    listed = ("triage", "list", "--queue", "all", "--reviewer")
    found = decided.json(*listed, review["reviewer"])
    assert [item["external_id"] for item in found] == ["d"]
    assert "Nobody called “Bob” has reviewed anything" in decided.refused(*listed, "Bob")


@pytest.mark.parametrize(
    ("queue", "expected"),
    [("due", "ab"), ("snoozed", "ab"), ("new", "c"), ("reviewed", "d"), ("all", "abcd")],
)
def test_queues(decided: CommandLine, queue: str, expected: str) -> None:
    found = decided.json("triage", "list", "--queue", queue)
    assert "".join(item["external_id"] for item in found) == expected
    assert all(set(item) >= ITEM for item in found)


def test_what_is_shown_of_one(decided: CommandLine) -> None:
    shown = decided.json("triage", "show", "d")
    assert set(shown) >= ITEM | {"reviews", "snoozes"}
    (review,) = shown["reviews"]
    known: dict[str, Any] = {
        "decision": "ai_bad", "feedback": "no", "category": "tone", "severity": 2,
        "flagged": True, "standing": True,
    }  # fmt: skip
    assert {name: review[name] for name in known} == known
    assert (shown["queue"], shown["effective_feedback"]) == ("reviewed", "no")
    assert shown["feedback"] is None


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("list --queue tomorrow", "invalid choice: 'tomorrow'"),
        ("list --order alphabet", "invalid choice: 'alphabet'"),
        ("list --limit 0", "'0' is not a whole number from 1"),
        ("list --limit ²", "'²' is not a whole number from 1"),
        ("list --feedback maybe", "invalid choice: 'maybe'"),
        ("list --confidence-from 1.1", "'1.1' is no number from 0 to 1"),
        ("list --confidence-below nan", "'nan' is no number from 0 to 1"),
        ("list --since yesterday", "'yesterday' is no time"),
        ("decide d", "required: --decision"),
        ("decide d --decision great", "invalid choice: 'great'"),
        ("decide d --decision ai_bad --category rude", "invalid choice: 'rude'"),
        ("show", "required: ID"),
        ("snooze a --until 9999-12-31T23:59-12:00", "is no time"),
        ("snooze a --until 0000-01-01", "is no time"),
        ("tag a", "required: TAG"),
        ("audit --share 2", "'2' is no number from 0 to 1"),
        ("dance", "invalid choice: 'dance'"),
    ],
)
def test_wrong_usage(decided: CommandLine, arguments: str, sentence: str) -> None:
    finished = decided("triage", *arguments.split())
    assert (finished.code, finished.out) == (2, b"")
    last = finished.err.decode().splitlines()[-1]
    assert sentence in last
    assert "Traceback" not in finished.err.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ("decide", "a", "--decision", "ai_bad", "--note", "caf\udce9"),
        ("decide", "a", "--decision", "edited", "--reply", "caf\udce9"),
        ("snooze", "a", "--until", "2126-12-01", "--reason", "caf\udce9"),
        ("tag", "a", "caf\udce9"),
        ("list", "--topic", "caf\udce9"),
        ("show", "caf\udce9"),
    ],
)
def test_bytes_that_are_no_text_are_refused(
    decided: CommandLine, arguments: tuple[str, ...]
) -> None:
    assert decided.refused("triage", *arguments, code=2).endswith("are not UTF-8.")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("decide c --decision agent_better", "There is no agent reply to prefer."),
        ("show nobody", "no interaction nobody"),
        ("wake c", "not asleep"),
    ],
)
def test_what_the_rules_refuse_is_one_line(
    decided: CommandLine, arguments: str, sentence: str
) -> None:
    words = arguments.split()
    assert sentence in decided.refused("triage", *words)
    told = decided("triage", *words, "--json")
    assert (told.code, set(told.document)) == (1, {"error", "fault"})
    assert sentence in told.document["error"]

"""A reviewer's day on the command line: from the first file to what is found decided next day."""

import json
from pathlib import Path
from typing import Any

from tests.support.command_line import CommandLine

PASSPHRASE = "first day at the desk"


def test_from_the_first_file_to_the_next_morning(tmp_path: Path, shared: Path) -> None:
    environ = {"REVIEWER_PASSPHRASE": PASSPHRASE, "REVIEWER_NAME": "Ada Lovelace"}
    reviewer = CommandLine(tmp_path, (), environ)  # no --store: the usual one, encrypted

    # Nothing is there yet, and that is said.
    assert "There is no store at" in reviewer.refused("triage", "list")

    # The first import makes the store and shows the recovery code once.
    imported = reviewer.done("import", shared / "data" / "interactions-small.jsonl")
    assert "Recovery code, shown only now" in imported.err.decode()
    assert "read 500, added 500" in imported.text
    before = reviewer.json("triage", "stats")
    assert before["total"] == 500
    assert 0 < before["due"] == before["snoozed"] < 500

    # What is due is read, the oldest first.
    due = reviewer.json("triage", "list")
    listed = reviewer.done("triage", "list").lines
    assert [line.split()[0] for line in listed[1:]] == [item["id"] for item in due]
    assert [item["created_at"] for item in due] == sorted(item["created_at"] for item in due)
    assert all(item["confidence"] < 0.3 and item["queue"] == "snoozed" for item in due)

    # One reply has an override and one has none; a third is corrected by hand.
    overridden = next(item for item in due if item["agent_reply"])
    alone = next(item for item in due if not item["agent_reply"])
    third = next(item for item in due if item not in (overridden, alone))
    shown = reviewer.done("triage", "show", overridden["id"]).text
    for label, field in (("CUSTOMER", "customer_message"), ("AI REPLY", "ai_reply")):
        assert f"\n{label}\n  {overridden[field].splitlines()[0]}" in shown

    refusal = reviewer.refused("triage", "decide", alone["id"], "--decision", "agent_better")
    assert refusal == "There is no agent reply to prefer."
    decide(reviewer, overridden, "agent_better", "--note", "The override names the price.")
    decide(reviewer, alone, "ai_bad", "--category", "wrong_fact")
    decide(reviewer, third, "edited", "--reply", "Your ride comes at nine.")
    assert reviewer.json("triage", "stats")["reviewed"] == 3

    # The second thought: the last step is taken back, and is due again.
    assert reviewer.done("triage", "undo").text == "Undone: Edited reply.\n"
    assert reviewer.json("triage", "show", third["id"])["queue"] == "snoozed"
    decide(reviewer, third, "skip")

    # The next morning, with the same file again: all of it is found as it was left.
    again = reviewer.json("import", shared / "data" / "interactions-small.jsonl")
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 500)
    after = reviewer.json("triage", "stats")
    assert (after["reviewed"], after["due"]) == (2, before["due"] - 2)
    reviewed = reviewer.json("triage", "list", "--queue", "reviewed")
    assert {item["id"]: item["decision"] for item in reviewed} == {
        overridden["id"]: "agent_better",
        alone["id"]: "ai_bad",
    }
    (review,) = reviewer.json("triage", "show", overridden["id"])["reviews"]
    assert review["reviewer"] == "Ada Lovelace"
    assert review["final_reply"] == overridden["agent_reply"]
    assert review["note"] == "The override names the price."
    told = reviewer.done("triage", "show", overridden["id"]).text
    assert ", Ada Lovelace\n  Agent better\n  note: The override names the price.\n" in told

    # What was skipped comes last, and its undone review is still in the log.
    everything_due = reviewer.json("triage", "list", "--limit", "500")
    assert everything_due[-1]["id"] == third["id"]
    history = reviewer.json("triage", "show", third["id"])["reviews"]
    assert [(one["decision"], one["standing"]) for one in history] == [
        ("skip", True),
        ("edited", False),
    ]

    # The evening: the store counts, is sound and has a backup that opens.
    info = reviewer.json("store", "info")
    assert (info["interactions"], info["reviews"], info["encrypted"]) == (500, 2, True)
    assert reviewer.json("store", "verify")["sound"]
    backup = Path(reviewer.json("store", "backup")["backup"])
    assert json.loads(reviewer.on(backup).done("triage", "stats", "--json").out) == after


def decide(reviewer: CommandLine, item: dict[str, Any], decision: str, *more: str) -> None:
    """Give a verdict by the interaction's id, and see that it is told back."""
    words = ("triage", "decide", item["id"], "--decision", decision, *more)
    told = reviewer.json(*words)
    assert (told["interaction_id"], told["decision"]) == (item["id"], decision)
    assert told["id"] != told["action_id"]

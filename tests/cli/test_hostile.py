"""The hostile file, from the command line into a store and out of it again."""

import base64
import json
import os
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.support.command_line import CommandLine
from tests.support.terminals import open_terminal

#: A row that differs under an id that is taken, and an exact repeat: their ends are told by both.
REPEATS = {21: "reject", 22: "accept"}
HARMLESS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Hostile:
    """What became of the hostile file."""

    reviewer: CommandLine
    tally: dict[str, Any]
    rejected: dict[int, dict[str, Any]]
    stored: dict[str, dict[str, Any]]
    lines: list[bytes]
    expected: list[dict[str, Any]]

    def row(self, line: int) -> dict[str, Any]:
        """What the file says on a line that holds an object."""
        row: dict[str, Any] = json.loads(self.lines[line - 1].decode("utf-8-sig"))
        return row


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Hostile:
    folder = tmp_path_factory.mktemp("hostile")
    reviewer = CommandLine(folder).on("hostile.db", "--plain")
    file = shared / "data" / "hostile.jsonl"
    tally = reviewer.json("import", file)
    rejected = reviewer.json("store", "rejected")
    stored = reviewer.json("triage", "list", "--queue", "all", "--limit", "100")
    expected = json.loads((shared / "data" / "hostile-expected.json").read_text())
    return Hostile(
        reviewer,
        tally,
        {row["line"]: row for row in rejected},
        {item["external_id"]: item for item in stored},
        file.read_bytes().split(b"\n"),
        expected["lines"],
    )


def test_each_line_ends_as_expected(hostile: Hostile) -> None:
    for wanted in hostile.expected:
        line, word = wanted["line"], REPEATS.get(wanted["line"], wanted["expect"])
        assert word == wanted["expect"] or word in wanted["also_ok"]
        assert (line in hostile.rejected) == (word == "reject"), wanted
        if word == "reject":
            assert hostile.rejected[line]["reason"] == wanted["reason"]
        elif word != "skip":
            assert wanted["id"] in hostile.stored, wanted


def test_the_counts_are_those_of_the_lines(hostile: Hostile) -> None:
    words = [REPEATS.get(one["line"], one["expect"]) for one in hostile.expected]
    rejected = words.count("reject")
    taken = len(words) - words.count("skip") - rejected
    assert hostile.tally["read"] == taken + rejected
    assert (hostile.tally["added"], hostile.tally["unchanged"]) == (taken - 1, 1)
    assert hostile.tally["sanitised"] == words.count("sanitise")
    assert hostile.tally["rejected"] == len(hostile.rejected) == rejected
    assert len(hostile.stored) == taken - 1
    info = hostile.reviewer.json("store", "info")
    assert (info["interactions"], info["rejected"]) == (taken - 1, rejected)


def test_a_mended_field_has_the_value_it_should_end_up_with(hostile: Hostile) -> None:
    mended = [one for one in hostile.expected if one["expect"] == "sanitise"]
    assert len(mended) == hostile.tally["sanitised"]
    for wanted in (one for one in mended if "after" in one):
        item = hostile.stored[wanted["id"]]
        value = item["external_id" if wanted["field"] == "id" else wanted["field"]]
        read_as_time = wanted["line"] == 73 and value == "2025-11-10T10:20:00Z"
        assert value == wanted["after"] or read_as_time, wanted


def test_what_was_accepted_is_told_as_it_came(hostile: Hostile) -> None:
    told = ("customer_message", "ai_reply", "agent_reply", "feedback", "confidence", "topic")
    for wanted in hostile.expected:
        if wanted["expect"] == "accept" and wanted["line"] not in REPEATS:
            item, row = hostile.stored[wanted["id"]], hostile.row(wanted["line"])
            assert [item[name] for name in told] == [row.get(name) for name in told], wanted


def test_a_rejected_row_is_kept_as_it_came(hostile: Hostile) -> None:
    for line, refusal in hostile.rejected.items():
        binary = refusal["encoding"] == "base64"
        kept = base64.b64decode(refusal["row"]) if binary else refusal["row"].encode()
        assert kept == hostile.lines[line - 1].rstrip(b"\r"), line
        assert refusal["source"] == "file"
        assert refusal["origin"] == "hostile.jsonl"
        assert refusal["detail"].endswith(".")


def test_a_row_that_is_not_even_text_is_kept_whole(reviewer: CommandLine, tmp_path: Path) -> None:
    row = b'{"id": 2, "customer_message": [1], "ai_reply": "caf\xe9"}'
    (tmp_path / "latin.jsonl").write_bytes(b'{"id": 1, "customer_message": "one"}\n' + row + b"\n")
    reviewer.done("import", "latin.jsonl")
    (refusal,) = reviewer.json("store", "rejected")
    assert (refusal["encoding"], refusal["line"]) == ("base64", 2)
    assert base64.b64decode(refusal["row"]) == row


@pytest.mark.parametrize("line", [20, 23, 24, 25, 29, 36, 41, 46, 49, 51, 64])
def test_a_row_is_shown_by_its_own_id_and_by_the_stores(hostile: Hostile, line: int) -> None:
    wanted = hostile.expected[line - 1]
    by_external_id = hostile.reviewer.json("triage", "show", wanted["id"])
    by_id = hostile.reviewer.json("triage", "show", by_external_id["id"])
    nothing_said: dict[str, list[object]] = {"reviews": [], "snoozes": []}
    assert by_external_id == by_id == {**hostile.stored[wanted["id"]], **nothing_said}


def test_importing_it_again_changes_nothing(hostile: Hostile, shared: Path) -> None:
    reviewer = hostile.reviewer
    again = reviewer.json("import", shared / "data" / "hostile.jsonl")
    assert (again["added"], again["updated"]) == (0, 0)
    assert again["rejected"] == hostile.tally["rejected"]
    stored = reviewer.json("triage", "list", "--queue", "all", "--limit", "100")
    assert {item["external_id"]: item for item in stored} == hostile.stored
    assert {row["line"]: row for row in reviewer.json("store", "rejected")} == hostile.rejected
    assert reviewer.json("store", "verify")["sound"]


def on_a_terminal(reviewer: CommandLine, *arguments: str) -> str:
    """What a command prints where standard output is a terminal."""
    master, slave = open_terminal()
    terminal = CommandLine(reviewer.folder, reviewer.options, {"COLUMNS": "80"})
    with terminal.start(*arguments, stdout=slave, stderr=subprocess.DEVNULL) as process:
        os.close(slave)
        printed = b"".join(iter(lambda: read(master), b""))
    os.close(master)
    assert process.returncode == 0
    return printed.decode().replace("\r\n", "\n")


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed: Linux says so with an error
        return b""


def can_steer(character: str) -> bool:
    """Tell whether a character can move a cursor, turn the direction of text, or hide."""
    steering = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    return steering and character not in HARMLESS


@pytest.mark.parametrize("command", ["triage list --queue all --limit 100", "store rejected"])
def test_nothing_in_a_listing_steers_the_terminal(hostile: Hostile, command: str) -> None:
    printed = on_a_terminal(hostile.reviewer, *command.split())
    assert {c for c in printed.replace("\n", "") if can_steer(c)} == set()
    assert max(map(cell_len, printed.splitlines())) <= 80


@pytest.mark.parametrize("line", [25, 36, 40, 41, 46, 47, 49])
def test_nothing_in_a_text_steers_the_terminal(hostile: Hostile, line: int) -> None:
    printed = on_a_terminal(hostile.reviewer, "triage", "show", hostile.expected[line - 1]["id"])
    assert {c for c in printed.replace("\n", "") if can_steer(c)} == set()


def test_a_message_of_a_megabyte_is_shown_whole(hostile: Hostile) -> None:
    message = hostile.row(38)["customer_message"]
    assert len(message) > 900_000
    assert message in on_a_terminal(hostile.reviewer, "triage", "show", "hostile-038")


def test_an_error_that_quotes_the_hostile_steers_nothing_either(reviewer: CommandLine) -> None:
    finished = reviewer("triage", "show", "\x1b[31m\u202eevil\n\x9b2J", "--store", "\x1b]0;x\x07")
    assert finished.code == 1
    assert not any(map(can_steer, finished.problem))

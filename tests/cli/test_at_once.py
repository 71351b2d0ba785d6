"""Several commands at once: readers always, one writer, and a sentence for the second one."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command_line import REPOSITORY, CommandLine

ROWS = 60_000
HOLDING = """
import sys
from pathlib import Path
from reviewer.store.opening import open_store
store = open_store(Path(sys.argv[1]), None)
store.become_writer()
print("holding", flush=True)
sys.stdin.readline()
store.close()
"""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A file that takes seconds to import."""
    path = tmp_path / "many.jsonl.gz"
    with gzip.open(path, "wt", compresslevel=1) as file:
        for number in range(ROWS):
            row = {"id": number, "message": f"Where is parcel {number}?", "confidence": 0.1}
            file.write(f"{json.dumps(row)}\n")
    return path


@pytest.fixture
def writer(working: CommandLine) -> Iterator["subprocess.Popen[bytes]"]:
    """Another process that holds the writer's lock of the store."""
    command = [sys.executable, "-c", HOLDING, str(working.folder / "team.db")]
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"holding\n"
        yield process
        assert process.stdin is not None
        process.stdin.close()
        process.wait(60)
    assert process.returncode == 0


def test_while_one_imports_others_read_and_back_up(reviewer: CommandLine, many: Path) -> None:
    seen: list[int] = []
    with reviewer.start("import", many, "--json") as importing:
        while importing.poll() is None:
            finished = reviewer("store", "info", "--json")
            if finished.code == 0:  # else there is no store yet
                info = finished.document
                assert info["new"] + info["snoozed"] == info["interactions"]
                seen.append(info["interactions"])
            if len(seen) == 1:
                assert reviewer.json("store", "verify")["sound"]
                reviewer.done("store", "backup", "--to", "copy.db")
        out, err = importing.communicate()
    assert (importing.returncode, err) == (0, b"")
    assert json.loads(out)["added"] == ROWS
    assert seen == sorted(seen)
    assert seen[0] < ROWS, "the import was over before anybody looked"
    assert reviewer.json("store", "info")["interactions"] == ROWS
    copy = reviewer.on("copy.db")
    assert copy.json("store", "verify")["sound"]
    assert copy.json("store", "info")["interactions"] < ROWS
    listed = copy.json("triage", "list", "--limit", "100000")
    assert len(listed) == copy.json("store", "info")["due"]


@pytest.mark.parametrize(
    "command",
    [
        "import {rows}",
        "triage decide {id} --decision ai_bad",
        "triage undo",
        "store restore {backup}",
    ],
)
def test_a_second_writer_is_refused_with_a_sentence(
    working: CommandLine, shared: Path, writer: "subprocess.Popen[bytes]", command: str
) -> None:
    (due,) = working.json("triage", "list", "--limit", "1")
    working.done("store", "backup", "--to", "copy.db")
    rows = shared / "data" / "interactions-small.jsonl"
    words = command.format(rows=rows, id=due["id"], backup="copy.db").split()
    before = working.json("store", "info")
    sentence = working.refused(*words)
    assert sentence.startswith(f"Another Reviewer is writing to {working.folder / 'team.db'}.")
    assert "Wait until it is done" in sentence
    assert working.json("store", "info") == before
    assert writer.poll() is None


def test_readers_do_not_mind_a_writer(
    working: CommandLine, writer: "subprocess.Popen[bytes]"
) -> None:
    assert working.json("store", "info")["interactions"] == 20_000
    assert working.json("triage", "stats")["total"] == 20_000
    assert working.json("store", "verify")["sound"]
    assert working.json("source", "list") == []
    assert working.json("store", "rejected") == []
    assert writer.poll() is None


def test_of_two_first_imports_one_makes_the_store_and_both_end_in_it(
    reviewer: CommandLine, shared: Path
) -> None:
    rows = shared / "data" / "interactions-small.jsonl"
    both = [reviewer.start("import", rows, "--json") for _ in range(2)]
    ended = [(process.communicate(), process.returncode) for process in both]
    for (out, err), code in ended:
        told = json.loads(out)
        assert (
            told.get("read") == 500 if code == 0 else told["fault"] in {"StoreBusy", "StoreError"}
        )
        assert b"Traceback" not in err
    assert 0 in {code for _, code in ended}
    assert reviewer.json("import", rows)["unchanged"] == 500
    assert reviewer.json("store", "verify")["sound"]


def test_a_lock_file_that_was_left_behind_stops_nobody(
    working: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "team.db.lock").write_text("4711\n")
    working.done("triage", "undo")
    (due,) = working.json("triage", "list", "--limit", "1")
    working.done("triage", "decide", due["id"], "--decision", "ai_bad")

"""What every command keeps to: one document, one line on a failure, exit codes, any stream."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.support.command_line import CommandLine

READING = (
    "store info",
    "store verify",
    "store rejected",
    "triage list",
    "triage stats",
    "triage undo",
    "source list",
    "sync",
)


ROWS = [
    {"id": "a", "message": "Où est mon colis ?", "aiReply": "Bientôt…", "confidence": 0.1},
    {"id": "b", "message": "荷物はどこですか", "aiReply": "まもなく", "confidence": 0.9},
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of two replies, one of which is due, and the file they came from."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "two.json").write_text(json.dumps(ROWS))
    CommandLine(folder).on("team.db", "--plain").done("import", "two.json")
    return folder


@pytest.fixture
def small(made: Path, tmp_path: Path) -> CommandLine:
    """`reviewer` on a copy of them."""
    for name in ("team.db", "two.json"):
        shutil.copyfile(made / name, tmp_path / name)
    return CommandLine(tmp_path).on("team.db")


@pytest.mark.parametrize("command", READING)
def test_json_is_one_document_and_nothing_else(small: CommandLine, command: str) -> None:
    before, behind = small("--json", *command.split()), small(*command.split(), "--json")
    assert (before.code, before.err) == (0, b"")
    assert before.document == behind.document


@pytest.mark.parametrize(
    ("command", "fault", "code"),
    [
        ("store info --store missing.db", "StoreNotFound", 1),
        ("store restore --store missing.db", "StoreNotFound", 1),
        ("triage show nobody", "NotPossible", 1),
        ("triage decide a --decision agent_better", "NotPossible", 1),
        ("triage decide b --decision edited", "UsageError", 2),
        ("import missing.jsonl", "UnreadableFile", 1),
        ("source test missing", "UsageError", 2),
        ("source add team", "UsageError", 2),
    ],
)
def test_a_failure_is_one_line_one_document_and_an_exit_code(
    small: CommandLine, command: str, fault: str, code: int
) -> None:
    plain = small(*command.split())
    assert (plain.code, plain.out) == (code, b"")
    finished = small(*command.split(), "--json")
    assert finished.code == code
    assert finished.document == {"error": finished.problem, "fault": fault}
    assert plain.problem == finished.problem
    assert finished.problem[-1] in ".?"


@pytest.mark.parametrize(
    "command",
    [
        "bogus",
        "triage",
        "store",
        "source",
        "triage list --queue later",
        "triage list --limit 0",
        "triage list --limit many",
        "triage list --limit 1.5",
        "triage list --limit -3",
        "store rejected --limit -1",
        "triage decide a",
        "triage decide a --decision perhaps",
        "triage decide a --decision ai_bad --category mood",
        "import",
        "--nonsense",
    ],
)
def test_wrong_usage_is_told_before_anything_is_opened(
    reviewer: CommandLine, tmp_path: Path, command: str
) -> None:
    finished = reviewer(*command.split())
    assert finished.code == 2
    assert finished.out == b""
    told = finished.err.decode()
    assert told.startswith("usage: reviewer")
    assert "_positive" not in told
    assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []
    as_json = reviewer(*command.split(), "--json")
    assert (as_json.code, as_json.document["fault"]) == (2, "UsageError")
    assert told.endswith(f"error: {as_json.document['error']}\n")


def test_no_display_is_told(reviewer: CommandLine) -> None:
    bare = replace(
        reviewer,
        environ={
            **reviewer.environ,
            "DISPLAY": None,
            "WAYLAND_DISPLAY": None,
            "QT_QPA_PLATFORM": None,
        },
    )
    for words in ((), ("open",)):
        assert "no display" in bare.refused(*words)
    assert bare("open", "--json").document["fault"] == "NoDisplay"


def test_a_demo_that_cannot_be_written_is_told(reviewer: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    assert "taken/demo cannot be written" in reviewer.refused("demo", "--out", "taken/demo")


def test_a_whole_number_that_is_none_is_named(reviewer: CommandLine) -> None:
    told = reviewer("triage", "list", "--limit", "many").err.decode()
    assert "argument --limit: 'many' is not a whole number from 1" in told


@pytest.mark.parametrize("form", [[], ["--json"]])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_who_has_seen_enough_is_no_error(
    filled: CommandLine, form: list[str], unbuffered: str
) -> None:
    piped = CommandLine(filled.folder, filled.options, {"PYTHONUNBUFFERED": unbuffered})
    with piped.start("triage", "list", "--queue", "all", "--limit", "5000", *form) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_an_output_that_takes_nothing_is_told(small: CommandLine, form: list[str]) -> None:
    with FULL.open("wb") as full:
        finished = small("store", "info", *form, stdout=full)
    assert finished.code == 1
    assert "The output cannot be written (No space left on device)." in finished.problem


CLOSING = """
import os, sys
for number in map(int, sys.argv[1].split(",")):
    os.close(number)
os.execv(sys.executable, [sys.executable, "-m", "reviewer", *sys.argv[2:]])
"""


def closed(reviewer: CommandLine, numbers: str, *arguments: str) -> "subprocess.Popen[bytes]":
    """Start a command with some of its streams closed by whoever started it."""
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(
        [sys.executable, "-c", CLOSING, numbers, *reviewer.options, *arguments],
        cwd=reviewer.folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.skipif(os.name == "nt", reason="streams are closed the way of POSIX")
@pytest.mark.parametrize("numbers", ["0", "1", "2", "0,1", "0,1,2"])
def test_closed_streams_do_no_harm(small: CommandLine, numbers: str) -> None:
    decide = ["triage", "decide", "a", "--decision", "ai_bad", "--note", "seen", "--json"]
    with closed(small, numbers, *decide) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert bool(out) == ("1" not in numbers)
    assert small.json("triage", "show", "a")["decision"] == "ai_bad"
    assert small.json("store", "verify")["sound"]


@pytest.mark.skipif(os.name == "nt", reason="streams are closed the way of POSIX")
def test_a_reply_from_a_closed_input_is_an_empty_one(small: CommandLine) -> None:
    decide = ["triage", "decide", "a", "--decision", "edited", "--reply", "-"]
    with closed(small, "0", *decide) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err.decode().startswith("reviewer: --decision edited needs the better reply")


@pytest.mark.parametrize(
    "environ",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_a_terminal_that_knows_few_characters_gets_the_others_replaced(
    small: CommandLine, environ: dict[str, str]
) -> None:
    poor = CommandLine(small.folder, small.options, environ)
    assert b"id" in poor.done("triage", "list", "--queue", "all").out
    assert b"CUSTOMER\n" in poor.done("triage", "show", "b").out.replace(b"\r", b"")
    assert "missing" in poor.refused("store", "info", "--store", "missing-荷物.db")
    assert poor.json("triage", "show", "b")["customer_message"] == "荷物はどこですか"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow only Unicode names")
def test_a_file_whose_name_is_no_text_is_imported_and_told(
    small: CommandLine, tmp_path: Path
) -> None:
    name = os.fsdecode(b"export-\xff.json")
    (tmp_path / "two.json").rename(tmp_path / name)
    document = small.json("import", name)
    assert document["unchanged"] == 2
    assert document["files"][0]["file"] == "export-?.json"
    assert "export-\N{REPLACEMENT CHARACTER}.json (JSON" in small.done("import", name).text
    assert "There is no file" in small.refused("import", os.fsdecode(b"\xfe"))


@pytest.mark.parametrize("columns", [80, 120])
def test_listings_fit_the_terminal_and_ids_are_never_cut(filled: CommandLine, columns: int) -> None:
    wide = CommandLine(filled.folder, filled.options, {"COLUMNS": str(columns)})
    heads, *lines = wide.done("triage", "list", "--limit", "50").lines
    ids = [item["id"] for item in filled.json("triage", "list", "--limit", "50")]
    assert [line.split()[0] for line in lines] == ids
    assert max(map(cell_len, [heads, *lines])) <= columns
    starts = heads.index("customer message")
    assert all(line[starts - 2 : starts] == "  " for line in lines if len(line) > starts)


def test_wide_characters_are_aligned(small: CommandLine) -> None:
    heads, *lines = small.done("triage", "list", "--queue", "all").lines
    starts = heads.index("customer message")
    assert sorted(line[starts:] for line in lines) == ["Où est mon colis ?", "荷物はどこですか"]

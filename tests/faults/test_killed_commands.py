"""Commands killed with -9 at any moment: what was told is kept, nothing is half."""

import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.store.opening import open_store
from tests.faults.killing import assert_sound
from tests.support.command_line import REPOSITORY, CommandLine

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")

#: Seconds within which any of these commands is at work; the moment of each kill is by lot.
AT_WORK = 0.7
BACKING_UP = """
import sys, time
from pathlib import Path
from reviewer.store.backup import back_up

def tell(done, total):
    print(done, flush=True)
    time.sleep(60)

back_up(Path(sys.argv[1]), None, Path(sys.argv[2]), tell)
"""


@pytest.fixture
def rows(shared: Path) -> Path:
    return shared / "data" / "interactions-small.jsonl"


@pytest.fixture
def reviewer(tmp_path: Path, rows: Path) -> CommandLine:
    """`reviewer` on a plain store of 500 rows."""
    reviewer = CommandLine(tmp_path).on(tmp_path / "team.db", "--plain")
    reviewer.done("import", rows)
    return reviewer


def killed(process: "subprocess.Popen[bytes]", seconds: float) -> bool:
    """Kill a process after some seconds; tell whether it was still at work."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    return process.returncode == -signal.SIGKILL


def sound(path: Path) -> bool:
    store = open_store(path, None)
    try:
        assert_sound(store)
    finally:
        store.close()
    return True


def test_a_decision_whose_id_was_printed_is_there(reviewer: CommandLine, tmp_path: Path) -> None:
    due = [item["id"] for item in reviewer.json("triage", "list", "--limit", "6")]
    for interaction in due:
        decide = ("triage", "decide", interaction, "--decision", "ai_bad", "--json")
        with reviewer.start(*decide) as process:
            assert process.stdout is not None
            lines = iter(process.stdout.readline, b"}\n")
            (review_id,) = [line.split(b'"')[3].decode() for line in lines if b'"id"' in line]
            process.kill()
        (review,) = reviewer.json("triage", "show", interaction)["reviews"]
        assert (review["id"], review["standing"]) == (review_id, True)
    assert sound(tmp_path / "team.db")


def test_a_decision_that_is_killed_is_there_whole_or_not_at_all(
    reviewer: CommandLine, tmp_path: Path
) -> None:
    lot = random.Random(2)
    due = [item["id"] for item in reviewer.json("triage", "list", "--limit", "8")]
    for interaction in due:
        decide = ("triage", "decide", interaction, "--decision", "ai_bad", "--note", "seen")
        with reviewer.start(*decide) as process:
            killed(process, lot.uniform(0.2, AT_WORK))
    assert sound(tmp_path / "team.db")
    store = open_store(tmp_path / "team.db", None)
    with store.reading() as connection:
        count = "SELECT (SELECT count(*) FROM actions), (SELECT count(*) FROM feedback_replay_log)"
        actions, reviews = connection.exec_driver_sql(count).one()
    store.close()
    assert actions == reviews == reviewer.json("triage", "stats")["reviewed"]


def test_a_backup_that_is_killed_leaves_the_good_one(reviewer: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "backups" / "copy.db"
    reviewer.done("store", "backup", "--to", target)
    good = target.read_bytes()
    (due,) = reviewer.json("triage", "list", "--limit", "1")
    reviewer.done("triage", "decide", due["id"], "--decision", "ai_bad")
    command = [sys.executable, "-c", BACKING_UP, str(tmp_path / "team.db"), str(target)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        process.kill()
    assert target.read_bytes() == good
    assert reviewer.on(target).json("store", "verify")["sound"]
    reviewer.done("store", "backup", "--to", target)
    assert [path.name for path in target.parent.iterdir()] == ["copy.db"]
    assert reviewer.on(target).json("triage", "stats")["reviewed"] == 1


def test_backups_that_are_killed_at_any_moment_leave_a_sound_one(
    reviewer: CommandLine, tmp_path: Path
) -> None:
    lot = random.Random(3)
    target = tmp_path / "backups" / "copy.db"
    reviewer.done("store", "backup", "--to", target)
    for _ in range(8):
        with reviewer.start("store", "backup", "--to", target) as process:
            killed(process, lot.uniform(0.2, AT_WORK))
        assert sound(target)
        Path(f"{target}.lock").unlink(missing_ok=True)


def test_a_restore_that_is_killed_leaves_the_old_store_or_the_new_one(
    reviewer: CommandLine, tmp_path: Path
) -> None:
    lot = random.Random(4)
    reviewer.done("store", "backup", "--to", "copy.db")
    (due,) = reviewer.json("triage", "list", "--limit", "1")
    reviewer.done("triage", "decide", due["id"], "--decision", "ai_bad")
    shutil.copyfile(tmp_path / "team.db", tmp_path / "old.db")
    outcomes = set()
    for _ in range(10):
        with reviewer.start("store", "restore", "copy.db") as process:
            killed(process, lot.uniform(0.1, AT_WORK))
        assert sound(tmp_path / "team.db")
        reviewed = reviewer.json("triage", "stats")["reviewed"]
        outcomes.add(reviewed)
        if reviewed == 0:  # the new one: then the old one is kept beside it
            aside = reviewer.on("team-before-restore.db").json("triage", "stats")
            assert aside["reviewed"] == 1
            shutil.copyfile(tmp_path / "old.db", tmp_path / "team.db")
            (tmp_path / "team-before-restore.db").unlink()
    assert outcomes <= {0, 1}


@pytest.mark.parametrize("kind", ["plain", "encrypted"])
def test_a_first_import_that_is_killed_is_taken_up_again(
    tmp_path: Path, rows: Path, kind: str
) -> None:
    lot = random.Random(5)
    options = ("--plain",) if kind == "plain" else ()
    for number in range(3):
        new = CommandLine(tmp_path, (), {"REVIEWER_PASSPHRASE": "killed"}).on(
            f"{number}.db", *options
        )
        with new.start("import", rows) as process:
            killed(process, lot.uniform(0.2, 2 * AT_WORK))
        again = new.done("import", rows, "--json").document
        assert again["added"] + again["unchanged"] == 500
        assert new.json("store", "verify")["sound"]
        assert new.json("store", "info")["interactions"] == 500

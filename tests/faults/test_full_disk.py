"""A disk without room: one sentence, nothing lost that was reported as saved, and on it goes."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.disks import SmallDisk, files_up_to, small_disk
from tests.support.command_line import CommandLine, Finished

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="limits on files and disks are those of POSIX"
)

PASSPHRASE = "on a full disk"
NO_ROOM = ("The disk has no room for ", "The disk failed to read or write ")


def a_store(folder: Path, kind: str) -> CommandLine:
    """`reviewer` on a store in a folder."""
    options = ("--plain",) if kind == "plain" else ()
    return CommandLine(folder, (), {"REVIEWER_PASSPHRASE": PASSPHRASE}).on("team.db", *options)


@pytest.fixture
def rows(shared: Path) -> Path:
    return shared / "data" / "interactions.jsonl.gz"


@pytest.fixture
def small(shared: Path) -> Path:
    return shared / "data" / "interactions-small.jsonl"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", 14) as disk:
        yield disk


def told(finished: Finished) -> str:
    """The last line of a command that failed for want of room."""
    assert finished.code == 1
    sentence = finished.err.decode().splitlines()[-1].removeprefix("reviewer: ")
    assert "Traceback" not in finished.err.decode()
    return sentence


def is_sound(reviewer: CommandLine) -> bool:
    return bool(reviewer.json("store", "verify")["sound"])


@pytest.mark.parametrize(
    ("kind", "largest"),
    [("plain", 1_000), ("encrypted", 50_000), ("plain", 7_000_000), ("encrypted", 20_000_000)],
)
def test_an_import_that_finds_no_room_keeps_what_it_saved_and_goes_on_later(
    tmp_path: Path, rows: Path, kind: str, largest: int
) -> None:
    reviewer = a_store(tmp_path, kind)
    sentence = told(reviewer("import", rows, preexec_fn=files_up_to(largest)))
    assert sentence.startswith(NO_ROOM)
    assert "team.db" in sentence
    saved = 0
    if (tmp_path / "team.db").exists() and (tmp_path / "team.db").stat().st_size:
        assert is_sound(reviewer)
        saved = reviewer.json("store", "info")["interactions"]
    assert saved < 20_000
    assert reviewer.done("import", rows, "--json").document["added"] == 20_000 - saved
    assert is_sound(reviewer)


def test_an_import_that_fills_the_disk_can_be_read_and_goes_on_later(
    disk: SmallDisk, rows: Path
) -> None:
    reviewer = a_store(disk.folder, "encrypted")
    sentence = told(reviewer("import", rows))
    assert sentence == (
        "The disk has no room for team.db. What was reported as saved is kept; "
        "free some space, then try again."
    )
    disk.resize(100)
    assert is_sound(reviewer)
    saved = reviewer.json("store", "info")["interactions"]
    assert 1_000 < saved < 20_000
    assert reviewer.json("import", rows)["added"] == 20_000 - saved
    assert is_sound(reviewer)


def test_a_decision_that_finds_no_room_is_refused_and_the_others_stay(
    disk: SmallDisk, small: Path
) -> None:
    reviewer = a_store(disk.folder, "plain")
    reviewer.done("import", small)
    due = [item["id"] for item in reviewer.json("triage", "list", "--limit", "2")]
    decide = ["--decision", "ai_bad", "--note", "x" * 1000, "--json"]
    reviewer.done("triage", "decide", due[0], *decide)
    disk.fill()
    finished = reviewer("triage", "decide", due[1], *decide)
    assert told(finished).startswith("The disk has no room for team.db.")
    assert finished.document["fault"] == "DiskFull"
    disk.free()
    reviewed = reviewer.json("triage", "list", "--queue", "reviewed")
    assert [item["id"] for item in reviewed] == due[:1]
    assert is_sound(reviewer)
    reviewer.done("triage", "decide", due[1], *decide)
    assert reviewer.json("triage", "stats")["reviewed"] == 2


def test_decisions_that_fill_the_disk_are_kept_up_to_the_last_that_was_told(
    disk: SmallDisk, small: Path
) -> None:
    reviewer = a_store(disk.folder, "plain")
    reviewer.done("import", small)
    due = [item["id"] for item in reviewer.json("triage", "list", "--limit", "40")]
    note = (disk.folder.parent / "note").resolve()
    note.write_text("N" * 120_000)
    decided = []
    for interaction in due:
        reply = ["--decision", "edited", "--reply", "-", "--json"]
        finished = reviewer("triage", "decide", interaction, *reply, given=note.read_bytes() * 8)
        if finished.code:
            assert told(finished).startswith("The disk has no room for team.db.")
            break
        decided.append(finished.document["id"])
    assert 1 < len(decided) < len(due)
    disk.resize(60)
    reviewed = reviewer.json("triage", "list", "--queue", "reviewed", "--limit", "100")
    kept = [reviewer.json("triage", "show", item["id"])["reviews"] for item in reviewed]
    assert {review["id"] for reviews in kept for review in reviews} == set(decided)
    assert is_sound(reviewer)


def test_reading_without_room_for_the_log_is_told_too(disk: SmallDisk, small: Path) -> None:
    reviewer = a_store(disk.folder, "plain")
    reviewer.done("import", small)
    disk.fill()
    for command in ("store info", "triage list", "triage stats"):
        assert reviewer.refused(*command.split()).startswith("The disk has no room for team.db.")
    disk.free()
    assert reviewer.json("store", "info")["interactions"] == 500


def test_a_backup_without_room_leaves_the_one_before(
    disk: SmallDisk, tmp_path: Path, small: Path
) -> None:
    reviewer = a_store(tmp_path, "encrypted")
    reviewer.done("import", small)
    target = disk.folder / "backups" / "copy.db"
    reviewer.done("store", "backup", "--to", target)
    before = {path.name: path.read_bytes() for path in target.parent.iterdir()}
    (due,) = reviewer.json("triage", "list", "--limit", "1")
    reviewer.done("triage", "decide", due["id"], "--decision", "ai_bad")
    disk.fill()
    finished = reviewer("store", "backup", "--to", target)
    assert told(finished).startswith(f"The disk has no room for {target}.")
    assert {path.name: path.read_bytes() for path in target.parent.iterdir()} == before
    assert reviewer.json("triage", "stats")["reviewed"] == 1
    disk.free()
    reviewer.done("store", "backup", "--to", target)
    assert reviewer.on(target).json("triage", "stats")["reviewed"] == 1


def test_a_backup_over_a_limit_is_told_and_leaves_nothing(tmp_path: Path, small: Path) -> None:
    reviewer = a_store(tmp_path, "plain")
    reviewer.done("import", small)
    target = tmp_path / "elsewhere" / "copy.db"
    sentence = told(reviewer("store", "backup", "--to", target, preexec_fn=files_up_to(100_000)))
    assert str(target) in sentence
    assert list(target.parent.iterdir()) == []
    reviewer.done("store", "backup", "--to", target)


def test_a_restore_without_room_leaves_the_store(
    disk: SmallDisk, tmp_path: Path, small: Path
) -> None:
    reviewer = a_store(disk.folder, "encrypted")
    reviewer.done("import", small)
    reviewer.done("store", "backup", "--to", tmp_path / "copy.db")
    before = {path.name for path in disk.folder.glob("team*")}
    disk.fill()
    told(reviewer("store", "restore", tmp_path / "copy.db"))
    disk.free()
    assert {path.name for path in disk.folder.glob("team*")} == before
    assert is_sound(reviewer)
    assert reviewer.json("store", "info")["interactions"] == 500


def test_a_store_that_finds_no_room_at_all_can_be_made_later(disk: SmallDisk, small: Path) -> None:
    reviewer = a_store(disk.folder, "encrypted")
    disk.fill()
    told(reviewer("import", small))
    disk.free()
    assert reviewer.done("import", small, "--json").document["added"] == 500
    assert is_sound(reviewer)


def test_a_home_without_room_is_told(disk: SmallDisk, tmp_path: Path, small: Path) -> None:
    reviewer = a_store(tmp_path, "plain").on("team.db", "--plain", REVIEWER_HOME=str(disk.folder))
    disk.fill()
    assert "The disk has no room for" in told(reviewer("import", small))

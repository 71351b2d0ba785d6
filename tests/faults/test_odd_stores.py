"""Paths that hold anything but a store: told in a sentence, left as they are."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine

COMMANDS = (
    "store info",
    "store verify",
    "store backup",
    "triage list",
    "triage undo",
    "import rows.jsonl",
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> bytes:
    """The bytes of a sound plain store of 500 rows."""
    folder = tmp_path_factory.mktemp("sound")
    reviewer = CommandLine(folder).on("team.db", "--plain")
    reviewer.done("import", shared / "data" / "interactions-small.jsonl")
    return (folder / "team.db").read_bytes()


@pytest.fixture
def reviewer(tmp_path: Path) -> CommandLine:
    (tmp_path / "rows.jsonl").write_text('{"id": 1, "message": "hello"}\n')
    return CommandLine(tmp_path, (), {"REVIEWER_PASSPHRASE": "secret"})


def database(*statements: str, begin: bytes = b"") -> bytes:
    """Return the bytes of a database that some statements made of another one.

    In memory there is no log, so the two bytes of the header that ask for one are changed.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        if begin:
            connection.deserialize(begin[:18] + b"\x01\x01" + begin[20:])
        for statement in statements:
            connection.execute(statement)
        return connection.serialize()


def holed(sound: bytes) -> bytes:
    return sound[:100] + b"\xff" * 200 + sound[300:]


Lay = Callable[[bytes], bytes]
ODD: dict[str, tuple[Lay, str]] = {
    "a letter": (lambda _: b"Dear all,\nthis is a letter.\n" * 100, "odd.db.key is missing"),
    "noise": (lambda _: bytes(range(256)) * 64, "odd.db.key is missing"),
    "another database": (
        lambda _: database("CREATE TABLE cats (name)"),
        "is a database, but not a store of Reviewer",
    ),
    "half a store": (lambda sound: sound[: len(sound) // 2], "is damaged"),
    "a part of its first page": (lambda sound: sound[:1000], "is damaged"),
    "a hole in its first page": (holed, "is damaged"),
    "a newer store": (
        lambda sound: database("UPDATE alembic_version SET version_num = '9999'", begin=sound),
        "was written by a newer Reviewer",
    ),
}


@pytest.mark.parametrize(("lay", "sentence"), ODD.values(), ids=ODD)
def test_what_is_no_store_is_told_and_left_as_it_is(
    reviewer: CommandLine, tmp_path: Path, sound: bytes, lay: Lay, sentence: str
) -> None:
    odd = tmp_path / "odd.db"
    odd.write_bytes(lay(sound))
    before = odd.read_bytes()
    for command in COMMANDS:
        assert sentence in reviewer.on("odd.db", "--plain").refused(*command.split()), command
    assert odd.read_bytes() == before


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_is_no_store(reviewer: CommandLine, tmp_path: Path, command: str) -> None:
    (tmp_path / "folder").mkdir()
    sentence = reviewer.on("folder", "--plain").refused(*command.split())
    assert sentence == "folder is no file. Name the store's file: --store PATH."
    assert list((tmp_path / "folder").iterdir()) == []


def test_an_empty_file_becomes_a_store_when_something_is_to_be_kept(
    reviewer: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "odd.db").touch()
    empty = reviewer.on("odd.db", "--plain")
    assert empty.refused("store", "info") == "There is no store at odd.db."
    empty.done("import", "rows.jsonl")
    assert empty.json("store", "info")["interactions"] == 1


@pytest.mark.skipif(sys.platform != "linux", reason="devices are those of Linux")
def test_a_device_is_no_store(reviewer: CommandLine) -> None:
    assert "is no file" in reviewer.on("/dev/null").refused("store", "info")


def test_a_damaged_store_is_replaced_by_its_backup_and_kept(
    reviewer: CommandLine, tmp_path: Path, sound: bytes
) -> None:
    (tmp_path / "team.db").write_bytes(sound)
    team = reviewer.on("team.db")
    team.done("store", "backup")
    (tmp_path / "team.db").write_bytes(holed(sound))
    assert "Restore a backup" in team.refused("store", "info")
    restored = team.json("store", "restore")
    assert team.json("store", "verify")["sound"]
    assert team.json("store", "info")["interactions"] == 500
    assert "is damaged" in team.on(restored["before"]).refused("store", "info")


def test_damage_behind_the_first_page_is_told_by_verify_and_by_whoever_meets_it(
    reviewer: CommandLine, tmp_path: Path, sound: bytes
) -> None:
    pages = len(sound) // 4096
    middle = pages // 2 * 4096
    (tmp_path / "team.db").write_bytes(sound[:middle] + b"\xff" * 40_960 + sound[middle + 40_960 :])
    team = reviewer.on("team.db")
    finished = team("store", "verify", "--json")
    assert finished.code == 1
    assert not finished.document["sound"]
    assert finished.document["checks"]["pages"]
    assert finished.problem == "The store is damaged. Restore a backup: reviewer store restore."
    for command in ("triage list --queue all --limit 1000", "store info", "store rejected"):
        finished = team(*command.split())
        assert finished.code in (0, 1)
        assert finished.code == 0 or "is damaged" in finished.problem

"""An encrypted store: no word of a customer anywhere on the disk, and no way in without a key."""

import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine

PASSPHRASE = "sehr geheim 漢字"
#: What customers and reviewers say in these tests; none of it may be found in any byte.
MARKS = {
    "message": "Zyxomma-in-the-message",
    "reply": "Zyxomma-in-the-reply",
    "override": "Zyxomma-in-the-override",
    "turn": "Zyxomma-in-the-turn",
    "topic": "Zyxomma-in-the-topic",
    "extra": "Zyxomma-in-the-extra",
    "refused": "Zyxomma-in-the-refused",
    "mail": "zyxomma@customer.invalid",
    "note": "Zyxomma-in-the-note",
    "edit": "Zyxomma-in-the-edit",
    "name": "Zyxomma Reviewer",
    "wide": "蜻蛉の言葉 Zyxomma",
}
FORMS = ("utf-8", "utf-16-le", "utf-16-be")
ROWS = 40_000


def row(number: int) -> dict[str, object]:
    return {
        "id": f"{number}",
        "message": f"{MARKS['message']} {number}, my address is {MARKS['mail']}",
        "ai_reply": f"{MARKS['reply']} {number} {MARKS['wide']}",
        "agent_reply": f"{MARKS['override']} {number}",
        "context": [{"role": "customer", "text": MARKS["turn"]}],
        "topic": MARKS["topic"],
        "confidence": 0.1,
        "anything": MARKS["extra"],
    }


def write_rows(path: Path, rows: int) -> None:
    with gzip.open(path, "wt", compresslevel=1, encoding="utf-8") as file:
        for number in range(rows):
            broken = number % 100 == 50
            file.write(f"{{{MARKS['refused']}\n" if broken else f"{json.dumps(row(number))}\n")


@pytest.fixture
def place(tmp_path: Path, home: Path) -> Path:
    """The one folder that the commands write to: stores, home and temporary files lie in it."""
    (tmp_path / "place" / "tmp").mkdir(parents=True)
    shutil.move(home, tmp_path / "place" / "home")
    home.symlink_to(tmp_path / "place" / "home")
    return tmp_path / "place"


@pytest.fixture
def secret(place: Path) -> CommandLine:
    """`reviewer` on an encrypted store, opened by a passphrase in the environment."""
    environ = {
        "REVIEWER_PASSPHRASE": PASSPHRASE,
        "REVIEWER_NAME": MARKS["name"],
        "TMPDIR": str(place / "tmp"),
    }
    return CommandLine(place, (), environ).on("team.db")


def seen_in(folder: Path, marks: dict[str, str]) -> set[tuple[str, str]]:
    """Which marks can be found in which files below a folder."""
    forms = {name: [mark.encode(form) for form in FORMS] for name, mark in marks.items()}
    found = set()
    for path, content in contents(folder):
        for name, spellings in forms.items():
            if any(spelling in content for spelling in spellings):
                found.add((path.name, name))
    return found


def contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.rglob("*")):
        try:
            if path.is_file():
                yield path, path.read_bytes()
        except FileNotFoundError:  # it was gone before it could be read
            continue


def recovery_code(err: bytes) -> str:
    (line,) = [line for line in err.decode().splitlines() if line.startswith("Recovery code")]
    return line.rpartition(": ")[2]


def test_no_word_is_on_the_disk_while_rows_arrive(secret: CommandLine, place: Path) -> None:
    write_rows(place.parent / "rows.jsonl.gz", ROWS)
    looks = 0
    with secret.start("import", place.parent / "rows.jsonl.gz") as importing:
        while importing.poll() is None:
            assert seen_in(place, MARKS) == set()
            log = place / "team.db-wal"
            looks += log.exists() and log.stat().st_size > 1_000_000
        _, err = importing.communicate()
    assert importing.returncode == 0, err.decode()
    assert looks, "nobody looked while the log was long"
    assert seen_in(place, MARKS | {"code": recovery_code(err), "passphrase": PASSPHRASE}) == set()
    assert not (place / "team.db").read_bytes().startswith(b"SQLite format 3")
    assert secret.json("store", "info")["interactions"] == ROWS - ROWS // 100


def test_a_plain_store_shows_that_the_marks_would_be_seen(secret: CommandLine, place: Path) -> None:
    write_rows(place.parent / "rows.jsonl.gz", 200)
    plain = secret.on("plain.db", "--plain")
    plain.done("import", place.parent / "rows.jsonl.gz")
    decide(plain, "1")
    assert {mark for file, mark in seen_in(place, MARKS) if file == "plain.db"} == set(MARKS)


def decide(reviewer: CommandLine, interaction: str) -> None:
    reply = ["--reply", MARKS["edit"], "--note", MARKS["note"]]
    reviewer.done("triage", "decide", interaction, "--decision", "edited", *reply)


def test_no_word_is_on_the_disk_whatever_one_does(secret: CommandLine, place: Path) -> None:
    write_rows(place.parent / "rows.jsonl.gz", 400)
    secret.done("import", place.parent / "rows.jsonl.gz")
    decide(secret, "1")
    decide(secret, "2")
    secret.done("triage", "undo")
    assert MARKS["note"] in secret.done("triage", "show", "1").text
    assert MARKS["message"] in secret.done("triage", "list", "--limit", "300").text
    assert MARKS["refused"] in json.dumps(secret.json("store", "rejected"))
    assert secret.json("store", "verify")["sound"]
    secret.done("store", "backup")
    secret.done("store", "backup", "--to", "elsewhere/copy.db")
    secret.done("store", "restore")
    secret.refused("triage", "show", MARKS["mail"])
    secret.refused("import", "missing.jsonl")
    assert len(list(place.rglob("*.db"))) == 4
    assert seen_in(place, MARKS | {"passphrase": PASSPHRASE}) == set()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with a small encrypted store, and its recovery code."""
    folder = tmp_path_factory.mktemp("made")
    write_rows(folder / "rows.jsonl.gz", 20)
    making = CommandLine(folder, (), {"REVIEWER_PASSPHRASE": PASSPHRASE}).on("team.db")
    return folder, recovery_code(making.done("import", "rows.jsonl.gz").err)


@pytest.fixture
def small(made: tuple[Path, str], tmp_path: Path) -> CommandLine:
    """`reviewer` on a copy of it, without any secret."""
    for name in ("team.db", "team.db.key"):
        shutil.copy(made[0] / name, tmp_path / name)
    return CommandLine(tmp_path).on("team.db")


def test_the_passphrase_and_the_recovery_code_open_it(
    small: CommandLine, made: tuple[Path, str]
) -> None:
    code = made[1]
    for typed in (PASSPHRASE, code, code.lower().replace("-", " "), code.replace("-", "")):
        opened = small.on("team.db", REVIEWER_PASSPHRASE=typed)
        assert opened.json("store", "info")["encrypted"]


@pytest.mark.parametrize("command", ["store info", "triage list", "store verify", "store backup"])
def test_a_wrong_passphrase_gives_one_sentence(small: CommandLine, command: str) -> None:
    wrong = small.on("team.db", REVIEWER_PASSPHRASE="wrong")
    sentence = wrong.refused(*command.split())
    assert sentence.startswith("REVIEWER_PASSPHRASE does not open team.db.")
    assert "wrong" not in sentence


@pytest.mark.parametrize("command", ["store info", "triage list", "import rows.jsonl", "sync"])
def test_without_keyring_passphrase_and_terminal_one_sentence_says_what_to_do(
    small: CommandLine, tmp_path: Path, command: str
) -> None:
    (tmp_path / "rows.jsonl").write_text('{"id": 1, "message": "hello"}\n')
    sentence = small.refused(*command.split())
    assert sentence.startswith("team.db is encrypted and")
    assert "set REVIEWER_PASSPHRASE" in sentence


def test_without_keyring_passphrase_and_terminal_no_store_is_made(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"id": 1, "message": "hello"}\n')
    sentence = CommandLine(tmp_path).on("new.db").refused("import", "rows.jsonl")
    assert "cannot be encrypted" in sentence
    assert "--plain" in sentence
    assert {path.name for path in tmp_path.iterdir()} <= {"rows.jsonl", "new.db.lock"}


def test_the_key_file_of_another_store_gives_one_sentence(
    small: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "rows.jsonl").write_text('{"id": 1, "message": "hello"}\n')
    opened = small.on("other.db", REVIEWER_PASSPHRASE=PASSPHRASE)
    opened.done("import", "rows.jsonl")
    shutil.copy(tmp_path / "other.db.key", tmp_path / "team.db.key")
    sentence = small.on("team.db", REVIEWER_PASSPHRASE=PASSPHRASE).refused("store", "info")
    assert sentence.startswith("This key does not open team.db")


def test_a_missing_or_damaged_key_file_gives_one_sentence(
    small: CommandLine, tmp_path: Path
) -> None:
    opened = small.on("team.db", REVIEWER_PASSPHRASE=PASSPHRASE)
    opened.done("store", "backup")
    (tmp_path / "team.db.key").write_text("{}")
    assert "team.db.key is damaged" in opened.refused("store", "info")
    (tmp_path / "team.db.key").unlink()
    assert "team.db.key is missing" in opened.refused("store", "info")
    opened.done("store", "restore")
    assert opened.json("store", "info")["interactions"] == 20


def test_a_backup_opens_on_another_machine(
    small: CommandLine, made: tuple[Path, str], tmp_path: Path
) -> None:
    opened = small.on("team.db", REVIEWER_PASSPHRASE=PASSPHRASE)
    opened.done("triage", "decide", "1", "--decision", "ai_bad")
    opened.done("store", "backup", "--to", "stick/copy.db")
    laptop = tmp_path / "laptop"
    laptop.mkdir()
    there = {"HOME": str(laptop), "REVIEWER_HOME": str(laptop / "reviewer")}
    elsewhere = CommandLine(laptop, (), {**there, "REVIEWER_PASSPHRASE": made[1]}).on("mine.db")
    restored = elsewhere.json("store", "restore", tmp_path / "stick" / "copy.db")
    assert restored["before"] is None
    assert elsewhere.json("triage", "show", "1")["decision"] == "ai_bad"
    assert elsewhere.json("store", "verify")["sound"]
    assert "nothing to undo" not in elsewhere.done("triage", "undo").text
    without = elsewhere.on("mine.db", REVIEWER_PASSPHRASE=None)
    assert "set REVIEWER_PASSPHRASE" in without.refused("store", "info")


def test_a_store_made_with_plain_is_plain_and_stays_readable(
    small: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "rows.jsonl").write_text('{"id": 1, "message": "hello"}\n')
    plain = small.on("plain.db", "--plain")
    plain.done("import", "rows.jsonl")
    assert (tmp_path / "plain.db").read_bytes().startswith(b"SQLite format 3")
    assert not small.on("plain.db").json("store", "info")["encrypted"]
    assert "encrypted" in small.on("team.db", "--plain").refused("store", "info")

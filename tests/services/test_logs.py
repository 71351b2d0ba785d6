"""The log tells what happened and where, and never a secret or a customer's words."""

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviewer.errors import DiskFull, UnreadableFile
from services import logs as logs_module
from services.log_lines import allowed, bare_traceback, title, told
from services.logs import Logs, PrivateFile
from services.redaction import LEAST_SECRET, REDACTED, Redactor

log = logging.getLogger("services.test_logs")
foreign = logging.getLogger("somebody.elses")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "logs"


@pytest.fixture
def logs(folder: Path) -> Iterator[Logs]:
    with Logs(folder, Redactor()) as logs:
        yield logs


def written(logs: Logs) -> str:
    return logs.path.read_text("utf-8")


def test_a_record_has_its_time_in_utc_its_level_its_place_and_its_counts(logs: Logs) -> None:
    key = uuid4()
    log.info("Imported %d rows of %s into %s", 20_000, key, Path("/somewhere/team.db"))
    line = written(logs)
    assert line.endswith(
        f"Z INFO services.test_logs: Imported 20000 rows of {key} into /somewhere/team.db\n"
    )
    assert line[:4].isdigit()


def test_text_in_an_argument_is_written_as_its_length(logs: Logs) -> None:
    log.info("A row says %s and %r", "my card was stolen", "ich möchte mein Geld zurück")
    log.info("Another says %(text)s", {"text": "お客様の声"})
    log.info("Rows: %s, object: %s, nothing: %s", ["my card"], object(), None)
    log.info(ValueError("my card"))
    assert written(logs).count("characters)") == 3
    assert "(list of 1), object: (object), nothing: None" in written(logs)
    for word in ("card", "Geld", "客"):
        assert word not in written(logs)


@pytest.mark.parametrize(
    ("message", "args"),
    [("%d rows", ("many of them",)), ("%s and %s", (1,)), ("%(rows)d", ({"row": 1},)), ("%", (1,))],
)
def test_arguments_that_do_not_fit_the_message_cost_no_line(
    message: str, args: tuple[object, ...]
) -> None:
    record = logging.LogRecord("services.x", logging.INFO, "x.py", 1, message, args, None)
    assert told(record) == f"{message} (its arguments do not fit)"


def test_of_other_loggers_the_template_and_the_place_are_kept_and_no_data(logs: Logs) -> None:
    foreign.warning("Cannot bind %r", "my card was stolen")
    foreign.warning("Cannot bind 'my card was stolen'")
    foreign.info("not even the template")
    assert "somebody.elses: Cannot bind %r [test_logs.py:" in written(logs)
    assert "(text withheld) [test_logs.py:" in written(logs)
    assert "card" not in written(logs)
    assert "not even" not in written(logs)


@pytest.mark.parametrize(
    ("level", "seen"), [("debug", 4), ("INFO", 3), ("Warning", 2), ("ERROR", 1), ("nonsense", 3)]
)
def test_the_environment_sets_our_level_and_no_one_elses(
    folder: Path, level: str, seen: int
) -> None:
    with Logs(folder, Redactor(), {"REVIEWER_LOG_LEVEL": level}) as logs:
        for severity in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
            log.log(severity, "ours")
        foreign.debug("theirs")
    assert written(logs).count("ours") == seen
    assert "theirs" not in written(logs)


def test_levels_and_hooks_are_given_back(folder: Path) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    level, handlers = logging.getLogger("services").level, list(logging.getLogger().handlers)
    with Logs(folder, Redactor()):
        assert before[0] != sys.excepthook
    assert before == (sys.excepthook, threading.excepthook, sys.unraisablehook)
    assert logging.getLogger("services").level == level
    assert logging.getLogger().handlers == handlers


def fail() -> None:
    raise KeyError("my card was stolen")


def fail_deeply() -> None:
    try:
        fail()
    except KeyError as error:
        raise ValueError("hunter2 is my password") from error


def test_a_traceback_has_places_types_and_causes_and_no_message(logs: Logs) -> None:
    try:
        fail_deeply()
    except ValueError:
        log.exception("Import failed")
    text = written(logs)
    assert "in fail_deeply" in text
    assert "KeyError\nwhich led to:\nTraceback" in text
    assert text.endswith("ValueError\n")
    assert "card" not in text.replace('raise KeyError("my card was stolen")', "")
    assert "hunter2" not in text.replace('raise ValueError("hunter2 is my password")', "")


def test_a_group_of_exceptions_is_told_one_by_one() -> None:
    group = ExceptionGroup("my card", [ValueError("was"), OSError(28, "stolen")])
    text = bare_traceback(group)
    assert text.count("one of the group:") == 2
    assert text.endswith("OSError ENOSPC")
    assert not {"card", "was", "stolen"} & set(text.replace('"', " ").split())


def test_an_exception_that_causes_itself_ends() -> None:
    error = ValueError()
    error.__cause__ = KeyError()
    error.__cause__.__cause__ = error
    assert bare_traceback(error).count("Traceback") == 2


def test_faults_of_the_store_keep_their_sentence_and_others_do_not() -> None:
    assert title(DiskFull("The disk has no room.")).endswith("DiskFull: The disk has no room.")
    assert title(UnreadableFile("line 3 says 'my card'")) == "reviewer.errors.UnreadableFile"


def test_a_database_error_is_known_by_its_code_not_by_its_row() -> None:
    import sqlite3

    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (c UNIQUE)")
    connection.execute("INSERT INTO t VALUES ('my card')")
    with pytest.raises(sqlite3.IntegrityError) as caught:
        connection.execute("INSERT INTO t VALUES ('my card')")
    connection.close()
    assert title(caught.value) == "sqlite3.IntegrityError SQLITE_CONSTRAINT_UNIQUE"


def test_only_the_owner_reads_the_log(logs: Logs) -> None:
    log.info("here")
    assert logs.path.stat().st_mode & 0o777 == 0o600
    assert logs.path.parent.stat().st_mode & 0o777 == 0o700


def test_a_full_log_rotates_and_the_oldest_goes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs_module, "FILE_BYTES", 2_000)
    with Logs(folder, Redactor()):
        for number in range(500):
            log.info("line %d", number)
    files = sorted(folder.iterdir())
    assert len(files) == 1 + logs_module.OLD_FILES
    assert all(file.stat().st_size <= 2_000 for file in files)
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in files)
    assert "line 499" in (folder / "reviewer.log").read_text()


def test_two_processes_that_rotate_the_same_file_follow_each_other(folder: Path) -> None:
    folder.mkdir()
    path = folder / "reviewer.log"
    window, command = PrivateFile(path), PrivateFile(path)
    record = logging.makeLogRecord({"msg": "before"})
    window.emit(record)
    command.doRollover()
    window.emit(logging.makeLogRecord({"msg": "after"}))
    window.close()
    command.close()
    assert path.read_text() == "after\n"
    assert path.with_name("reviewer.log.1").read_text() == "before\n"


def test_a_folder_that_cannot_be_made_is_a_notice_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Logs(tmp_path / "file" / "logs", Redactor()) as logs:
        log.error("lost")
    assert logs.notice is not None
    assert "No log can be written" in logs.notice


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_stops_no_work_and_prints_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "full.log").symlink_to("/dev/full")
    handler = PrivateFile(tmp_path / "full.log")
    handler.emit(logging.makeLogRecord({"msg": "lost"}))
    handler.close()
    assert handler.lost == 1
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("key sk-proj-abcDEF123_456-xyz used", "abcDEF123"),
        ("Authorization: Bearer abc.DEF-123_xyz~", "abc.DEF"),
        ("'authorization': 'Basic dXNlcjpwYXNz'", "dXNl"),
        ("postgresql+psycopg://team:p4ss/w@rd@db.example:5432/hub", "p4ss"),
        ("postgresql+psycopg://team:p4ss/w@rd@db.example:5432/hub", "rd@"),
        ("https://host/v1?api_key=abcdef&x=1", "abcdef"),
        ('{"password": "two words", "n": 1}', "words"),
        ("OPENAI_API_KEY=abcdef", "abcdef"),
        ("passphrase: abcdef", "abcdef"),
        ("client_secret='ab cd'", "cd"),
        ("token ghp_abcdefghijklmnop", "ghp_abc"),
        ("AKIAABCDEFGHIJKLMNOP", "AKIAABC"),
        ("jwt eyJhbGciOi.eyJzdWIiOi.SflKxw", "eyJzdWI"),
        ("PRAGMA key = \"x'" + "0a" * 32 + "'\"", "0a0a"),
        ("code 4DWR2-DMJZT-HMSE2-E66E5-2E74E-AQPFG-C80VE-K7JX6 shown", "DMJZT"),
        ("from ada.lovelace+qa@mail.example.co.uk today", "lovelace"),
        ("-----BEGIN RSA PRIVATE KEY-----\nabc\ndef\n-----END RSA PRIVATE KEY-----", "def"),
    ],
)
def test_secrets_are_known_by_their_look(text: str, secret: str) -> None:
    assert secret in text
    assert secret not in Redactor()(text)


@pytest.mark.parametrize(
    "text",
    [
        "Imported 20000 rows in 4 pages into /home/x/team.db",
        "prompt_tokens: 12, completion_tokens: 40",
        "interaction 6f2b7c1e-0d3a-5c48-9e61-52f0a4c7d918 at 2026-11-01T12:00:00Z",
        "https://host.example:8443/v1/interactions?cursor=12",
        "risk-assessment-of-things and a basic idea",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert Redactor()(text) == text


@given(secret=st.text(min_size=LEAST_SECRET), before=st.text(), after=st.text())
@example(secret="päss wörd/@\n\"'", before="", after="")
@example(secret="\udcff\udcfe\udcfd\udcfc", before="", after="")
def test_a_secret_that_was_hidden_is_in_no_text(secret: str, before: str, after: str) -> None:
    redactor = Redactor()
    redactor.hide(secret)
    found = redactor(before + secret + after)
    assert secret not in found.replace(REDACTED, "\0").replace("[e-mail]", "\0") or (
        secret in (before + "\0" + after)
    )


def test_a_hidden_secret_is_found_escaped_too() -> None:
    import json
    from urllib.parse import quote, quote_plus

    secret = 'pä ss/"w@rd'
    redactor = Redactor()
    redactor.hide(secret)
    for spelled in (quote(secret, safe=""), quote_plus(secret), json.dumps(secret), repr(secret)):
        assert redactor(f"<{spelled}>").strip("<>\"'") == REDACTED


def test_the_environments_secrets_are_known_from_the_start() -> None:
    redactor = Redactor.of(
        {
            "REVIEWER_PASSPHRASE": "open sesame",
            "REVIEWER_SECRET_SOURCE_TEAM": "tiny",
            "PGPASSWORD": "rosebud-1941",
            "TOKENIZERS_PARALLELISM": "false",
            "LANG": "C.UTF-8",
        }
    )
    assert redactor("open sesame tiny rosebud-1941") == " ".join([REDACTED] * 3)
    assert redactor("false C.UTF-8") == "false C.UTF-8"


@given(st.text() | st.binary() | st.lists(st.text()) | st.dictionaries(st.text(), st.text()))
def test_no_text_of_several_words_or_letters_of_the_world_is_allowed(value: object) -> None:
    found = str(allowed(value))
    assert found.isascii()
    assert not isinstance(value, str) or found == value or found == f"({len(value)} characters)"
    assert " " not in found or found.startswith("(")


SECRETS = {
    "passphrase": "marked-passphrase orchid",
    "password": "marked-password-walrus",
    "api key": "sk-markedkeyZEBRA0123456789",
    "customer": "marked customer said tulip",
    "e-mail": "marked.person@example.com",
}
RUN = """
import asyncio, gc, json, logging, os, sys, threading, warnings
from pathlib import Path
from services.logs import Logs
from services.redaction import Redactor
from services.user_dirs import user_dirs

secret = json.loads(sys.stdin.read())
redact = Redactor.of(os.environ)
redact.hide(secret["password"])
log = logging.getLogger("services.run")
logs = Logs(user_dirs().logs, redact)

for text in secret.values():
    log.warning("Said %s", text)
    log.warning("Said " + text.split()[-1] if text == secret["api key"] else "Said nothing")
    logging.getLogger("elsewhere").error("Failed on " + text)
    logging.getLogger("elsewhere").error("Failed on %s", text)
    warnings.warn(text)
    try:
        try:
            raise KeyError(text)
        except KeyError as error:
            raise RuntimeError(f"row of {text}") from error
    except RuntimeError:
        log.exception("Row 12 failed")

from sqlalchemy import create_engine, text as sql
logging.getLogger("sqlalchemy.engine").setLevel(logging.DEBUG)
engine = create_engine("sqlite://")
try:
    with engine.connect() as connection:
        connection.execute(sql("INSERT INTO missing VALUES (:c)"), {"c": secret["customer"]})
except Exception:
    log.exception("Write failed")
engine.dispose()

async def fail():
    raise ValueError(secret["customer"])

async def forget():
    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    gc.collect()

asyncio.run(forget())

def fail_in_thread():
    raise ValueError(secret["customer"], secret["passphrase"])

thread = threading.Thread(target=fail_in_thread)
thread.start()
thread.join()

class Dying:
    def __del__(self):
        raise ValueError(secret["customer"])

Dying()
gc.collect()
log.info("Done with %d rows", 4711)
raise LookupError(secret["customer"], secret["api key"])
"""


def test_no_byte_that_a_run_leaves_behind_holds_a_secret(home: Path, repository: Path) -> None:
    import json
    import os

    run = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps(SECRETS).encode(),
        capture_output=True,
        cwd=repository,
        env={**os.environ, "REVIEWER_PASSPHRASE": SECRETS["passphrase"]},
        check=False,
    )
    assert run.returncode == 1, run.stderr
    left = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    left[Path("terminal")] = run.stdout + run.stderr
    text = b"".join(left.values()).decode()
    for name, secret in SECRETS.items():
        for part in (secret, secret.split()[-1], secret.split("@")[0]):
            assert part not in text, f"{name} in the log"

    logged = "".join(content.decode() for path, content in left.items() if path.suffix == ".log")
    assert "Done with 4711 rows" in logged
    for fault in ("RuntimeError", "OperationalError", "LookupError", "asyncio: ", "UserWarning"):
        assert fault in logged
    assert logged.count("An exception that nothing caught") == 2
    assert "An exception where none can be raised" in logged
    assert b"LookupError" in run.stderr

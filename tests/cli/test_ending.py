"""How a command ends early: by Ctrl+C, by a bug."""

import gzip
import json
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reviewer.__main__ import main
from tests.support.command_line import CommandLine


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A file that takes seconds to import."""
    path = tmp_path / "many.jsonl.gz"
    with gzip.open(path, "wt", compresslevel=1) as file:
        for number in range(60_000):
            row = {"id": number, "message": f"Where is parcel {number}?", "confidence": 0.1}
            file.write(f"{json.dumps(row)}\n")
    return path


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is sent the way of POSIX")
def test_ctrl_c_keeps_what_was_saved(reviewer: CommandLine, many: Path, tmp_path: Path) -> None:
    with reviewer.start("import", many, "--json") as importing:
        log = tmp_path / "team.db-wal"
        while not (log.exists() and log.stat().st_size > 1_000_000):
            assert importing.poll() is None
        importing.send_signal(signal.SIGINT)
        out, err = importing.communicate(timeout=60)
    assert importing.returncode == 130
    assert err.decode() == "reviewer: Stopped. What was saved until now is kept.\n"
    assert json.loads(out)["fault"] == "Stopped"
    kept = reviewer.json("store", "info")["interactions"]
    assert 0 < kept < 60_000
    assert reviewer.json("store", "verify")["sound"]
    assert reviewer.json("import", many)["unchanged"] == kept


def test_a_bug_is_reported_without_a_customers_words(working: CommandLine, tmp_path: Path) -> None:
    (due,) = working.json("triage", "list", "--limit", "1")
    with closing(sqlite3.connect(tmp_path / "team.db")) as connection:
        connection.execute('UPDATE interaction_context SET context = \'[{"role": "Zyxomma\'')
        connection.commit()
    finished = working("triage", "show", due["id"], "--json")
    assert finished.code == 1
    told = finished.err.decode()
    assert told.splitlines()[-1].startswith("reviewer: This is a bug in Reviewer (")
    assert "interactions.py" in told
    assert finished.document["fault"] == "Bug"
    assert "Zyxomma" not in told + finished.text
    assert due["customer_message"] not in told


def test_ctrl_c_before_a_command_begins_is_told_too(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reviewer.cli.run.build_parser", interrupted)
    assert main(["store", "info", "--json"]) == 130
    told = capfd.readouterr()
    assert json.loads(told.out)["fault"] == "Stopped"
    assert told.err == "reviewer: Stopped. What was saved until now is kept.\n"

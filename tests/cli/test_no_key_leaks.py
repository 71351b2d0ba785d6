"""A key is in no file, no output and no report that a run leaves behind, however it ends."""

import json
import logging
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewer.store.opening import create_store
from services.demo.provider.faults import Fault, Rule
from services.demo.provider.server import SimulatedProvider
from services.demo.provider.settings import Settings
from services.logs import Logs
from services.redaction import Redactor
from tests.cli.failures import MODEL, write_failures
from tests.services.assistant.bench import Simulated, opened
from tests.services.assistant.scripted import scripted
from tests.support.command_line import PYTHON, CommandLine

KEY = "marked/key+walrus=0123456789"
SECRET = {"REVIEWER_SECRET_PROVIDER_SIM": KEY}
FAULTS = (Fault.BAD_KEY, Fault.FORBIDDEN, Fault.SERVER_ERROR, Fault.HALF, Fault.WRONG_SCHEMA)
CRASHING = """
import sys
from services.assistant.gateway import Gateway
from reviewer.cli.run import run

async def complete(self, asked):
    key = self._clients._keys(asked.provider)
    assert key, "the run has the key"
    raise RuntimeError("a bug that has the key " + key)

Gateway.complete = complete
run(sys.argv[1:])
"""


@pytest.fixture
def guarded() -> Iterator[Simulated]:
    """A simulated provider that takes the marked key only."""
    provider = SimulatedProvider(settings=Settings(api_key=KEY))
    with provider.running() as url:
        yield Simulated(provider, url)


@pytest.fixture
def keyed(reviewer: CommandLine, guarded: Simulated) -> CommandLine:
    """`reviewer` that has the key from the environment, and a provider it was typed in for."""
    write_failures(reviewer.folder / "failures.jsonl", 3)
    reviewer.done("import", "failures.jsonl")
    add(reviewer, guarded.url)
    return CommandLine(reviewer.folder, reviewer.options, {**SECRET, "OPENAI_LOG": "debug"})


def add(reviewer: CommandLine, url: str) -> None:
    words = ("provider", "add", "sim", "--base-url", url, "--model", MODEL, "--key-stdin")
    told = reviewer(*words, given=f"{KEY}\n".encode())
    assert told.code == 0
    assert_keyless(told.out, told.err)


def assert_keyless(*texts: bytes) -> None:
    for text in texts:
        assert KEY.encode() not in text
        assert json.dumps(KEY).encode().strip(b'"') not in text
        assert b"walrus" not in text


def assert_left_no_key(*folders: Path) -> None:
    """Search every file below the folders."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "team.db" for path in files)
    for path in files:
        assert_keyless(path.read_bytes())


def test_no_run_leaves_the_key_behind(keyed: CommandLine, guarded: Simulated, home: Path) -> None:
    improved = keyed("improve", "--json")
    assert (improved.code, improved.document["improved"]) == (0, 3)
    runs = [improved, keyed("provider", "list"), keyed("provider", "test", "--json"), keyed("cost")]
    for fault in FAULTS:
        guarded.provider.faults.use(Rule(fault))
        runs.append(keyed("explain", "row-1", "--fresh"))
        assert runs[-1].code == 1
    for run in runs:
        assert_keyless(run.out, run.err)
    assert_left_no_key(keyed.folder, home)


def test_a_bug_is_reported_without_the_key(keyed: CommandLine, home: Path) -> None:
    command = [*PYTHON, "-c", CRASHING, *keyed.options, "improve", "row-1"]
    run = subprocess.run(
        command, cwd=keyed.folder, env=keyed._environment(), capture_output=True, check=False
    )
    assert run.returncode == 1
    assert b"RuntimeError" in run.stderr
    assert b"This is a bug in Reviewer" in run.stderr
    assert_keyless(run.stdout, run.stderr)
    assert_left_no_key(keyed.folder, home)


def test_a_provider_that_says_the_key_back_is_not_quoted(keyed: CommandLine, home: Path) -> None:
    def echo(_request: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        said = {"error": {"message": f"Not with Bearer {KEY} ({KEY}).", "code": "no"}}
        return 400, {"content-type": "application/json"}, json.dumps(said).encode()

    with scripted(echo) as server:
        add(keyed, server.url)
        failed = keyed("improve", "row-1")
        assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert failed.code == 1
    assert b"refused the request: Not with" in failed.err
    assert_keyless(failed.out, failed.err)
    assert_left_no_key(keyed.folder, home)


def test_no_log_tells_the_key_at_any_level(tmp_path: Path, guarded: Simulated) -> None:
    store = create_store(tmp_path / "team.db", None)
    with (
        Logs(tmp_path / "logs", Redactor.of({}), {"REVIEWER_LOG_LEVEL": "DEBUG"}) as logs,
        opened(store, tmp_path / "prices.toml", {"TEAM_KEY": KEY}) as bench,
    ):
        logging.getLogger().setLevel(logging.DEBUG)
        bench.add_provider(guarded.url, key_variable="TEAM_KEY")
        bench.add_failures(1)
        bench.parts.desk.improve(bench.ids[0]).result(60)
        guarded.provider.faults.use(Rule(Fault.SERVER_ERROR))
        with pytest.raises(Exception, match="problem of its own"):
            bench.parts.desk.improve(bench.ids[0], fresh=True).result(60)
        assert set(bench.hidden) == {KEY}
        assert "DEBUG openai" in logs.path.read_text()
    store.close()
    assert "parcel" not in logs.path.read_text().casefold()
    assert_left_no_key(tmp_path)

"""A provider's key in a real Secret Service: kept by one command, used by the next ones."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.demo.provider.server import SimulatedProvider
from services.demo.provider.settings import Settings
from tests.cli.failures import MODEL
from tests.services.assistant.bench import Simulated
from tests.support.secret_service import Laptop, missing_programs

KEY = "marked-key-walrus-0123456789"
RUN = """
import io, json, os, sys
from contextlib import redirect_stdout
from reviewer.cli.run import run

if "GIVEN" in os.environ:
    sys.stdin = io.StringIO(os.environ["GIVEN"])
out = io.TextIOWrapper(io.BytesIO())
with redirect_stdout(out):
    code = run(json.loads(os.environ["WORDS"]))
out.flush()
print(json.dumps({"code": code, "out": json.loads(out.buffer.getvalue())}))
"""


@pytest.fixture
def laptop() -> Iterator[Laptop]:
    if missing := missing_programs():
        pytest.skip(f"no Secret Service here: {' and '.join(missing)} not installed")
    # A short path: the keyring's socket lies in the home folder.
    home = Path(tempfile.mkdtemp(prefix="laptop-"))
    yield Laptop(home)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def guarded() -> Iterator[Simulated]:
    """A simulated provider that takes the marked key only."""
    provider = SimulatedProvider(settings=Settings(api_key=KEY))
    with provider.running() as url:
        yield Simulated(provider, url)


def said(laptop: Laptop, *words: str, **variables: str) -> Any:
    """Log in, run a command that succeeds, and return its document."""
    store = ("--store", str(laptop.home / "team.db"), "--plain", "--json")
    done = laptop.session(RUN, unlocked=True, WORDS=json.dumps([*store, *words]), **variables)
    assert done["code"] == 0
    assert KEY not in json.dumps(done)
    return done["out"]


def test_a_key_lives_in_the_keyring_and_nowhere_else(laptop: Laptop, guarded: Simulated) -> None:
    add = ("provider", "add", "sim", "--base-url", guarded.url, "--model", MODEL, "--key-stdin")
    assert said(laptop, *add, GIVEN=f"{KEY}\n")["key"] == "keyring"
    assert said(laptop, "provider", "test")["works"] is True
    for path in laptop.home.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path

    kept = said(laptop, "provider", "set-key", "sim", GIVEN="another-key\n")
    assert kept == {"provider": "sim", "kept": True, "key": "keyring"}
    said(laptop, "provider", "set-key", "sim", GIVEN=f"{KEY}\n")
    assert said(laptop, "provider", "test", "sim")["works"] is True

    said(laptop, "provider", "remove", "sim")
    assert said(laptop, *add[:-1])["key"] == "none"

"""Secrets in a real keyring: kept from login to login, and never waited for without end."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.secret_service import Laptop, missing_programs

MARKED = "marked-password-walrus"
BEGIN = """
import json, os, sys
from pathlib import Path
from reviewer.errors import ReviewerError
from reviewer.store.key_slots import ScryptCost
from reviewer.store.opening import create_store, open_store
from services.secrets import *

def attended(question):
    raise AssertionError("nobody is to be asked")

def secrets(**more):
    return Secrets(SystemKeyring(), cost=ScryptCost(n=16, r=1, p=1), **more)

store = Path(os.environ["STORE"]) if "STORE" in os.environ else None
"""
CREATE = (
    BEGIN
    + """
keys = secrets()
created = keys.create(store)
create_store(store, created.data_key).close()
print(json.dumps({
    "state": keys.keyring_state(),
    "slots": sorted(created.slots),
    "code": created.recovery_code.text,
    "raw": created.data_key.raw.hex(),
}))
"""
)
OPEN = (
    BEGIN
    + """
keys = secrets()
try:
    key = keys.unlock(store)
    open_store(store, key).close()
    print(json.dumps({"raw": key.raw.hex()}))
except ReviewerError as fault:
    print(json.dumps({"fault": type(fault).__name__, "sentence": str(fault)}))
"""
)


@pytest.fixture
def laptops() -> Iterator[list[Laptop]]:
    if missing := missing_programs():
        pytest.skip(f"no Secret Service here: {' and '.join(missing)} not installed")
    # Short paths: the keyring's socket lies in the home folder.
    folders = [Path(tempfile.mkdtemp(prefix="laptop-")) for _ in range(2)]
    yield [Laptop(folder) for folder in folders]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def laptop(laptops: list[Laptop]) -> Laptop:
    return laptops[0]


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "team.db")


def test_a_store_opens_at_the_next_login_with_no_passphrase(laptop: Laptop, store: str) -> None:
    made = laptop.session(CREATE, STORE=store)
    assert made["state"] == "available"
    assert made["slots"] == ["keyring", "recovery"]
    assert laptop.session(OPEN, STORE=store) == {"raw": made["raw"]}


def test_with_a_passphrase_both_open_it(laptop: Laptop, store: str) -> None:
    made = laptop.session(CREATE, STORE=store, REVIEWER_PASSPHRASE="open sesame")
    assert made["slots"] == ["keyring", "passphrase", "recovery"]
    assert laptop.session(OPEN, STORE=store) == {"raw": made["raw"]}
    opened = laptop.session(OPEN, unlocked=False, STORE=store, REVIEWER_PASSPHRASE="open sesame")
    assert opened == {"raw": made["raw"]}


def test_on_another_laptop_the_recovery_code_opens_it_once_and_the_keyring_from_then_on(
    laptops: list[Laptop], store: str
) -> None:
    old, new = laptops
    made = old.session(CREATE, STORE=store)
    refused = new.session(OPEN, STORE=store)
    assert refused["fault"] == "KeyUnavailable"
    assert "its key is not in the system keyring" in refused["sentence"]
    opened = new.session(OPEN, STORE=store, REVIEWER_PASSPHRASE=made["code"])
    assert opened == new.session(OPEN, STORE=store) == {"raw": made["raw"]}


def test_a_locked_keyring_is_not_waited_for_and_is_named(laptop: Laptop, store: str) -> None:
    laptop.session(CREATE, STORE=store)
    laptop.hang_prompts()
    refused = laptop.session(OPEN, unlocked=False, STORE=store)
    assert refused["fault"] == "KeyUnavailable"
    assert "the system keyring is locked" in refused["sentence"]
    assert "set REVIEWER_PASSPHRASE" in refused["sentence"]


def test_a_prompt_that_nobody_answers_is_given_up(laptop: Laptop, store: str) -> None:
    laptop.session(CREATE, STORE=store)
    laptop.hang_prompts()
    script = """
keyring = SystemKeyring(attended=True, use_seconds=0.5)
first, second = keyring.get("x"), keyring.get("x")
print(json.dumps([type(first).__name__, first.state, second.state, keyring.state()]))
"""
    found = laptop.session(BEGIN + script, unlocked=False)
    assert found == ["NoKeyring", "locked", "locked", "locked"]


def test_a_keyring_that_was_never_set_up_counts_as_locked(laptop: Laptop) -> None:
    script = "print(json.dumps([SystemKeyring().state(), str(SystemKeyring().get('x'))]))"
    state, found = laptop.session(BEGIN + script, unlocked=False)
    assert state == "locked"
    assert found.startswith("NoKeyring")


def test_a_named_secret_is_kept_from_login_to_login_and_deleted(laptop: Laptop) -> None:
    put = f"print(json.dumps(str(secrets().put('source/team', {MARKED!r}))))"
    get = "print(json.dumps([str(f := secrets().get('source/team')), getattr(f, 'value', None)]))"
    delete = "print(json.dumps(str(secrets().delete('source/team'))))"
    assert laptop.session(BEGIN + put) == "Kept()"
    assert laptop.session(BEGIN + get) == ["Found(origin='keyring')", MARKED]
    assert laptop.session(BEGIN + delete) == "Deleted()"
    assert laptop.session(BEGIN + delete) == "Absent()"
    assert laptop.session(BEGIN + get) == ["Absent()", None]


def test_no_file_of_the_laptop_holds_a_secret(laptop: Laptop, store: str) -> None:
    made = laptop.session(CREATE, STORE=store, REVIEWER_PASSPHRASE="marked passphrase orchid")
    put = f"print(json.dumps(str(secrets().put('source/team', {MARKED!r}))))"
    assert laptop.session(BEGIN + put) == "Kept()"
    folders = (laptop.home, Path(store).parent)
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    assert any(file.suffix == ".keyring" for file in files)
    left = b"".join(file.read_bytes() for file in files)
    for secret in ("marked passphrase orchid", MARKED, made["code"], made["raw"]):
        assert secret.encode() not in left
    assert bytes.fromhex(made["raw"]) not in left

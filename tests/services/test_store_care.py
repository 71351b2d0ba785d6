"""Looking after a store: its facts, a backup on request, and another passphrase."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.errors import NotPossible, WrongKey
from reviewer.store.backup import backups
from reviewer.store.key_slots import ScryptCost
from reviewer.store.keys import KeyFile, key_path
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.passphrases import VARIABLE
from services.secrets import KeyringState, Secrets, SystemKeyring
from services.store_care import StoreCare, keyring_words
from services.stores import create_new

CHEAP = ScryptCost(n=2**10, r=8, p=1)


@pytest.fixture
def runner() -> Iterator[JobRunner]:
    network = NetworkLane()
    runner = JobRunner(network)
    yield runner
    runner.close()
    network.close()


def secrets() -> Secrets:
    return Secrets(SystemKeyring(), {VARIABLE: "harbour and pine"}, cost=CHEAP)


def test_another_passphrase_opens_the_store_and_the_one_before_does_not(
    tmp_path: Path, runner: JobRunner
) -> None:
    path, keys = tmp_path / "team.db", secrets()
    store = create_new(path, keys, plain=False).store
    try:
        StoreCare(store, runner, keys).change_passphrase("lantern and moss")
        file = KeyFile.load(key_path(path))
        assert file.unlock_with_passphrase("lantern and moss") == store.key
        with pytest.raises(WrongKey):
            file.unlock_with_passphrase("harbour and pine")
    finally:
        store.close()


def test_a_store_without_encryption_has_no_passphrase(tmp_path: Path, runner: JobRunner) -> None:
    keys = secrets()
    store = create_new(tmp_path / "team.db", keys, plain=True).store
    try:
        with pytest.raises(NotPossible, match="not encrypted"):
            StoreCare(store, runner, keys).change_passphrase("lantern and moss")
    finally:
        store.close()


def test_facts_tell_of_the_newest_backup(tmp_path: Path, runner: JobRunner) -> None:
    path, keys = tmp_path / "team.db", secrets()
    store = create_new(path, keys, plain=False).store
    care = StoreCare(store, runner, keys)
    try:
        before = care.facts()
        assert (before.path, before.encrypted, before.backups) == (path, True, 0)
        assert before.backed_up_at is None
        assert before.size == path.stat().st_size
        made = care.back_up().result(30)
        again = care.back_up().result(30)
        assert backups(path) == [made] == [again]
        after = care.facts()
        assert after.backups == 1
        assert after.backed_up_at is not None
    finally:
        store.close()


def test_every_state_of_the_keyring_has_words() -> None:
    assert all(keyring_words(state).endswith(".") for state in KeyringState)

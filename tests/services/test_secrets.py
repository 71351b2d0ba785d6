"""Secrets: found in order, kept nowhere but in the keyring, and shown nowhere."""

import logging
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked

from reviewer.errors import KeyUnavailable, ReviewerError, StoreError, WrongKey
from reviewer.store.keys import KeyFile, ScryptCost, SlotName, key_path
from services.secrets import (
    Absent,
    Ask,
    Deleted,
    Found,
    Kept,
    KeyringState,
    NoKeyring,
    Purpose,
    Question,
    Secrets,
    SystemKeyring,
    secret_variable,
)

CHEAP = ScryptCost(n=16, r=1, p=1)
PASSPHRASE = "marked passphrase orchid"


class MemoryKeyring(KeyringBackend):
    """A keyring that lasts as long as the test."""

    priority: float = 9

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class LockedKeyring(MemoryKeyring):
    """A keyring whose owner would not unlock it, and who says more than is wise."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(f"{service} {username} {password}")


class SilentKeyring(MemoryKeyring):
    """A keyring that never answers."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, str]] = []
        self.end = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.append((service, username))
        self.end.wait()
        return None


class StrangeKeyring(MemoryKeyring):
    """A keyring that breaks the rules of its interface."""

    def get_password(self, service: str, username: str) -> str | None:
        raise ZeroDivisionError(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        raise ZeroDivisionError(service, username, password)


class FileKeyring(MemoryKeyring):
    """A keyring that would write passwords into a file; `keyring` does not recommend such."""

    priority = 0.5


class Person:
    """Answers questions in turn, and remembers them."""

    def __init__(self, *answers: str | None) -> None:
        self.answers = list(answers)
        self.asked: list[Question] = []

    def __call__(self, question: Question) -> str | None:
        self.asked.append(question)
        return self.answers.pop(0)


def install(backend: Any) -> None:
    keyring.set_keyring(backend())


@pytest.fixture(autouse=True)
def system() -> Iterator[None]:
    """No keyring, unless a test installs one."""
    install(fail.Keyring)
    yield
    install(fail.Keyring)


@pytest.fixture
def memory() -> MemoryKeyring:
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    return backend


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "team.db"


def secrets(passphrase: str = "", ask: Ask | None = None) -> Secrets:
    environ = {"REVIEWER_PASSPHRASE": passphrase} if passphrase else {}
    return Secrets(SystemKeyring(attended=ask is not None), environ, ask, cost=CHEAP)


def test_with_a_keyring_no_passphrase_is_needed(store: Path, memory: MemoryKeyring) -> None:
    created = secrets().create(store)
    assert created.slots == {SlotName.KEYRING, SlotName.RECOVERY}
    assert secrets().unlock(store) == created.data_key
    assert len(memory.kept) == 1


def test_with_a_passphrase_too_both_open_it(store: Path, memory: MemoryKeyring) -> None:
    created = secrets(PASSPHRASE).create(store)
    assert created.slots == set(SlotName)
    assert secrets().unlock(store) == created.data_key
    memory.kept.clear()
    assert secrets(PASSPHRASE).unlock(store) == created.data_key


def test_without_a_keyring_the_environment_gives_the_passphrase(store: Path) -> None:
    created = secrets(PASSPHRASE).create(store)
    assert created.slots == {SlotName.PASSPHRASE, SlotName.RECOVERY}
    assert secrets(PASSPHRASE).unlock(store) == created.data_key


def test_without_either_the_person_chooses_one_and_is_asked_for_it(store: Path) -> None:
    maker, opener = Person(PASSPHRASE), Person(PASSPHRASE)
    created = secrets(ask=maker).create(store)
    assert maker.asked == [Question(Purpose.CHOOSE, store)]
    assert secrets(ask=opener).unlock(store) == created.data_key
    assert opener.asked == [Question(Purpose.OPEN, store)]


@pytest.mark.usefixtures("memory")
def test_with_a_keyring_nobody_is_asked(store: Path) -> None:
    nobody = Person()
    created = secrets(ask=nobody).create(store)
    assert secrets(ask=nobody).unlock(store) == created.data_key
    assert nobody.asked == []


def test_with_nothing_at_all_one_sentence_says_what_to_do(store: Path) -> None:
    with pytest.raises(KeyUnavailable) as caught:
        secrets().create(store)
    assert str(caught.value) == (
        f"{store} cannot be encrypted, since there is no system keyring here and no passphrase was "
        "given: set REVIEWER_PASSPHRASE, or make an unencrypted store with --plain."
    )
    assert list(store.parent.iterdir()) == []


def test_a_person_who_will_not_choose_gets_no_store(store: Path) -> None:
    with pytest.raises(KeyUnavailable, match="no store was made at"):
        secrets(ask=Person(None)).create(store)
    assert list(store.parent.iterdir()) == []


def test_opening_with_nobody_to_ask_says_what_to_do(store: Path) -> None:
    secrets(PASSPHRASE).create(store)
    with pytest.raises(KeyUnavailable) as caught:
        secrets().unlock(store)
    assert str(caught.value) == (
        f"{store} is encrypted and its key is not in the system keyring: "
        "set REVIEWER_PASSPHRASE to its passphrase or its recovery code."
    )


def test_a_wrong_passphrase_in_the_environment_is_one_sentence(store: Path) -> None:
    secrets(PASSPHRASE).create(store)
    with pytest.raises(WrongKey, match=r"^REVIEWER_PASSPHRASE does not open .*team\.db\. Set it"):
        secrets("wrong").unlock(store)


def test_a_wrong_passphrase_in_the_environment_makes_the_person_be_asked(store: Path) -> None:
    created = secrets(PASSPHRASE).create(store)
    person = Person(PASSPHRASE)
    assert secrets("wrong", person).unlock(store) == created.data_key


def test_the_person_has_three_tries_and_hears_what_was_wrong(store: Path) -> None:
    created = secrets(PASSPHRASE).create(store)
    person = Person("wrong", "wrong again", PASSPHRASE)
    assert secrets(ask=person).unlock(store) == created.data_key
    first, second, third = (question.problem for question in person.asked)
    assert first is None
    assert second == third
    assert second is not None
    assert "passphrase does not open" in second
    with pytest.raises(WrongKey, match="passphrase does not open"):
        secrets(ask=Person("1", "2", "3")).unlock(store)


@pytest.mark.parametrize("answer", [None, ""])
def test_a_person_who_would_rather_not_leaves_it_closed(store: Path, answer: str | None) -> None:
    secrets(PASSPHRASE).create(store)
    with pytest.raises(KeyUnavailable, match=r"No passphrase was given; .*team\.db stays closed\."):
        secrets(ask=Person(answer)).unlock(store)


def test_the_recovery_code_opens_wherever_the_passphrase_does(store: Path) -> None:
    created = secrets(PASSPHRASE).create(store)
    code = created.recovery_code.text
    assert secrets(code).unlock(store) == created.data_key
    assert secrets(ask=Person(code.lower().replace("-", " "))).unlock(store) == created.data_key


def test_a_mistyped_recovery_code_is_told_from_a_wrong_passphrase(store: Path) -> None:
    created = secrets(PASSPHRASE).create(store)
    code = created.recovery_code.text
    typo = ("2" if code[0] != "2" else "3") + code[1:]
    person = Person(typo, code)
    assert secrets(ask=person).unlock(store) == created.data_key
    assert "typing mistake" in str(person.asked[1].problem)


def test_where_there_is_no_passphrase_the_sentence_says_so(
    store: Path, memory: MemoryKeyring
) -> None:
    created = secrets().create(store)
    memory.kept.clear()
    person = Person("my old passphrase", created.recovery_code.text)
    assert secrets(ask=person).unlock(store) == created.data_key
    assert "has no passphrase" in str(person.asked[1].problem)


def test_the_keyring_of_a_new_laptop_takes_over(store: Path, memory: MemoryKeyring) -> None:
    created = secrets(PASSPHRASE).create(store)
    memory.kept.clear()
    assert secrets(PASSPHRASE).unlock(store) == created.data_key
    assert secrets().unlock(store) == created.data_key


def test_a_keyring_does_not_take_over_a_store_that_never_used_one(
    store: Path, memory: MemoryKeyring
) -> None:
    install(fail.Keyring)
    created = secrets(PASSPHRASE).create(store)
    keyring.set_keyring(memory)
    assert secrets(PASSPHRASE).unlock(store) == created.data_key
    assert memory.kept == {}
    keys = secrets()
    assert keys.stores.use_keyring(store, created.data_key) == Kept()
    assert keys.unlock(store) == created.data_key


def test_without_a_keyring_a_store_cannot_use_one(store: Path) -> None:
    keys = secrets(PASSPHRASE)
    created = keys.create(store)
    assert keys.stores.use_keyring(store, created.data_key) == NoKeyring(KeyringState.NONE)


@pytest.mark.parametrize("damage", ["", "no hexadecimal", "abcd", "00" * 32])
def test_a_damaged_key_in_the_keyring_is_mended_from_the_passphrase(
    store: Path, memory: MemoryKeyring, damage: str
) -> None:
    created = secrets(PASSPHRASE).create(store)
    (name,) = memory.kept
    memory.kept[name] = damage
    assert secrets(PASSPHRASE).unlock(store) == created.data_key
    assert secrets().unlock(store) == created.data_key


def test_copies_of_the_store_use_the_same_key_of_the_keyring(
    store: Path, memory: MemoryKeyring
) -> None:
    created = secrets().create(store)
    backup = store.with_name("team-2026-11-01.db")
    key_path(backup).write_bytes(key_path(store).read_bytes())
    assert secrets().unlock(backup) == created.data_key
    other = secrets().create(store.with_name("other.db"))
    assert other.data_key != created.data_key
    assert len(memory.kept) == 2


def test_a_changed_passphrase_and_a_renewed_code_open_and_the_old_ones_do_not(store: Path) -> None:
    created = secrets(PASSPHRASE).create(store)
    keys = secrets().stores
    keys.change_passphrase(store, created.data_key, "a new one")
    code = keys.renew_recovery_code(store, created.data_key)
    assert secrets("a new one").unlock(store) == created.data_key
    assert secrets(code.text).unlock(store) == created.data_key
    for old in (PASSPHRASE, created.recovery_code.text):
        with pytest.raises(WrongKey):
            secrets(old).unlock(store)


def test_a_store_that_is_there_keeps_its_key_file(store: Path) -> None:
    secrets(PASSPHRASE).create(store)
    store.write_bytes(b"a store")
    before = key_path(store).read_bytes()
    with pytest.raises(StoreError, match="already; it was left as it is"):
        secrets(PASSPHRASE).create(store)
    assert key_path(store).read_bytes() == before


def test_a_key_file_without_a_store_is_moved_aside_not_lost(store: Path) -> None:
    orphans = [secrets(PASSPHRASE).create(store) for _ in range(2)]
    created = secrets("another").create(store)
    assert created.set_aside == store.with_name("team.db.key.old-2")
    assert created.set_aside is not None
    assert KeyFile.load(created.set_aside).unlock_with_passphrase(PASSPHRASE) == orphans[1].data_key
    first = KeyFile.load(store.with_name("team.db.key.old-1"))
    assert first.unlock_with_passphrase(PASSPHRASE) == orphans[0].data_key


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, FileKeyring])
def test_what_keeps_no_secret_safely_is_no_keyring(
    store: Path, backend: type[KeyringBackend]
) -> None:
    install(backend)
    assert secrets().keyring_state() == KeyringState.NONE
    assert secrets().put("source/team", "x") == NoKeyring(KeyringState.NONE)
    assert secrets().get("source/team") == NoKeyring(KeyringState.NONE)
    assert secrets().delete("source/team") == NoKeyring(KeyringState.NONE)
    assert secrets(PASSPHRASE).create(store).slots == {SlotName.PASSPHRASE, SlotName.RECOVERY}


@pytest.mark.parametrize("backend", [LockedKeyring, StrangeKeyring])
def test_a_keyring_that_refuses_counts_as_locked_and_the_passphrase_does_it(
    store: Path, backend: type[KeyringBackend]
) -> None:
    install(backend)
    with pytest.raises(KeyUnavailable, match="set REVIEWER_PASSPHRASE"):
        secrets().create(store)
    created = secrets(PASSPHRASE).create(store)
    assert created.slots == {SlotName.PASSPHRASE, SlotName.RECOVERY}
    assert secrets().put("source/team", "x") == NoKeyring(KeyringState.LOCKED)


def test_a_keyring_that_is_silent_is_waited_for_once() -> None:
    silent = SilentKeyring()
    keyring.set_keyring(silent)
    system = SystemKeyring(use_seconds=0.05)
    for _ in range(3):
        assert system.get("source/team") == NoKeyring(KeyringState.LOCKED)
    assert len(silent.asked) == 1
    silent.end.set()


def test_a_silent_keyring_does_not_keep_the_program_from_ending() -> None:
    script = """
import threading, keyring
from keyring.backend import KeyringBackend
from services.secrets import SystemKeyring

class Silent(KeyringBackend):
    priority = 9
    def get_password(self, service, username):
        threading.Event().wait()
    set_password = delete_password = get_password

keyring.set_keyring(Silent())
print(SystemKeyring(use_seconds=0.05).get("x"))
"""
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert "NoKeyring" in run.stdout


def test_a_keyring_module_that_cannot_be_loaded_is_no_keyring(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "no.such.module.Keyring")
    assert SystemKeyring().state() == KeyringState.NONE


@pytest.mark.usefixtures("memory")
def test_named_secrets_are_kept_found_and_deleted() -> None:
    keys = secrets()
    assert keys.keyring_state() == KeyringState.AVAILABLE
    assert keys.get("source/team") == Absent()
    assert keys.put("source/team", "walrus") == Kept()
    assert secrets().get("source/team") == Found("walrus", "keyring")
    assert keys.put("source/team", "tusk") == Kept()
    assert keys.get("source/team") == Found("tusk", "keyring")
    assert keys.delete("source/team") == Deleted()
    assert keys.delete("source/team") == Absent()
    assert keys.get("source/team") == Absent()


def test_the_environment_is_the_fallback_and_the_keyring_comes_first(
    memory: MemoryKeyring,
) -> None:
    environ = {"REVIEWER_SECRET_SOURCE_TEAM": "from outside"}
    keys = Secrets(SystemKeyring(), environ)
    assert keys.get("source/team") == Found("from outside", "environment")
    keys.put("source/team", "kept")
    assert keys.get("source/team") == Found("kept", "keyring")
    install(fail.Keyring)
    assert Secrets(SystemKeyring(), environ).get("source/team") == Found(
        "from outside", "environment"
    )
    assert memory.kept


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("source/team", "REVIEWER_SECRET_SOURCE_TEAM"),
        ("provider/my llama.cpp", "REVIEWER_SECRET_PROVIDER_MY_LLAMA_CPP"),
        ("--x--", "REVIEWER_SECRET_X"),
    ],
)
def test_the_variable_of_a_name(name: str, variable: str) -> None:
    assert secret_variable(name) == variable


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (KeyringState.NONE, "there is no system keyring here"),
        (KeyringState.LOCKED, "the system keyring is locked or does not answer"),
    ],
)
def test_a_keyring_that_cannot_be_used_says_why(state: KeyringState, words: str) -> None:
    assert NoKeyring(state).words == words


def test_every_secret_is_made_known_so_that_it_can_be_hidden(
    store: Path, memory: MemoryKeyring
) -> None:
    hidden: set[str] = set()
    environ = {"REVIEWER_PASSPHRASE": PASSPHRASE, "REVIEWER_SECRET_B": "from outside"}
    keys = Secrets(SystemKeyring(), environ, hide=hidden.add, cost=CHEAP)
    created = keys.create(store)
    (kek,) = memory.kept.values()
    keys.put("a", "kept")
    keys.get("b")
    fresh = Secrets(SystemKeyring(), {}, Person("wrong", "right?", PASSPHRASE), hidden.add)
    memory.kept.clear()
    fresh.unlock(store)
    assert hidden >= {PASSPHRASE, "from outside", "kept", kek, "wrong", "right?"}
    assert hidden >= {created.recovery_code.text, created.data_key.raw.hex()}


#: In letters that are neither hexadecimal nor in a row in any sentence.
SECRET = st.text("GHJKQX", min_size=12, max_size=60)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(passphrase=SECRET, wrong=SECRET)
def test_no_secret_is_in_a_repr_a_log_or_an_exception(
    tmp_path_factory: pytest.TempPathFactory,
    caplog: pytest.LogCaptureFixture,
    passphrase: str,
    wrong: str,
) -> None:
    assume(passphrase != wrong)
    caplog.set_level(logging.DEBUG)
    store = tmp_path_factory.mktemp("stores") / "team.db"
    install(StrangeKeyring)
    keys = secrets(passphrase)
    created = keys.create(store)
    said = f"{keys!r} {keys.stores!r} {created!r} {created} {keys.put('a', passphrase)!r}"
    for attempt in (secrets(wrong), secrets(ask=Person(wrong, wrong, wrong)), secrets()):
        try:
            attempt.unlock(store)
        except ReviewerError as fault:
            said += "".join(traceback.format_exception(fault))
    said += repr(Found(passphrase)) + caplog.text
    said = said.replace(str(store), "")
    for secret in (passphrase, wrong, created.recovery_code.text, created.data_key.raw.hex()):
        assert secret not in said

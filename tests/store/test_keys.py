"""The key file: every secret opens it, no other does, and nothing tampered with ever does."""

import json
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from reviewer.errors import (
    KeyUnavailable,
    StoreDamaged,
    StoreError,
    StoreTooNew,
    WrongKey,
)
from reviewer.store.keys import (
    SCRYPT,
    DataKey,
    KeyFile,
    NewKey,
    RecoveryCode,
    ScryptCost,
    SlotName,
    key_path,
    new_key_file,
)

CHEAP = ScryptCost(n=16, r=1, p=1)
KEK = bytes(range(32))
PASSPHRASE = "correct horse battery staple"

in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
passphrases = st.text(min_size=1, max_size=40)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return key_path(tmp_path / "team.db")


@pytest.fixture
def new(path: Path) -> NewKey:
    return new_key_file(path, passphrase=PASSPHRASE, kek=KEK, cost=CHEAP)


def symbols(code: RecoveryCode) -> list[str]:
    return list(code.text.replace("-", ""))


def edit(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    document = json.loads(path.read_text())
    change(document)
    path.write_text(json.dumps(document))


def ways_in(file: KeyFile, new: NewKey) -> list[Callable[[], DataKey]]:
    return [
        lambda: file.unlock_with_passphrase(PASSPHRASE),
        lambda: file.unlock_with_keyring(KEK),
        lambda: file.unlock_with_recovery(new.recovery_code.text),
    ]


def test_each_secret_gives_the_same_key_after_reading_the_file_again(
    path: Path, new: NewKey
) -> None:
    file = KeyFile.load(path)
    assert {unlock() for unlock in ways_in(file, new)} == {new.data_key}
    assert file.slots == set(SlotName)
    assert file.store_id == new.file.store_id
    assert file.store == path.with_name("team.db")


def test_keys_codes_and_ids_are_new_each_time(tmp_path: Path) -> None:
    made = [new_key_file(tmp_path / f"{number}.key") for number in range(20)]
    assert len({key.data_key for key in made}) == 20
    assert len({key.recovery_code for key in made}) == 20
    assert len({key.file.store_id for key in made}) == 20


def test_the_literal_is_a_raw_key_for_sqlcipher() -> None:
    key = DataKey(bytes(range(32)))
    assert key.literal == f"x'{bytes(range(32)).hex()}'"


def test_sqlcipher_opens_a_database_with_the_unlocked_key_only(
    tmp_path: Path, path: Path, new: NewKey
) -> None:
    import sqlcipher3.dbapi2 as sqlcipher

    def connect(key: DataKey) -> sqlcipher.Connection:
        connection = sqlcipher.connect(tmp_path / "team.db")
        connection.execute(f'PRAGMA key = "{key.literal}"')
        return connection

    with connect(new.data_key) as connection:
        connection.execute("CREATE TABLE t AS SELECT 'marked text' AS c")
    connection.close()
    assert b"marked text" not in (tmp_path / "team.db").read_bytes()

    again = connect(KeyFile.load(path).unlock_with_passphrase(PASSPHRASE))
    assert again.execute("SELECT c FROM t").fetchone() == ("marked text",)
    again.close()
    other = connect(DataKey.random())
    with pytest.raises(sqlcipher.DatabaseError, match="not a database"):
        other.execute("SELECT c FROM t")
    other.close()


@pytest.mark.parametrize("size", [0, 16, 31, 33, 48])
def test_a_data_key_has_32_bytes(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        DataKey(bytes(size))


def test_neither_repr_nor_str_shows_a_secret(new: NewKey) -> None:
    shown = f"{new!r} {new} {new.data_key!r} {new.data_key} {new.recovery_code!r}"
    shown += f"{new.recovery_code} {new.file.contents!r}"
    assert new.data_key.raw.hex() not in shown
    assert repr(new.data_key.raw) not in shown
    assert new.recovery_code.text not in shown


def test_the_file_holds_no_secret_in_the_clear(path: Path, new: NewKey) -> None:
    content = path.read_bytes()
    for secret in (new.data_key.raw, KEK, new.recovery_code.material, PASSPHRASE.encode()):
        assert secret not in content
        assert secret.hex().encode() not in content


def test_only_its_owner_reads_the_file_and_no_other_file_stays_behind(
    path: Path, new: NewKey
) -> None:
    assert path.stat().st_mode & 0o777 == 0o600
    new.file.with_passphrase(new.data_key, "another", CHEAP).save()
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


@in_one_folder
@given(passphrase=passphrases, wrong=passphrases)
@example(passphrase="naïve", wrong="naive")
@example(passphrase="a", wrong="A")
def test_a_passphrase_opens_and_another_does_not(
    tmp_path: Path, passphrase: str, wrong: str
) -> None:
    from unicodedata import normalize

    assume(normalize("NFKC", passphrase) != normalize("NFKC", wrong))
    path = tmp_path / f"{uuid4()}.key"
    new = new_key_file(path, passphrase=passphrase, cost=CHEAP)
    file = KeyFile.load(path)
    assert file.unlock_with_passphrase(passphrase) == new.data_key
    with pytest.raises(WrongKey, match="passphrase does not open"):
        file.unlock_with_passphrase(wrong)


def test_a_passphrase_is_the_same_on_a_keyboard_that_composes_accents(path: Path) -> None:
    new = new_key_file(path, passphrase="na\u00efve", cost=CHEAP)
    assert new.file.unlock_with_passphrase("nai\u0308ve") == new.data_key


def test_a_passphrase_that_is_no_unicode_works_too(path: Path) -> None:
    new = new_key_file(path, passphrase="from a byte \udcff", cost=CHEAP)
    assert KeyFile.load(path).unlock_with_passphrase("from a byte \udcff") == new.data_key


def test_the_default_cost_is_paid_and_stored(path: Path) -> None:
    new = new_key_file(path, passphrase=PASSPHRASE)
    assert SCRYPT.bytes_needed >= 64 * 1024 * 1024
    stored = json.loads(path.read_text())["slots"]["passphrase"]
    assert (stored["n"], stored["r"], stored["p"]) == (SCRYPT.n, SCRYPT.r, SCRYPT.p)
    assert KeyFile.load(path).unlock_with_passphrase(PASSPHRASE) == new.data_key


def test_equal_passphrases_have_different_salts(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.key" for number in range(2)]
    for file in files:
        new_key_file(file, passphrase=PASSPHRASE, cost=CHEAP)
    one, two = (json.loads(file.read_text())["slots"]["passphrase"] for file in files)
    assert one["salt"] != two["salt"]


def test_a_changed_passphrase_opens_and_the_old_one_no_longer(path: Path, new: NewKey) -> None:
    KeyFile.load(path).with_passphrase(new.data_key, "a new one", CHEAP).save()
    file = KeyFile.load(path)
    assert file.unlock_with_passphrase("a new one") == new.data_key
    assert file.unlock_with_keyring(KEK) == new.data_key
    assert file.unlock_with_recovery(new.recovery_code.text) == new.data_key
    with pytest.raises(WrongKey):
        file.unlock_with_passphrase(PASSPHRASE)


def test_a_changed_keyring_key_and_recovery_code_replace_the_old(path: Path, new: NewKey) -> None:
    code, kek = RecoveryCode.random(), bytes(32)
    file = KeyFile.load(path).with_recovery(new.data_key, code).with_keyring(new.data_key, kek)
    file.save()
    again = KeyFile.load(path)
    assert again.unlock_with_recovery(code.text) == new.data_key
    assert again.unlock_with_keyring(kek) == new.data_key
    with pytest.raises(WrongKey):
        again.unlock_with_recovery(new.recovery_code.text)
    with pytest.raises(WrongKey):
        again.unlock_with_keyring(KEK)


def test_a_slot_can_be_taken_away(path: Path, new: NewKey) -> None:
    new.file.without(SlotName.KEYRING).save()
    file = KeyFile.load(path)
    assert file.slots == {SlotName.PASSPHRASE, SlotName.RECOVERY}
    with pytest.raises(WrongKey, match="has no key in the system keyring"):
        file.unlock_with_keyring(KEK)


def test_no_slot_is_added_for_the_key_of_another_store(new: NewKey) -> None:
    other = DataKey.random()
    with pytest.raises(WrongKey, match="nothing was changed"):
        new.file.with_passphrase(other, "x", CHEAP)
    with pytest.raises(WrongKey, match="nothing was changed"):
        new.file.with_keyring(other, KEK)
    with pytest.raises(WrongKey, match="nothing was changed"):
        new.file.with_recovery(other, RecoveryCode.random())


@pytest.mark.parametrize("kek", [bytes(32), b"", b"short", KEK + b"more"])
def test_a_wrong_keyring_key_is_one_sentence(new: NewKey, kek: bytes) -> None:
    with pytest.raises(WrongKey, match=r"^The key in the system keyring does not open .*\.$"):
        new.file.unlock_with_keyring(kek)


def test_the_recovery_code_of_another_store_is_said_to_be_that(new: NewKey) -> None:
    with pytest.raises(WrongKey, match="typed correctly, but it is not the one"):
        new.file.unlock_with_recovery(RecoveryCode.random().text)


def test_a_typo_is_told_from_a_wrong_code(new: NewKey) -> None:
    typed = symbols(new.recovery_code)
    typed[7] = "2" if typed[7] != "2" else "3"
    with pytest.raises(WrongKey, match="typing mistake") as caught:
        new.file.unlock_with_recovery("".join(typed))
    assert "".join(typed) not in str(caught.value)


def test_a_letter_that_no_code_has_is_a_typo(new: NewKey) -> None:
    with pytest.raises(WrongKey, match="typing mistake: it has a character"):
        new.file.unlock_with_recovery("U" + new.recovery_code.text[1:])


hexadecimal = st.sampled_from("0123456789abcdef")


@in_one_folder
@given(
    slot=st.sampled_from(list(SlotName)),
    part=st.sampled_from(["nonce", "wrapped", "salt", "n", "r", "p"]),
    place=st.integers(0, 95),
    digit=hexadecimal,
)
def test_a_slot_that_was_edited_opens_nothing(
    tmp_path: Path, slot: SlotName, part: str, place: int, digit: str
) -> None:
    path = tmp_path / f"{uuid4()}.key"
    new = new_key_file(path, passphrase=PASSPHRASE, kek=KEK, cost=CHEAP)
    old = json.loads(path.read_text())["slots"][slot].get(part)
    assume(old is not None)
    changed: object = old * 2 if isinstance(old, int) else _with_digit(old, place, digit)
    assume(changed != old)
    edit(path, lambda document: document["slots"][slot].update({part: changed}))
    with pytest.raises(WrongKey):
        ways_in(KeyFile.load(path), new)[_WAYS.index(slot)]()


_WAYS = [SlotName.PASSPHRASE, SlotName.KEYRING, SlotName.RECOVERY]


def _with_digit(text: str, place: int, digit: str) -> str:
    place %= len(text)
    return text[:place] + digit + text[place + 1 :]


@in_one_folder
@given(place=st.integers(0), bit=st.integers(0, 7))
def test_a_flipped_bit_never_gives_another_key(tmp_path: Path, place: int, bit: int) -> None:
    path = tmp_path / f"{uuid4()}.key"
    new = new_key_file(path, passphrase=PASSPHRASE, kek=KEK, cost=CHEAP)
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= 1 << bit
    path.write_bytes(content)
    for way in range(3):
        try:
            key = ways_in(KeyFile.load(path), new)[way]()
        except (WrongKey, StoreDamaged, StoreTooNew):
            continue
        assert key == new.data_key


@in_one_folder
@given(st.binary(max_size=300))
@example(b"")
@example(b"[]")
@example(b"{}")
@example(b"[" * 200_000)
@example(b'{"format": "reviewer key file", "version": 1, "store_id": 5, "slots": []}')
@example(b'{"format": "reviewer key file", "version": 1, "slots": []}')
@example(b'{"format": "reviewer key file", "version": true}')
@example(b"9" * 5000)
def test_bytes_that_are_no_key_file_are_called_damaged(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match=r"key file .* is damaged\. Copy it"):
        KeyFile.load(path)


def test_a_slot_moved_to_another_name_or_store_opens_nothing(
    tmp_path: Path, path: Path, new: NewKey
) -> None:
    edit(path, lambda document: document["slots"].update(recovery=document["slots"]["keyring"]))
    with pytest.raises(WrongKey):
        KeyFile.load(path).unlock_with_recovery(new.recovery_code.text)

    other = key_path(tmp_path / "other.db")
    new_key_file(other, kek=KEK)
    foreign = json.loads(path.read_text())["slots"]["keyring"]
    edit(other, lambda document: document["slots"].update(keyring=foreign))
    with pytest.raises(WrongKey):
        KeyFile.load(other).unlock_with_keyring(KEK)


@pytest.mark.usefixtures("new")
def test_the_id_and_check_value_of_another_store_are_found_out(path: Path) -> None:
    edit(path, lambda document: document.update(check="00" * 16))
    with pytest.raises(StoreDamaged):
        KeyFile.load(path).unlock_with_keyring(KEK)
    edit(path, lambda document: document.update(store_id=str(uuid4())))
    with pytest.raises(WrongKey):
        KeyFile.load(path).unlock_with_keyring(KEK)


@pytest.mark.parametrize(
    ("name", "value"), [("n", 1 << 40), ("n", 12345), ("n", 0), ("r", 10**6), ("p", 10**9)]
)
@pytest.mark.usefixtures("new")
def test_a_cost_that_would_take_all_memory_is_refused_before_it_is_paid(
    path: Path, name: str, value: int
) -> None:
    edit(path, lambda document: document["slots"]["passphrase"].update({name: value}))
    with pytest.raises(StoreDamaged):
        KeyFile.load(path)


@pytest.mark.usefixtures("new")
def test_a_newer_key_file_asks_for_an_update(path: Path) -> None:
    edit(path, lambda document: document.update(version=2, slots="unknown to us"))
    with pytest.raises(StoreTooNew, match="Update Reviewer"):
        KeyFile.load(path)


def test_a_missing_key_file_names_the_file_and_the_way_out(path: Path) -> None:
    with pytest.raises(KeyUnavailable, match=r"team\.db\.key is missing.*beside a backup"):
        KeyFile.load(path)


@pytest.mark.usefixtures("new")
def test_a_key_file_is_never_written_over_by_a_new_one(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(StoreError, match="already; it was left as it is"):
        new_key_file(path)
    assert path.read_bytes() == before


def test_of_many_who_make_the_same_file_one_succeeds(path: Path) -> None:
    made: list[NewKey] = []
    refused: list[StoreError] = []
    start = threading.Barrier(8)

    def make() -> None:
        start.wait()
        try:
            made.append(new_key_file(path))
        except StoreError as error:
            refused.append(error)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), len(refused)) == (1, 7)
    code = made[0].recovery_code.text
    assert KeyFile.load(path).unlock_with_recovery(code) == made[0].data_key


def test_a_copy_of_the_file_opens_elsewhere(tmp_path: Path, path: Path, new: NewKey) -> None:
    laptop = tmp_path / "new laptop"
    laptop.mkdir()
    copy = key_path(laptop / "renamed.db")
    copy.write_bytes(path.read_bytes())
    assert KeyFile.load(copy).unlock_with_passphrase(PASSPHRASE) == new.data_key


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        new_key_file(tmp_path / "file" / "team.db.key")


FULL_DISK = """
import sys
from pathlib import Path
from reviewer.errors import DiskFull
from reviewer.store.private_files import replace_private

path = Path(sys.argv[1])
replace_private(path, b"old")
try:
    replace_private(path, bytes(1_000_000))
except DiskFull as fault:
    print(fault)
assert path.read_bytes() == b"old"
assert list(path.parent.iterdir()) == [path]
"""


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("unshare is not installed")
    mount = f"mount -t tmpfs -o size=64k none {tmp_path}"
    if subprocess.run(["unshare", "-Urm", "sh", "-c", mount], check=False).returncode:
        pytest.skip("no small file system can be mounted here")
    script = shlex.join([sys.executable, "-c", FULL_DISK, str(tmp_path / "team.db.key")])
    said = subprocess.check_output(
        ["unshare", "-Urm", "sh", "-c", f"{mount} && {script}"], text=True
    )
    assert said.startswith("The disk has no room for ")

"""Who signs: one id per device, and names that can be shown."""

import getpass
import multiprocessing
import stat
from pathlib import Path
from unicodedata import category
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviewer.errors import StoreError, UsageError
from services.identity import (
    checked_email,
    checked_name,
    device_id,
    device_path,
    suggested_email,
    suggested_name,
)


def test_a_device_keeps_its_id(tmp_path: Path) -> None:
    path = tmp_path / "config" / "device-id"
    first = device_id(path)
    assert first.version == 4
    assert device_id(path) == first
    assert UUID(path.read_text().strip()) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_home_is_another_device(tmp_path: Path) -> None:
    assert device_id(tmp_path / "one") != device_id(tmp_path / "two")


def test_the_id_lies_below_the_users_settings(home: Path) -> None:
    found = device_id()
    assert device_path().is_relative_to(home)
    assert device_path().read_text().strip() == str(found)


@pytest.mark.parametrize("content", [b"", b"no id", b"\xff\xff", b"1234"])
def test_a_damaged_id_is_set_aside_for_a_new_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "device-id"
    path.write_bytes(content)
    fresh = device_id(path)
    assert device_id(path) == fresh
    assert path.with_name("device-id.damaged").read_bytes() == content


def test_an_id_that_cannot_be_read_or_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match="cannot be read"):
        device_id(tmp_path / "folder")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"cannot be (read|written)"):
        device_id(tmp_path / "file" / "device-id")


def test_processes_that_start_together_agree_on_the_id(tmp_path: Path) -> None:
    path = tmp_path / "device-id"
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        found = pool.map(device_id, [path] * 16, chunksize=1)
        pool.close()
        pool.join()
    assert set(found) == {device_id(path)}


def test_the_environment_names_the_reviewer() -> None:
    environ = {"REVIEWER_NAME": "  Ada   Lovelace ", "REVIEWER_EMAIL": "ada@example.com"}
    assert suggested_name(environ) == "Ada Lovelace"
    assert suggested_email(environ) == "ada@example.com"


def test_without_it_the_account_does() -> None:
    pwd = pytest.importorskip("pwd")
    account = pwd.getpwnam(getpass.getuser())
    full = account.pw_gecos.partition(",")[0].replace("&", account.pw_name.capitalize())
    assert suggested_name({}) == (full.strip() or account.pw_name)
    assert suggested_email({}) is None


@pytest.mark.parametrize("unfit", ["", "   ", "a\x00b", "x" * 101])
def test_a_name_that_does_not_fit_is_not_suggested(unfit: str) -> None:
    assert suggested_name({"REVIEWER_NAME": unfit}) == suggested_name({})


def test_an_address_that_does_not_fit_is_not_suggested() -> None:
    assert suggested_email({"REVIEWER_EMAIL": "nobody"}) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada", "Ada"),
        (" Ada \n Lovelace\t", "Ada Lovelace"),
        ("Zoë", "Zoe\u0308"),
        ("山田 太郎", "山田\u3000太郎"),
        ("O'Neill-Smith, Jr.", "O'Neill-Smith, Jr."),
    ],
)
def test_a_name_is_tidied(typed: str, kept: str) -> None:
    assert checked_name(typed) == checked_name(kept)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "needs a name"), (" \n", "needs a name"), ("x" * 101, "100"), ("a\x07b", "control")],
)
def test_what_is_no_name_is_refused_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        checked_name(typed)


@given(st.text())
@example("\udcff")
def test_a_name_that_is_kept_can_be_shown_and_stored(text: str) -> None:
    try:
        name = checked_name(text)
    except UsageError:
        return
    assert name.encode("utf-8")
    assert not {category(letter) for letter in name} & {"Cc", "Cs"}
    assert checked_name(name) == name


@pytest.mark.parametrize(
    "typed", ["ada@example.com", " ada.l+qa@mail.example.co.uk ", "ädä@exämple.de"]
)
def test_an_address_is_kept(typed: str) -> None:
    assert checked_email(typed) == typed.strip()


@pytest.mark.parametrize("typed", ["", "  "])
def test_an_address_may_be_left_out(typed: str) -> None:
    assert checked_email(typed) is None


@pytest.mark.parametrize(
    "typed", ["ada", "ada@", "@example.com", "a b@example.com", "ada@localhost", "a@b@c.de"]
)
def test_what_is_no_address_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(UsageError, match="name@example"):
        checked_email(typed)

"""Settings: typed, kept, shared between threads and processes, and never a reason not to start."""

import json
import multiprocessing
import os
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from platformdirs import PlatformDirs

from reviewer.errors import StoreError, UsageError
from services.settings import (
    ALL,
    EXPLAIN_FAILURES,
    LAST_STORE,
    MONTH_BUDGET,
    MOST_DOLLARS,
    RUN_BUDGET,
    TIME_ZONE,
    Setting,
    Settings,
    default_store_path,
    settings_path,
)
from services.time_zone import is_time_zone, system_time_zone
from services.user_dirs import user_dirs

in_one_folder = hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
everything_json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
as_root = pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read and write every file"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_the_defaults_hold_where_there_is_no_file(path: Path) -> None:
    settings = Settings(path)
    assert settings.get(MONTH_BUDGET) == 20
    assert settings.get(RUN_BUDGET) == 5
    assert settings.get(EXPLAIN_FAILURES) is False
    assert [settings.get(setting) for setting in (LAST_STORE, TIME_ZONE)] == [""] * 2
    assert settings.notice is None
    assert not path.parent.exists()


def test_what_is_set_is_there_after_a_restart(path: Path) -> None:
    settings = Settings(path)
    settings.set(MONTH_BUDGET, 45.0)
    settings.set(EXPLAIN_FAILURES, value=True)
    settings.set(TIME_ZONE, "Europe/Berlin")
    for known in (settings, Settings(path)):
        assert known.get(MONTH_BUDGET) == 45.0
        assert known.get(EXPLAIN_FAILURES) is True
        assert known.get(TIME_ZONE) == "Europe/Berlin"
        assert known.get(RUN_BUDGET) == 5


def test_a_setting_goes_back_to_its_default(path: Path) -> None:
    Settings(path).set(MONTH_BUDGET, 45.0)
    settings = Settings(path)
    settings.reset(MONTH_BUDGET)
    settings.reset(EXPLAIN_FAILURES)
    assert settings.get(MONTH_BUDGET) == Settings(path).get(MONTH_BUDGET) == 20


def test_every_default_is_a_value_that_its_setting_takes() -> None:
    assert [setting.read(setting.default) for setting in ALL] == [one.default for one in ALL]
    assert len({setting.key for setting in ALL}) == len(ALL)


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        (MONTH_BUDGET, 1e7, "The setting month_budget must be an amount in US dollars, 0 or more."),
        (MONTH_BUDGET, -0.1, "an amount in US dollars"),
        (MONTH_BUDGET, float("nan"), "an amount in US dollars"),
        (MONTH_BUDGET, True, "an amount in US dollars"),
        (RUN_BUDGET, "0.5", "an amount in US dollars"),
        (EXPLAIN_FAILURES, "yes", "true or false"),
        (TIME_ZONE, "Mars/Olympus", "Europe/Berlin"),
        (TIME_ZONE, "../../etc/passwd", "Europe/Berlin"),
        (LAST_STORE, None, "a path"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_a_sentence(
    path: Path, setting: Setting[Any], value: object, sentence: str
) -> None:
    settings = Settings(path)
    with pytest.raises(UsageError, match=sentence):
        settings.set(setting, value)
    assert settings.get(setting) == setting.default
    assert not path.exists()


def test_keys_that_are_not_known_here_are_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"from_the_future": {"deep": [1, 2]}, "explain_failures": True}))
    Settings(path).set(MONTH_BUDGET, 50.0)
    assert json.loads(path.read_text()) == {
        "from_the_future": {"deep": [1, 2]},
        "explain_failures": True,
        "month_budget": 50.0,
    }


def test_a_value_of_the_wrong_kind_in_the_file_gives_way_to_the_default(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"month_budget": "high", "explain_failures": 3, "run_budget": 0.1}')
    settings = Settings(path)
    assert settings.get(MONTH_BUDGET) == 20
    assert settings.get(EXPLAIN_FAILURES) is False
    assert settings.get(RUN_BUDGET) == 0.1
    assert settings.notice is None


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b'{"month_budget": ' * 5000, b"\0" * 100],
)
def test_a_damaged_file_is_set_aside_and_the_defaults_hold(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    settings = Settings(path)
    assert settings.get(MONTH_BUDGET) == 20
    assert settings.notice is not None
    assert "settings.json.damaged-1" in settings.notice
    assert path.with_name("settings.json.damaged-1").read_bytes() == content
    settings.set(MONTH_BUDGET, 50.0)
    again = Settings(path)
    assert (again.get(MONTH_BUDGET), again.notice) == (50.0, None)


def test_the_second_damaged_file_does_not_replace_the_first(path: Path) -> None:
    path.parent.mkdir()
    for content in ("first", "second"):
        path.write_text(content)
        Settings(path)
    kept = sorted(path.parent.glob("*.damaged-*"))
    assert [file.read_text() for file in kept] == ["first", "second"]


def test_a_file_that_is_damaged_while_open_costs_no_crash(path: Path) -> None:
    settings = Settings(path)
    settings.set(EXPLAIN_FAILURES, value=True)
    path.write_text("{")
    settings.set(MONTH_BUDGET, 50.0)
    assert settings.notice is not None
    assert Settings(path).get(MONTH_BUDGET) == 50.0


@in_one_folder
@given(everything_json)
def test_any_json_in_the_file_gives_values_of_the_right_kind(path: Path, value: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({setting.key: value for setting in ALL}))
    settings = Settings(path)
    for setting in ALL:
        found = settings.get(setting)
        assert setting.read(found) == found


@in_one_folder
@given(amount=st.floats(0, MOST_DOLLARS), text=st.text())
def test_every_allowed_value_comes_back_as_it_was(path: Path, amount: float, text: str) -> None:
    settings = Settings(path)
    settings.set(MONTH_BUDGET, amount)
    settings.set(LAST_STORE, text)
    again = Settings(path)
    assert (again.get(MONTH_BUDGET), again.get(LAST_STORE)) == (amount, text)


def test_threads_lose_none_of_each_others_settings(path: Path) -> None:
    settings = Settings(path)
    setters = [Setting(f"key-{number}", "", LAST_STORE.read, "text") for number in range(8)]

    def write(setting: Setting[str]) -> None:
        for value in range(10):
            settings.set(setting, str(value))

    threads = [threading.Thread(target=write, args=(setting,)) for setting in setters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    again = Settings(path)
    assert [again.get(setting) for setting in setters] == ["9"] * 8


def _write_often(path: Path, key: str) -> None:
    settings = Settings(path)
    setting = Setting(key, "", LAST_STORE.read, "text")
    for value in range(20):
        settings.set(setting, str(value))


def test_processes_lose_none_of_each_others_settings(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    keys = ["window", "command"]
    processes = [context.Process(target=_write_often, args=(path, key)) for key in keys]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert json.loads(path.read_text()) == dict.fromkeys(keys, "19")


def test_only_the_settings_and_their_lock_lie_in_the_folder_and_are_private(path: Path) -> None:
    Settings(path).set(EXPLAIN_FAILURES, value=False)
    assert {file.name for file in path.parent.iterdir()} <= {path.name, f"{path.name}.lock"}
    assert path.stat().st_mode & 0o777 == 0o600


@as_root
def test_a_file_that_may_not_be_read_is_a_notice_and_is_not_written_over(path: Path) -> None:
    Settings(path).set(EXPLAIN_FAILURES, value=True)
    path.chmod(0)
    settings = Settings(path)
    assert settings.notice is not None
    assert settings.get(EXPLAIN_FAILURES) is False
    with pytest.raises(StoreError, match="cannot be read"):
        settings.set(EXPLAIN_FAILURES, value=False)
    path.chmod(0o600)
    assert Settings(path).get(EXPLAIN_FAILURES) is True


def test_settings_that_cannot_be_read_are_a_notice_and_setting_one_is_a_sentence(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "settings.json"
    folder.mkdir()
    settings = Settings(folder)
    assert settings.notice is not None
    assert settings.get(MONTH_BUDGET) == 20
    with pytest.raises(StoreError, match=r"cannot be read"):
        settings.set(MONTH_BUDGET, 50.0)


def test_settings_that_cannot_be_written_are_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"cannot be (read|written)"):
        Settings(tmp_path / "file" / "settings.json").set(MONTH_BUDGET, 50.0)


def test_reviewer_home_moves_every_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "all"))
    dirs = user_dirs()
    for folder in (dirs.config, dirs.data, dirs.logs, settings_path(), default_store_path()):
        assert folder.is_relative_to(tmp_path / "all")
    assert len({dirs.config, dirs.data, dirs.logs}) == 3


def test_without_reviewer_home_the_folders_are_the_systems(home: Path) -> None:
    dirs = user_dirs({})
    for folder in (dirs.config, dirs.data, dirs.logs):
        assert folder.is_relative_to(home)
        assert "reviewer" in str(folder.relative_to(home)).lower()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a short way")
@pytest.mark.parametrize("named", [None, "", " ", "relative", "~/tilde", "/absolute", "/trailing/"])
@pytest.mark.parametrize("user_home", [None, "", "relative", "/home/ada", "/home/ada/"])
def test_the_short_way_leads_where_platformdirs_does(
    monkeypatch: pytest.MonkeyPatch, named: str | None, user_home: str | None
) -> None:
    variables = {f"XDG_{kind}_HOME": named for kind in ("CONFIG", "DATA", "STATE")}
    for variable, value in (variables | {"HOME": user_home}).items():
        if value is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, value)
    long_way = PlatformDirs("reviewer", appauthor=False)
    dirs = user_dirs({})
    assert dirs.config == long_way.user_config_path
    assert dirs.data == long_way.user_data_path
    assert dirs.logs == long_way.user_log_path


def test_a_relative_home_does_not_follow_the_working_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert user_dirs({"REVIEWER_HOME": "here"}).data == tmp_path / "here" / "data"


@pytest.mark.parametrize(
    ("variable", "link", "text", "expected"),
    [
        ("Asia/Tokyo", "/usr/share/zoneinfo/Europe/Berlin", "Europe/Paris", "Asia/Tokyo"),
        (":/usr/share/zoneinfo/Asia/Tokyo", None, None, "Asia/Tokyo"),
        ("", "/usr/share/zoneinfo/Europe/Berlin", "Europe/Paris", "Europe/Berlin"),
        ("", "../usr/share/zoneinfo/posix/America/New_York", None, "America/New_York"),
        ("", "/somewhere/else", "Europe/Paris\n", "Europe/Paris"),
        ("<+03>-3", None, None, "UTC"),
        ("", None, "nonsense", "UTC"),
        ("", None, None, "UTC"),
    ],
)
def test_the_machines_time_zone_is_found_where_it_is_named(
    tmp_path: Path, variable: str, link: str | None, text: str | None, expected: str
) -> None:
    if link:
        (tmp_path / "localtime").symlink_to(link)
    if text:
        (tmp_path / "timezone").write_text(text)
    assert system_time_zone({"TZ": variable}, tmp_path) == expected


@given(st.text())
def test_any_text_is_a_time_zone_or_not(text: str) -> None:
    assert isinstance(is_time_zone(text), bool)

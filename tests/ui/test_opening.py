"""From a path to an open store: made, unlocked, refused, tried again."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.errors import StoreNotFound
from reviewer.store.opening import exists, open_store
from services.secrets import Secrets, SystemKeyring
from services.stores import create_new
from services.workbench import Workbench
from tests.ui.app_window import AppWindow, known_store, press, words, write
from tests.ui.conftest import SettingsInMemory
from ui.app import App
from ui.dialogs.bug_report import BugReportDialog
from ui.dialogs.new_passphrase import NewPassphraseDialog
from ui.dialogs.passphrase import PassphraseDialog
from ui.dialogs.recovery_code import RecoveryCodeDialog
from ui.dialogs.reviewer_name import ReviewerNameDialog
from ui.door import Backstage, Door
from ui.theme import ThemeController

PASSPHRASE = "harbour and pine"
SECRET = "Mrs Miller's card 4111"
Make = Callable[..., AppWindow]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "support.reviewer"


@pytest.fixture
def make(
    path: Path, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
) -> Iterator[Make]:
    made: list[AppWindow] = []

    def make(*, plain: bool = True) -> AppWindow:
        made.append(AppWindow(path, themes, settings, qtbot, plain=plain))
        return made[-1]

    yield make
    for window in made:
        window.close()


def encrypted(path: Path) -> str:
    """Make an encrypted store with this passphrase, and return its recovery code."""
    keys = Secrets(SystemKeyring(), ask=lambda _question: PASSPHRASE)
    new = create_new(path, keys, plain=False)
    new.store.close()
    assert new.recovery_code is not None
    return new.recovery_code


def test_a_store_that_is_there_opens_without_a_question(make: Make, path: Path) -> None:
    known_store(path)
    one = make()
    one.open()
    assert one.window.current_page == "triage"
    assert not one.has(ReviewerNameDialog)


def test_a_missing_store_is_made(make: Make, path: Path) -> None:
    one = make()
    one.open()
    assert exists(path)
    assert one.app.bench.store.path == path


def test_a_door_that_makes_nothing_says_what_is_missing(
    themes: ThemeController, settings: SettingsInMemory, path: Path, make: Make
) -> None:
    one = make()

    def missing(_typed: str | None) -> Workbench:
        raise StoreNotFound(f"There is no store at {path}.")

    app = App(themes, settings, lambda: Backstage(one.doorway.runner, Door(path, missing), str))
    app.start()
    one.until(lambda: f"There is no store at {path}." in words(app.window))
    app.close()
    app.window.deleteLater()


def test_no_page_can_be_reached_before_the_store_is_open(make: Make, path: Path) -> None:
    path.mkdir()
    one = make()
    one.start()
    one.until(lambda: f"{path} is no file" in words(one.window))
    for action in ("window.go.triage", "window.keys", "file.your_name"):
        assert not one.window.registry.can_run(action)
        one.window.registry.run(action)
    path.rmdir()
    press(Qt.Key.Key_Space)
    one.until(lambda: one.window.current_page == "triage")
    assert one.window.registry.can_run("window.go.triage")


def test_an_encrypted_store_is_made_with_a_passphrase_and_a_code(make: Make, path: Path) -> None:
    one = make(plain=False)
    one.start()
    one.dialog(NewPassphraseDialog)
    write(PASSPHRASE)
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    code = one.dialog(RecoveryCodeDialog)
    shown = code.code.text()
    assert one.window.current_page == ""
    press(Qt.Key.Key_Space, Qt.Key.Key_Return)
    one.dialog(ReviewerNameDialog)
    one.close()
    opens(path, PASSPHRASE)
    opens(path, shown)


def opens(path: Path, typed: str) -> None:
    keys = Secrets(SystemKeyring(), ask=lambda _question: typed)
    open_store(path, keys.unlock(path)).close()


def test_making_no_store_leaves_a_way_back(make: Make, path: Path) -> None:
    one = make(plain=False)
    one.start()
    one.dialog(NewPassphraseDialog)
    press(Qt.Key.Key_Escape)
    one.until(lambda: "No store was made." in words(one.window))
    assert not exists(path)


@pytest.mark.parametrize("kind", ["passphrase", "recovery code"])
def test_what_was_typed_opens_the_store(make: Make, path: Path, kind: str) -> None:
    code = encrypted(path)
    one = make()
    one.start()
    one.dialog(PassphraseDialog)
    write(PASSPHRASE if kind == "passphrase" else code.lower().replace("-", " "))
    press(Qt.Key.Key_Return)
    one.until(lambda: one.window.current_page == "triage")
    assert not one.has(PassphraseDialog)


def test_a_wrong_passphrase_is_told_in_the_same_dialog(make: Make, path: Path) -> None:
    encrypted(path)
    one = make()
    one.start()
    dialog = one.dialog(PassphraseDialog)
    write("harbor")
    press(Qt.Key.Key_Return)
    one.until(lambda: "This passphrase does not open" in words(dialog))
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    one.until(lambda: one.window.current_page == "triage")


def test_a_wrong_passphrase_of_the_environment_is_told_at_once(
    make: Make, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encrypted(path)
    monkeypatch.setenv("REVIEWER_PASSPHRASE", "harbor")
    one = make()
    one.start()
    dialog = one.dialog(PassphraseDialog)
    assert "REVIEWER_PASSPHRASE does not open" in words(dialog)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    one.until(lambda: one.window.current_page == "triage")


def test_a_file_that_is_no_store_is_told_with_another_try(make: Make, path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")
    one = make()
    one.start()
    one.until(lambda: f"{path} is a database, but not a store" in words(one.window))
    path.unlink()
    press(Qt.Key.Key_Space)
    one.until(lambda: one.window.current_page == "triage")


def test_a_bug_on_the_way_is_reported_and_quotes_nothing(
    themes: ThemeController, settings: SettingsInMemory, path: Path, make: Make
) -> None:
    one = make()

    def broken(_typed: str | None) -> Workbench:
        raise ValueError(SECRET)

    app = App(themes, settings, lambda: Backstage(one.doorway.runner, Door(path, broken), str))
    app.start()
    one.until(lambda: bool(app.window.findChildren(BugReportDialog)))
    seen = words(app.window)
    assert "because of a bug in Reviewer" in seen
    assert "ValueError" in seen
    assert "Miller" not in seen
    app.close()
    app.window.deleteLater()

"""Sources in the window, on a real PostgreSQL: added, synced, looked at, removed."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.dialogs.behind import Behind, behind_dialogs
from tests.ui.dialogs.conftest import Show, focus, press, seen, write
from ui.dialogs.add_source import AddSourceDialog
from ui.dialogs.source_card import SourceCard
from ui.dialogs.sources import SourcesDialog
from ui.theme import ThemeController

TABLE = b"""
CREATE TABLE customer_interactions (id int PRIMARY KEY, message text, ai_reply text, mood text);
INSERT INTO customer_interactions
SELECT n, 'Where is parcel ' || n || '?', 'Soon.', 'calm' FROM generate_series(1, 3) n;
"""
MORE = b"INSERT INTO customer_interactions SELECT n, 'm', 'a', 'b' FROM generate_series(4, %d) n"


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[Behind]:
    with behind_dialogs(tmp_path) as behind:
        yield behind


@pytest.fixture
def url(postgres_url: str) -> str:
    """A database with a table of three rows."""
    execute(postgres_url, TABLE)
    return postgres_url


def execute(url: str, statement: bytes) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture
def sources(themes: ThemeController, window: QWidget, behind: Behind, show: Show) -> SourcesDialog:
    dialog = SourcesDialog(themes, behind.bridge, behind.catalogue, behind.runner, parent=window)
    show(dialog)
    return dialog


@pytest.fixture
def team(sources: SourcesDialog, behind: Behind, url: str, qtbot: QtBot) -> SourceCard:
    """The card of a source that is there already."""
    behind.catalogue.add("team", url)
    sources.refresh()
    qtbot.waitUntil(lambda: "team" in sources.cards)
    return sources.cards["team"]


def asking(sources: SourcesDialog, qtbot: QtBot) -> AddSourceDialog:
    sources.add.click()
    (dialog,) = sources.findChildren(AddSourceDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def visible(card: SourceCard) -> set[str]:
    buttons = (card.test, card.remove, card.keep, card.really, card.stop, card.sync)
    return {button.text() for button in buttons if button.isVisible()}


def test_without_a_source_it_says_what_one_is(sources: SourcesDialog) -> None:
    assert "No source yet." in seen(sources)
    assert sources.add.isDefault()


def test_a_source_is_added_by_keys_alone(
    sources: SourcesDialog, behind: Behind, url: str, qtbot: QtBot, gone: Show
) -> None:
    dialog = asking(sources, qtbot)
    write("team")
    press(Qt.Key.Key_Tab)
    write(url)
    press(Qt.Key.Key_Return)
    gone(dialog)
    qtbot.waitUntil(lambda: "team" in sources.cards)
    card = sources.cards["team"]
    assert "Never synced" in seen(card)
    assert "/customer_interactions" in card.where.full_text()
    (source,) = behind.catalogue.list()
    assert source.key.endswith("/customer_interactions")


def test_a_test_shows_the_columns_before_anything_is_added(
    sources: SourcesDialog, behind: Behind, url: str, qtbot: QtBot
) -> None:
    dialog = asking(sources, qtbot)
    assert not dialog.editor.isVisible()
    dialog.url.field.setText(url)
    dialog.test.click()
    qtbot.waitUntil(dialog.editor.isVisible)
    assert dialog.editor.combos()["customer_message"].currentText() == "message"
    assert dialog.editor.examples()["ai_reply"] == "Soon."
    assert "It answers, and has 3 rows." in seen(dialog)
    assert "Kept beside each row under its own name: mood." in seen(dialog)
    assert "every sync reads the whole table" in seen(dialog)
    assert behind.catalogue.list() == ()


def test_a_corrected_column_is_what_is_synced(
    sources: SourcesDialog, behind: Behind, url: str, qtbot: QtBot, gone: Show
) -> None:
    dialog = asking(sources, qtbot)
    dialog.name.field.setText("team")
    dialog.url.field.setText(url)
    dialog.test.click()
    qtbot.waitUntil(dialog.editor.isVisible)
    combo = dialog.editor.combos()["topic"]
    combo.setFocus()
    while combo.currentText() != "mood":
        press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.editor.examples()["topic"] == "calm")
    qtbot.waitUntil(dialog.add.isEnabled)
    dialog.add.click()
    gone(dialog)
    (source,) = behind.catalogue.list()
    assert source.config["mapping"]["topic"] == ["mood"]


def test_a_server_that_is_not_there_is_said_in_place(sources: SourcesDialog, qtbot: QtBot) -> None:
    dialog = asking(sources, qtbot)
    dialog.name.field.setText("team")
    dialog.url.field.setText("postgresql://ada@127.0.0.1:1/support")
    dialog.add.click()
    assert not dialog.add.isEnabled()
    qtbot.waitUntil(lambda: "cannot be reached: connection refused" in seen(dialog))
    assert dialog.isVisible()
    assert dialog.add.isEnabled()


def test_what_is_missing_is_asked_for(sources: SourcesDialog, qtbot: QtBot) -> None:
    dialog = asking(sources, qtbot)
    press(Qt.Key.Key_Return)
    assert dialog.name.said() == "This is needed."
    write("team")
    press(Qt.Key.Key_Return)
    assert dialog.url.said() == "This is needed."
    assert focus() is dialog.url.field


def test_a_password_without_a_keyring_says_what_to_do(
    sources: SourcesDialog, behind: Behind, url: str, qtbot: QtBot
) -> None:
    dialog = asking(sources, qtbot)
    dialog.name.field.setText("team")
    dialog.url.field.setText(url)
    dialog.password.field.setText("hunter2-secret")
    dialog.add.click()
    qtbot.waitUntil(lambda: "REVIEWER_SECRET_SOURCE_TEAM" in seen(sources))
    assert b"hunter2" not in behind.store.path.read_bytes()


def test_a_sync_shows_how_it_ended(
    sources: SourcesDialog, team: SourceCard, behind: Behind, qtbot: QtBot
) -> None:
    QTest.mouseClick(team.sync, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "3 added" in seen(team), timeout=20_000)
    assert behind.interactions() == 3
    team.sync.click()
    qtbot.waitUntil(lambda: "nothing new" in seen(team), timeout=20_000)
    assert visible(team) == {"Test", "Remove…", "Sync now"}
    assert sources.isVisible()


def test_a_sync_under_way_can_be_stopped_and_goes_on_without_the_dialog(
    sources: SourcesDialog,
    team: SourceCard,
    behind: Behind,
    url: str,
    qtbot: QtBot,
    themes: ThemeController,
    window: QWidget,
    show: Show,
) -> None:
    execute(url, MORE % 80_000)
    team.sync.click()
    qtbot.waitUntil(lambda: " of 80,000" in team.words.text(), timeout=20_000)
    assert visible(team) == {"Stop"}
    sources.accept()
    again = SourcesDialog(themes, behind.bridge, behind.catalogue, behind.runner, parent=window)
    show(again)
    qtbot.waitUntil(lambda: "team" in again.cards and visible(again.cards["team"]) == {"Stop"})
    again.cards["team"].stop.click()
    qtbot.waitUntil(lambda: "the next sync goes on" in seen(again), timeout=20_000)
    assert 0 < behind.interactions() < 80_000


def test_a_sync_that_fails_says_why(
    team: SourceCard, url: str, qtbot: QtBot, sources: SourcesDialog
) -> None:
    execute(url, b"DROP TABLE customer_interactions")
    team.sync.click()
    qtbot.waitUntil(lambda: "has no table or view" in seen(team), timeout=20_000)
    assert "Failed" in seen(team)
    assert sources.isVisible()


def test_a_test_of_a_source_answers_in_its_card(team: SourceCard, qtbot: QtBot) -> None:
    team.test.click()
    qtbot.waitUntil(lambda: "It answers, and has 3 rows." in seen(team))


def test_removing_is_asked_for_twice_and_keeps_the_rows(
    sources: SourcesDialog, team: SourceCard, behind: Behind, qtbot: QtBot
) -> None:
    team.sync.click()
    qtbot.waitUntil(lambda: "3 added" in seen(team), timeout=20_000)
    team.remove.setFocus()
    press(Qt.Key.Key_Space)
    assert visible(team) == {"Keep it", "Remove"}
    assert focus() is team.keep
    press(Qt.Key.Key_Space)
    assert visible(team) == {"Test", "Remove…", "Sync now"}
    team.remove.click()
    team.really.click()
    qtbot.waitUntil(lambda: not sources.cards)
    assert behind.catalogue.list() == ()
    assert behind.interactions() == 3
    assert "No source yet." in seen(sources)


def test_both_dialogs_are_freed_named_and_reached_by_tab(
    sources: SourcesDialog, team: SourceCard, qtbot: QtBot, gone: Show
) -> None:
    assert team.isVisible()
    adding = asking(sources, qtbot)
    for dialog in (adding, sources):
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        parts = {part for part in _parts(dialog) if part.window() is dialog}
        reached = set()
        for _ in range(len(parts) + 4):
            reached.add(focus())
            press(Qt.Key.Key_Tab)
        assert parts <= reached
        for part in parts:
            assert part.accessibleName() or (isinstance(part, QAbstractButton) and part.text())
        dialog.reject()
        gone(dialog)


def _parts(dialog: QWidget) -> Iterator[QWidget]:
    for part in dialog.findChildren(QWidget):
        kinds = QAbstractButton | QLineEdit | QComboBox
        if isinstance(part, kinds) and part.isVisible() and part.isEnabled():
            yield part

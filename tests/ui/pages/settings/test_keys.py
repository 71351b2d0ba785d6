"""Settings, Keys: search, choose and press; at once everywhere; clashes are refused."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import SettingsInMemory
from ui.actions import Action
from ui.main_window import MainWindow
from ui.page_heading import FEET, HEADINGS, SETTINGS
from ui.page_spec import PageSpec
from ui.pages.settings.keys import KeysSection
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.section import Section
from ui.theme import ThemeController
from ui.widgets.cheat_sheet import CheatSheet
from ui.widgets.command_palette import CommandPalette
from ui.widgets.key_cap import KeyCap
from ui.widgets.key_capture import LISTENING

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def decisions(page: Callable[[], Page]) -> Sequence[Action]:
    def does(what: str) -> Callable[[], None]:
        return lambda: page().done.append(what)

    return [
        Action("triage.good", "AI good", does("good"), "triage", ("1",), menu="Triage"),
        Action("triage.bad", "AI bad", does("bad"), "triage", ("4", "F4"), menu="Triage"),
    ]


class Shell:
    """A window with a page to decide on, and its settings."""

    def __init__(self, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot) -> None:
        others = [PageSpec(*heading, QWidget) for heading in HEADINGS[1:]]
        pages: list[PageSpec[Any]] = [
            PageSpec(*HEADINGS[0], Page, decisions),
            *others,
            PageSpec(*SETTINGS, self._settings_page, keys=("Ctrl+,",)),
        ]
        self.themes, self.qtbot = themes, qtbot
        self.window = MainWindow(themes, HEADINGS, settings, FEET)
        qtbot.addWidget(self.window)
        self.window.furnish(pages)
        self.window.resize(1280, 800)
        self.window.start()
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def _settings_page(self) -> SettingsPage:
        page = SettingsPage([Section("keys", "Keys", self._keys_section)])
        page.left.connect(self.window.go_back)
        return page

    def _keys_section(self) -> KeysSection:
        window, keys = self.window, self.window.keys
        return KeysSection(self.themes, window.registry, keys.kept, keys.sentences, window.tell)

    @property
    def section(self) -> KeysSection:
        section: KeysSection = self.window.page("settings").section("keys")
        return section

    def open_on(self, action_id: str) -> None:
        """Go to the settings, and to an action in the list of keys."""
        self.window.show_page("settings")
        self.section.look_at(action_id)
        self.section.list.setFocus()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, text: str = "") -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        if text:
            QTest.keyClicks(focus, text, modifiers)
        else:
            QTest.keyClick(focus, key, modifiers)

    def keys_of(self, action_id: str) -> tuple[str, ...]:
        return self.window.registry.action(action_id).keys

    def decide_with(self, key: Qt.Key) -> list[str]:
        """Press a key on the page, and say what that did."""
        self.window.show_page("triage")
        page: Page = self.window.page("triage")
        page.done.clear()
        self.press(key)
        return list(page.done)

    def listed(self) -> list[str]:
        """The lines of the list, headings too."""
        model = self.section.list.model()
        found = []
        for row in range(model.rowCount()):
            heading = model.index(row, 0)
            found.append(heading.data())
            found += [model.index(at, 0, heading).data() for at in range(model.rowCount(heading))]
        return found


@pytest.fixture
def shell(themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot) -> Shell:
    return Shell(themes, settings, qtbot)


def test_every_action_of_every_page_is_listed_by_context(shell: Shell) -> None:
    shell.open_on("triage.good")
    lines = shell.listed()
    assert lines[:4] == ["Triage", "AI good", "AI bad", "Everywhere"]
    titles = [action.title for action in shell.window.registry.everything()]
    assert sorted(lines) == sorted([*titles, "Triage", "Everywhere"])


def test_enter_and_a_key_change_it_at_once_everywhere(
    shell: Shell, settings: SettingsInMemory
) -> None:
    shell.open_on("triage.good")
    shell.press(Qt.Key.Key_Return)
    assert shell.section.editor.change.text() == LISTENING
    shell.press(Qt.Key.Key_Y)
    assert shell.section.editor.said() == "Now: Y."
    assert shell.section.list.hasFocus()
    assert shell.window.registry.button("triage.good").text() == "AI good\tY"
    assert shell.decide_with(Qt.Key.Key_1) == []
    assert shell.decide_with(Qt.Key.Key_Y) == ["good"]
    assert settings.kept["window.keys"] == '{"triage.good": ["Y"]}'
    shell.window.show_keys()
    sheet = shell.window.findChild(CheatSheet)
    assert sheet is not None
    assert "Y" in [cap.text() for cap in sheet.findChildren(KeyCap)]
    sheet.close()


def test_the_palette_shows_the_new_key(shell: Shell) -> None:
    shell.open_on("window.keys")
    shell.press(Qt.Key.Key_Return)
    shell.press(Qt.Key.Key_F10)
    shell.press(Qt.Key.Key_K, CTRL)
    palette = shell.window.findChild(CommandPalette)
    assert palette is not None
    model = palette.list.model()
    shown = {model.index(row, 0).data(): row for row in range(model.rowCount())}
    row = shown["Keys of this page"]
    assert "F10" in [str(value) for value in model.itemData(model.index(row, 0)).values()]
    palette.leave()


def test_the_rail_shows_the_new_key(shell: Shell) -> None:
    shell.open_on("window.go.triage")
    shell.press(Qt.Key.Key_Return)
    shell.press(Qt.Key.Key_F6)
    assert "F6" in shell.window.rail.button("triage").toolTip()


def test_plus_adds_keys_and_the_others_stay(shell: Shell) -> None:
    shell.open_on("triage.good")
    shell.press(Qt.Key.Key_Plus)
    shell.press(Qt.Key.Key_G, CTRL)
    assert shell.keys_of("triage.good") == ("1", "Ctrl+G")
    assert shell.section.editor.chips() == ("1", "Ctrl+G")


def test_one_of_several_keys_can_be_taken_away(shell: Shell, qtbot: QtBot) -> None:
    shell.open_on("triage.bad")
    buttons = shell.section.editor.findChildren(QWidget)
    remove = next(one for one in buttons if one.accessibleName() == "Take 4 away")
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert shell.keys_of("triage.bad") == ("F4",)


def test_delete_takes_all_keys_away_and_reset_brings_them_back(shell: Shell, qtbot: QtBot) -> None:
    shell.open_on("triage.bad")
    shell.press(Qt.Key.Key_Delete)
    assert (shell.keys_of("triage.bad"), shell.section.editor.said()) == ((), "It has no keys now.")
    assert shell.decide_with(Qt.Key.Key_4) == []
    shell.open_on("triage.bad")
    qtbot.mouseClick(shell.section.editor.reset, Qt.MouseButton.LeftButton)
    assert shell.decide_with(Qt.Key.Key_4) == ["bad"]


def test_a_key_that_another_action_has_is_refused_with_its_name(shell: Shell) -> None:
    shell.open_on("triage.good")
    shell.press(Qt.Key.Key_Return)
    shell.press(Qt.Key.Key_4)
    assert shell.section.editor.said().startswith("4 belongs to “AI bad” (Triage).")
    assert shell.keys_of("triage.good") == ("1",)
    shell.press(Qt.Key.Key_Return)
    shell.press(Qt.Key.Key_K, CTRL)
    assert "“Commands” (Everywhere)" in shell.section.editor.said()
    assert shell.window.findChild(CommandPalette) is None
    assert shell.decide_with(Qt.Key.Key_1) == ["good"]


@pytest.mark.parametrize(
    ("key", "modifiers", "word"),
    [
        (Qt.Key.Key_Tab, NONE, "focus"),
        (Qt.Key.Key_Backtab, SHIFT, "focus"),
        (Qt.Key.Key_Down, SHIFT, "selection"),
        (Qt.Key.Key_Return, NONE, "presses"),
        (Qt.Key.Key_Space, NONE, "presses"),
        (Qt.Key.Key_C, CTRL, "copies"),
    ],
)
def test_keys_that_the_window_lives_on_are_refused(
    shell: Shell, key: Qt.Key, modifiers: Qt.KeyboardModifier, word: str
) -> None:
    shell.open_on("triage.good")
    shell.press(Qt.Key.Key_Return)
    shell.press(key, modifiers)
    assert word in shell.section.editor.said()
    assert shell.keys_of("triage.good") == ("1",)


def test_escape_ends_listening_and_only_then_leaves(shell: Shell) -> None:
    shell.open_on("triage.good")
    shell.press(Qt.Key.Key_Return)
    shell.press(Qt.Key.Key_Escape)
    assert shell.section.editor.change.text() == "Change"
    assert (shell.window.current_page, shell.section.list.hasFocus()) == ("settings", True)
    shell.press(Qt.Key.Key_Escape)
    assert shell.window.current_page == "triage"


def test_modifiers_alone_are_waited_out_and_shift_is_part_of_a_character(shell: Shell) -> None:
    shell.open_on("triage.good")
    shell.press(Qt.Key.Key_Return)
    shell.press(Qt.Key.Key_Shift, SHIFT)
    assert shell.section.editor.change.listens
    shell.press(Qt.Key.Key_unknown, SHIFT, "!")
    assert shell.keys_of("triage.good") == ("!",)
    shell.press(Qt.Key.Key_Return)
    shell.press(Qt.Key.Key_unknown, SHIFT, "G")
    assert shell.keys_of("triage.good") == ("Shift+G",)


def test_words_and_keys_are_searched_for(shell: Shell) -> None:
    shell.open_on("triage.good")
    search = shell.section.search
    search.setFocus()
    QTest.keyClicks(search, "f4")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert shell.listed() == ["Triage", "AI bad"]
    assert shell.section.list.hasFocus()
    assert shell.section.list.current_id() == "triage.bad"
    search.setFocus()
    search.clear()
    QTest.keyClicks(search, "no such thing")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert shell.listed() == []
    assert shell.section.editor.chips() == ()
    shell.press(Qt.Key.Key_Return)
    assert not shell.section.editor.change.listens


def test_all_keys_can_be_reset_and_that_can_be_undone(shell: Shell, qtbot: QtBot) -> None:
    shell.open_on("triage.good")
    assert not shell.section.reset_all.isEnabled()
    shell.press(Qt.Key.Key_Delete)
    qtbot.mouseClick(shell.section.reset_all, Qt.MouseButton.LeftButton)
    assert shell.keys_of("triage.good") == ("1",)
    undo: QPushButton = shell.window.status.notice.button
    assert undo.text() == "Undo"
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert shell.keys_of("triage.good") == ()


def test_a_line_can_be_copied(shell: Shell) -> None:
    shell.open_on("triage.bad")
    shell.press(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "AI bad\t4, F4"


def test_kept_keys_that_clash_do_not_keep_the_window_from_starting(
    themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
) -> None:
    settings.set("window.keys", '{"triage.good": ["4"], "window.go.triage": ["F6"]}')
    shell = Shell(themes, settings, qtbot)
    assert "See Settings, Keys." in shell.window.status.notice.text()
    assert shell.decide_with(Qt.Key.Key_1) == ["good"]
    assert shell.keys_of("window.go.triage") == ("F6",)

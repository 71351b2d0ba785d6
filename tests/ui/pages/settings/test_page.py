"""The Settings page: sections as given, made when they are shown, reached by keys alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import SettingsInMemory
from ui.main_window import MainWindow
from ui.page_heading import FEET, HEADINGS, SETTINGS
from ui.page_spec import PageSpec
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.section import Section
from ui.theme import ThemeController
from ui.widgets.settings_form import SettingsForm

CTRL = Qt.KeyboardModifier.ControlModifier


class Forms:
    """Two sections with a button each, and which of them were made."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def sections(self) -> tuple[Section, ...]:
        return tuple(Section(name.lower(), name, self._factory(name)) for name in ("One", "Two"))

    def _factory(self, name: str) -> Callable[[], QWidget]:
        return lambda: self._make(name)

    def _make(self, name: str) -> QWidget:
        self.made.append(name)
        form = SettingsForm(name)
        form.group("Group").row("A thing", "What it is for.", QPushButton(f"Button {name}"))
        return form


@pytest.fixture
def forms() -> Forms:
    return Forms()


@pytest.fixture
def window(
    themes: ThemeController, settings: SettingsInMemory, forms: Forms, qtbot: QtBot
) -> MainWindow:
    def page() -> SettingsPage:
        made = SettingsPage(forms.sections())
        made.left.connect(shell.go_back)
        return made

    pages = [PageSpec(*heading, QWidget) for heading in HEADINGS]
    foot = PageSpec(*SETTINGS, page, keys=("Ctrl+,",))
    shell = MainWindow(themes, HEADINGS, settings, FEET)
    shell.furnish([*pages, foot])
    qtbot.addWidget(shell)
    shell.start()
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    return shell


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> SettingsPage:
    qtbot.keyClick(window, Qt.Key.Key_Comma, CTRL)
    found: SettingsPage = window.page("settings")
    return found


def test_its_key_opens_it_and_escape_goes_back(
    window: MainWindow, page: SettingsPage, qtbot: QtBot
) -> None:
    assert window.current_page == "settings"
    assert page.list.hasFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Escape)
    assert window.current_page == HEADINGS[0].id


def test_a_section_is_made_when_it_is_shown_first(
    page: SettingsPage, forms: Forms, qtbot: QtBot
) -> None:
    assert forms.made == ["One"]
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert (page.current_section, forms.made) == ("two", ["One", "Two"])
    qtbot.keyClick(page.list, Qt.Key.Key_Up)
    assert (page.current_section, forms.made) == ("one", ["One", "Two"])


def test_enter_goes_into_the_section(page: SettingsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    focus = page.focusWidget()
    assert isinstance(focus, QPushButton)
    assert (focus.text(), focus.accessibleName()) == ("Button One", "A thing")


def test_a_section_can_be_named(page: SettingsPage) -> None:
    page.show_section("two")
    assert page.list.currentItem().text() == "Two"


def test_the_window_never_opens_on_it(
    page: SettingsPage, settings: SettingsInMemory, themes: ThemeController
) -> None:
    assert page.isVisible()
    again = MainWindow(themes, HEADINGS, settings, FEET)
    again.furnish([PageSpec(*heading, QWidget) for heading in (*HEADINGS, *FEET)])
    again.start()
    assert again.current_page == HEADINGS[0].id
    again.deleteLater()


def test_the_rail_shows_the_key(window: MainWindow) -> None:
    names = {
        button.accessibleName(): button.toolTip()
        for button in window.rail.findChildren(QWidget)
        if button.toolTip()
    }
    assert "Ctrl+," in names["Settings"]
    assert "Ctrl+2" in names[HEADINGS[1].title]

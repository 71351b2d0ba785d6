"""Settings, General and About: theme, name, time zone, the store and its backups, licences."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from reviewer.store.backup import backups
from services.settings import TIME_ZONE
from tests.ui.app_window import AppWindow, words
from tests.ui.conftest import SettingsInMemory
from tests.ui.pages.settings.conftest import OpenApp
from ui.dialogs.reviewer_name import ReviewerNameDialog
from ui.pages.settings.about import AboutSection
from ui.pages.settings.general import GeneralSection
from ui.pages.settings.licences import licences
from ui.theme import ThemeController


@pytest.fixture
def app(open_app: OpenApp) -> AppWindow:
    return open_app([])


@pytest.fixture
def section(app: AppWindow) -> GeneralSection:
    page = app.window.page("settings")
    page.show_section("general")
    section: GeneralSection = page.section("general")
    app.until(section.zone.isEnabled)
    return section


def test_a_theme_is_chosen_and_kept(
    section: GeneralSection, themes: ThemeController, settings: SettingsInMemory
) -> None:
    section.theme.setFocus()
    section.theme.setCurrentIndex(2)
    section.theme.activated.emit(2)
    assert (themes.mode, settings.kept["window.theme"]) == ("dark", "dark")
    themes.toggle()
    assert section.theme.currentText() == "Light"


def test_the_name_is_shown_and_can_be_changed(app: AppWindow, section: GeneralSection) -> None:
    app.until(lambda: "Ada (ada@example.com)." in words(section))
    app.qtbot.mouseClick(section.name, Qt.MouseButton.LeftButton)
    app.dialog(ReviewerNameDialog).reject()


def test_a_time_zone_is_kept(app: AppWindow, section: GeneralSection) -> None:
    assert section.zone.currentText().startswith("As this computer")
    place = section.zone.findData("Europe/Berlin")
    section.zone.setCurrentIndex(place)
    section.zone.activated.emit(place)
    app.until(lambda: "Europe/Berlin" in app.notice)
    assert app.app.bench.settings.get(TIME_ZONE) == "Europe/Berlin"


def test_the_store_is_described_and_backed_up(
    app: AppWindow, section: GeneralSection, tmp_path: Path
) -> None:
    store = tmp_path / "team.db"
    app.until(lambda: str(store) in words(section))
    assert "Not encrypted" in words(section)
    assert not section.store.passphrase.isVisible()
    app.qtbot.mouseClick(section.store.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == str(store)
    app.qtbot.mouseClick(section.store.back_up, Qt.MouseButton.LeftButton)
    app.until(lambda: app.notice.startswith("Backed up to "))
    assert len(backups(store)) == 1
    app.until(lambda: "1 is kept" in words(section))


def test_versions_can_be_copied_and_licences_read(app: AppWindow) -> None:
    page = app.window.page("settings")
    page.show_section("about")
    about: AboutSection = page.section("about")
    app.qtbot.mouseClick(about.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("Reviewer ")
    for licence in licences():
        button = next(
            one
            for one in about.findChildren(QPushButton)
            if one.accessibleName() == f"Show the licence of {licence.name}"
        )
        app.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert about.pane.text() == licence.text()
        assert len(licence.text()) > 500

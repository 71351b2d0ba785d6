"""Other keys in the whole application: what shows a key follows, and text fields come first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.domain.review import Decision
from tests.ui.app_window import AppWindow, known_store
from tests.ui.conftest import SettingsInMemory
from ui.pages.settings.keys import KeysSection
from ui.pages.triage.key_button import KeyButton
from ui.theme import ThemeController
from ui.widgets.key_cap import KeyCap


@pytest.fixture
def app(
    tmp_path: Path, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
) -> Iterator[AppWindow]:
    app = AppWindow(known_store(tmp_path / "team.db"), themes, settings, qtbot)
    app.open()
    yield app
    app.close()


def cap_of(button: KeyButton) -> str:
    caps = [cap for cap in button.findChildren(KeyCap) if not cap.isHidden()]
    return "+".join(cap.text() for cap in caps)


def test_buttons_show_the_keys_of_now(app: AppWindow) -> None:
    page, registry = app.window.page("triage"), app.window.registry
    good = page.pane.bar.decisions[Decision.AI_GOOD]
    assert cap_of(good) == "1"
    assert app.window.keys.kept.give("triage.ai_good", ("Ctrl+F8", "1")) is None
    assert cap_of(good) == "Ctrl+F8"
    assert app.window.keys.kept.give("triage.ai_good", ()) is None
    assert cap_of(good) == ""
    app.window.keys.kept.reset_all()
    for button in page.findChildren(KeyButton):
        assert cap_of(button) == "Esc" or button.action_id
        if button.action_id:
            keys = registry.action(button.action_id).keys
            assert cap_of(button) == next(iter(keys), "")


def test_the_settings_page_has_its_sections(app: AppWindow) -> None:
    app.window.registry.run("window.go.settings")
    page = app.window.page("settings")
    for section_id in ("general", "keys", "about"):
        page.show_section(section_id)
        assert page.current_section == section_id
    assert isinstance(page.section("keys"), KeysSection)

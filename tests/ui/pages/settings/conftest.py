"""The whole application on a store with replies, open on its settings."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.domain.interaction import SourceRow
from reviewer.store.opening import create_store
from reviewer.store.reviewers import introduce
from reviewer.store.sync import save_page
from tests.support.rows import a_row
from tests.ui.app_window import AppWindow
from tests.ui.conftest import SettingsInMemory
from ui.theme import ThemeController

OpenApp = Callable[..., AppWindow]


def replies() -> list[SourceRow]:
    """Return 20 replies: two each of 0.05, 0.15 … 0.85, and two without a confidence."""
    return [
        a_row(
            f"r{number}",
            customer_message=f"Where is the parcel of order {number % 3}?",
            ai_reply="Your parcel arrives on Monday.",
            confidence=None if number > 17 else (number // 2) / 10 + 0.05,
            feedback="yes" if number % 2 else "no",
        )
        for number in range(20)
    ]


@pytest.fixture
def open_app(
    tmp_path: Path, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
) -> Iterator[OpenApp]:
    opened: list[AppWindow] = []

    def open_on(rows: list[SourceRow]) -> AppWindow:
        store = create_store(tmp_path / "team.db", None)
        with store.writing() as writing:
            introduce(writing.connection, "Ada", "ada@example.com")
            save_page(writing.connection, "file", rows)
        store.close()
        app = AppWindow(tmp_path / "team.db", themes, settings, qtbot)
        opened.append(app)
        app.open()
        app.window.show_page("settings")
        return app

    yield open_on
    for app in opened:
        app.close()

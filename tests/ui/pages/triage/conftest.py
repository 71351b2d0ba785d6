"""The Triage page in a real window, over a real store, with real keys."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.domain.interaction import SourceRow
from reviewer.store.opening import create_store
from reviewer.store.store import Store
from tests.support.rows import a_row
from tests.ui.conftest import SettingsInMemory
from tests.ui.pages.triage.desk_window import DeskWindow
from ui.garbage import GuiGarbage
from ui.theme import ThemeController

DAY = 86_400_000_000
START = 1_790_000_000_000_000


def rows(count: int = 200, due: int = 60) -> list[SourceRow]:
    """Return rows a day apart, of which the first ones are due."""
    return [
        a_row(
            f"r{number:03}",
            conversation_id=f"talk-{number:03}",
            customer_message=f"Question {number:03}: where is my parcel?",
            ai_reply=f"Parcel {number:03} will arrive soon.",
            agent_reply=f"Parcel {number:03} will arrive on Friday.",
            confidence=0.01 * (number % 29) if number < due else 0.9,
            created_at=START + number * DAY,
        )
        for number in range(count)
    ]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = create_store(tmp_path / "store.sqlite", None)
    yield store
    store.close()


@pytest.fixture(autouse=True)
def collected(garbage: GuiGarbage) -> None:
    """Leave garbage to the GUI thread in every test of this page."""


class Opener:
    """Opens windows over a store with these rows, and closes them after the test."""

    def __init__(
        self, store: Store, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
    ) -> None:
        self.store, self.themes, self.settings, self.qtbot = store, themes, settings, qtbot
        self.opened: list[DeskWindow] = []

    def __call__(self, rows: Sequence[SourceRow] = (), *, store: Store | None = None) -> DeskWindow:
        window = DeskWindow(store or self.store, self.themes, self.settings, self.qtbot)
        self.opened.append(window)
        if rows:
            window.arrive(rows)
        window.open()
        return window

    def close(self) -> None:
        for window in self.opened:
            window.close()


@pytest.fixture
def open_desk(
    store: Store, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
) -> Iterator[Opener]:
    opener = Opener(store, themes, settings, qtbot)
    yield opener
    opener.close()


@pytest.fixture
def desk(open_desk: Opener) -> DeskWindow:
    """A desk with 200 replies, 60 of which are due."""
    return open_desk(rows())

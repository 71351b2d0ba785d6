"""The Interactions page in a real window, over a real store, with real keys."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.domain.interaction import SourceRow
from reviewer.store.opening import create_store
from reviewer.store.store import Store
from tests.support.rows import a_row
from tests.ui.conftest import SettingsInMemory
from tests.ui.pages.interactions.list_window import ListWindow
from ui.garbage import GuiGarbage
from ui.theme import ThemeController

HOUR = 3_600_000_000
START = 1_790_000_000_000_000
TOPICS = ("hotel_book", "ride_book", "bank_fraud_report", None)


def rows(count: int = 300) -> list[SourceRow]:
    """Return rows an hour apart, the later ones with the higher numbers."""
    return [
        a_row(
            f"r{number:03}",
            conversation_id=f"talk-{number:03}",
            customer_message=f"Question {number:03}: where is my parcel?",
            ai_reply=f"Parcel {number:03} arrives soon.",
            topic=TOPICS[number % 4],
            channel=("web_chat", "email")[number % 2],
            assistant_version=("v1.0", "v2.0")[number * 2 // count],
            feedback=("yes", "no", None)[number % 3],
            confidence=None if number % 10 == 0 else 0.01 * (number % 100),
            created_at=START + number * HOUR,
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
        self.opened: list[ListWindow] = []

    def __call__(self, rows: Sequence[SourceRow] = ()) -> ListWindow:
        window = ListWindow(self.store, self.themes, self.settings, self.qtbot)
        self.opened.append(window)
        if rows:
            window.arrive(rows)
        window.open()
        return window

    def close(self) -> None:
        for window in self.opened:
            window.close()


@pytest.fixture
def open_list(
    store: Store, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
) -> Iterator[Opener]:
    opener = Opener(store, themes, settings, qtbot)
    yield opener
    opener.close()


@pytest.fixture
def listed(open_list: Opener) -> ListWindow:
    """A page with 300 interactions."""
    window = open_list(rows())
    window.until(lambda: window.rows == 300)
    return window

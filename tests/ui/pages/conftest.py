"""The assistant's parts over a simulated provider, and windows over them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from reviewer.store.opening import create_store
from services.demo.provider.server import SimulatedProvider
from tests.services.assistant.bench import Bench, Simulated, opened
from tests.ui.conftest import SettingsInMemory
from tests.ui.pages.assistant_window import AssistantWindow, MakePage
from ui.garbage import GuiGarbage
from ui.theme import ThemeController

OpenPage = Callable[[str, MakePage, Any], AssistantWindow]


@pytest.fixture
def garbage(qapp: QApplication) -> Iterator[GuiGarbage]:
    """Collect cycles of widgets on the GUI thread only, as the application does."""
    collector = GuiGarbage(qapp)
    yield collector
    collector.tick()
    collector.close()
    delete(collector)


@pytest.fixture
def assisted(tmp_path: Path) -> Iterator[Bench]:
    """The assistant's parts on an empty store; no provider yet."""
    store = create_store(tmp_path / "assisted.sqlite", None)
    with opened(store, tmp_path / "own" / "prices.toml") as bench:
        yield bench
    store.close()


@pytest.fixture
def simulated() -> Iterator[Simulated]:
    """A simulated provider that runs."""
    provider = SimulatedProvider()
    with provider.running() as url:
        yield Simulated(provider, url)


@pytest.fixture
def open_page(
    assisted: Bench,
    themes: ThemeController,
    settings: SettingsInMemory,
    qtbot: QtBot,
    garbage: GuiGarbage,
) -> Iterator[OpenPage]:
    """Opens windows with one page, and closes them after the test."""
    windows: list[AssistantWindow] = []

    def open_(page_id: str, make: MakePage, actions: Any) -> AssistantWindow:
        window = AssistantWindow(assisted, themes, settings, qtbot)
        window.open(page_id, make, actions)
        windows.append(window)
        return window

    yield open_
    for window in windows:
        window.close()
    garbage.tick()

"""The window's fonts, a theme, and settings that live as long as a test."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from ui.fonts import load_fonts
from ui.theme import ThemeController


class SettingsInMemory:
    """What the window keeps, in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self.kept.get(key)

    def set(self, key: str, value: str) -> None:
        self.kept[key] = value


@pytest.fixture(autouse=True)
def garbage_between_tests(qapp: QApplication) -> Iterator[None]:
    """Frees the widgets of a test after it: freed in the middle of the next, they crash Qt.

    The window itself keeps the collector to moments of its own (`ui.garbage`).
    """
    gc.disable()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if qapp.allWidgets():
        gc.collect()
    gc.enable()


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> tuple[str, ...]:
    """The names of the font files that could not be read."""
    assert qapp is not None
    return load_fonts()


@pytest.fixture
def themes(qapp: QApplication, fonts: tuple[str, ...]) -> Iterator[ThemeController]:
    """The theme controller, in the light theme."""
    assert fonts == ()
    controller = ThemeController(qapp, "light")
    yield controller
    controller.setParent(None)
    qapp.setStyleSheet("")


@pytest.fixture
def settings() -> SettingsInMemory:
    """Settings that start empty."""
    return SettingsInMemory()

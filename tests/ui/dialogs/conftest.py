"""A window for dialogs to stand on, and the keys of a person."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ui.theme import ThemeController


@pytest.fixture
def window(themes: ThemeController, qtbot: QtBot) -> QWidget:
    """A window in the light theme."""
    assert not themes.theme.dark
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    return window


Show = Callable[[QDialog], None]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Shows a dialog as the application does, and waits until keys reach it."""

    def show(dialog: QDialog) -> None:
        dialog.open()
        qtbot.waitUntil(dialog.isActiveWindow)

    return show


@pytest.fixture
def gone(qtbot: QtBot) -> Show:
    """Waits until a dialog is freed."""
    return lambda dialog: qtbot.waitUntil(lambda: not isValid(dialog))


def heard(signal: SignalInstance) -> list[tuple[object, ...]]:
    """Return a list that gets what a signal is emitted with."""
    emitted: list[tuple[object, ...]] = []
    signal.connect(lambda *values: emitted.append(values))
    return emitted


def focus() -> QWidget:
    """Return what the keys reach."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(*keys: Qt.Key) -> None:
    """Press keys, one after the other, where the focus is."""
    for key in keys:
        QTest.keyClick(focus(), key)


def write(text: str) -> None:
    """Type a text where the focus is."""
    QTest.keyClicks(focus(), text)


def seen(dialog: QWidget) -> str:
    """Return the words that labels show."""
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())

"""Every binding of every page, found in the registry, reaches its action by a real key event."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from logging import ERROR

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.store import state
from services.workbench import Workbench
from tests.ui.whole_window import demo_bench, dismiss, whole_window
from ui.actions import ANYWHERE, ActionRegistry
from ui.main_window import MainWindow
from ui.page_heading import FEET, HEADINGS
from ui.stage import Stage
from ui.theme import ThemeController

PAGES = [heading.id for heading in (*HEADINGS, *FEET)]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    with demo_bench(tmp_path_factory.mktemp("keys"), rows=60) as bench:
        yield bench


@pytest.fixture
def stage(
    bench: Workbench, themes: ThemeController, qapp: QApplication, qtbot: QtBot
) -> Iterator[Stage]:
    with whole_window(bench, themes, qapp, qtbot) as stage:
        yield stage


class Recorder:
    """Stands in for what actions do, and notes which of them a key has reached."""

    def __init__(self, registry: ActionRegistry) -> None:
        self.reached: list[str] = []
        for id_, action in registry._actions.items():
            note = partial(self.reached.append, id_)
            registry._actions[id_] = replace(action, run=note, enabled=lambda: True)


def press(window: MainWindow, keys: str) -> None:
    """Press keys where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.window() is window
    QTest.keySequence(focus, QKeySequence(keys))


def test_every_binding_reaches_its_action(stage: Stage) -> None:
    window, missed = stage.window, []
    for page in PAGES:
        window.show_page(page)
    pressed = set()
    recorder = Recorder(window.registry)
    for page in PAGES:
        window.show_page(page)
        stage.calm()
        for action in window.registry.here():
            for keys in action.keys:
                window.page(page).setFocus()
                recorder.reached.clear()
                press(window, keys)
                if recorder.reached != [action.id]:
                    missed.append((page, action.id, keys, list(recorder.reached)))
                pressed.add((action.id, keys))
    assert missed == []
    bound = {(id_, keys) for id_, one in window.registry._actions.items() for keys in one.keys}
    assert pressed == bound


def test_every_page_has_actions_and_only_its_own_are_near(stage: Stage) -> None:
    for page in PAGES:
        stage.window.show_page(page)
        contexts = {action.context for action in stage.window.registry.here()}
        assert contexts <= {page, ANYWHERE}


def test_no_key_does_anything_while_somebody_types(stage: Stage) -> None:
    """A letter, a digit or a mark goes into the note; nothing of the page is reached."""
    window = stage.window
    window.show_page("triage")
    stage.calm()
    recorder = Recorder(window.registry)
    window.page("triage").pane.note.write()
    field = QApplication.focusWidget()
    assert field is not None
    plain = [
        keys
        for action in window.registry.here()
        for keys in action.keys
        if len(keys) == 1 and keys != " "
    ]
    for keys in plain:
        QTest.keyClicks(field, keys.lower(), Qt.KeyboardModifier.NoModifier)
    assert recorder.reached == []
    assert len(plain) > 15


def test_no_key_ends_in_a_bug(stage: Stage, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    """Each key does what it does, on every page, one after the other; only quitting is left out."""
    window = stage.window
    for page in PAGES:
        window.show_page(page)
        stage.calm()
        for action in window.registry.here():
            for keys in action.keys if action.id != "window.quit" else ():
                window.show_page(page)
                window.page(page).setFocus()
                press(window, keys)
                QApplication.processEvents()
                dismiss(window)
                window.activateWindow()
                qtbot.waitUntil(window.isActiveWindow)
    stage.calm()
    assert [record.getMessage() for record in caplog.records if record.levelno >= ERROR] == []
    assert window.isVisible()
    with stage.bench.store.reading() as connection:
        assert state.count_stale(connection) == 0

"""What is imported ahead exists, and is imported where nobody waits."""

import threading
from importlib.util import find_spec

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.ahead import Ahead
from ui.page_heading import FEET, HEADINGS
from ui.warm_up import AFTER, BEHIND, LATE

PAGES = tuple(f"ui.pages.{heading.id}.page" for heading in (*HEADINGS, *FEET))


@pytest.mark.parametrize("name", sorted({*BEHIND, *LATE, *AFTER, *PAGES}))
def test_what_is_imported_ahead_exists(name: str) -> None:
    assert find_spec(name) is not None


def test_modules_are_imported_ahead_and_the_window_hears_of_it(qtbot: QtBot) -> None:
    owner, heard = QObject(), list[threading.Thread]()
    Ahead(
        ("there.is.no.such.module", "ui.door"),
        lambda: heard.append(threading.current_thread()),
        owner,
    )
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
    assert heard == [threading.main_thread()]


def test_nothing_is_called_back_after_the_end(qtbot: QtBot) -> None:
    owner, heard = QObject(), list[str]()
    ahead = Ahead(("ui.door",), lambda: heard.append("late"), owner)
    ahead.close()
    qtbot.wait(50)
    assert heard == []

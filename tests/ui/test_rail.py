"""The rail is made from the pages it is given, and works by keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.page_spec import PageSpec
from ui.rail import Rail
from ui.theme import ThemeController

PAGES = (
    PageSpec("triage", "Triage", "inbox", QWidget),
    PageSpec("interactions", "Interactions", "table-2", QWidget),
)


@pytest.fixture
def rail(themes: ThemeController, qtbot: QtBot) -> Rail:
    rail = Rail(themes, PAGES)
    qtbot.addWidget(rail)
    rail.resize(rail.width(), 700)
    rail.show()
    rail.activateWindow()
    qtbot.waitUntil(rail.isActiveWindow)
    return rail


def buttons(rail: Rail) -> list[QToolButton]:
    return rail.findChildren(QToolButton)


def test_it_shows_the_pages_it_is_given_and_no_others(rail: Rail) -> None:
    assert rail.titles() == ["Triage", "Interactions"]
    assert [button.accessibleName() for button in buttons(rail)] == ["Triage", "Interactions"]
    assert "Ctrl+2" in buttons(rail)[1].toolTip()


def test_labels_are_not_cut(rail: Rail) -> None:
    for button in buttons(rail):
        assert button.sizeHint().width() <= button.width()


def test_up_and_down_move_and_enter_chooses(rail: Rail, qtbot: QtBot) -> None:
    first, second = buttons(rail)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    with qtbot.waitSignal(rail.chosen) as blocker:
        qtbot.keyClick(second, Qt.Key.Key_Return)
    assert blocker.args == ["interactions"]
    qtbot.keyClick(second, Qt.Key.Key_Up)
    assert first.hasFocus()


def test_only_the_page_that_is_on_is_marked(rail: Rail) -> None:
    rail.mark("interactions")
    assert [button.isChecked() for button in buttons(rail)] == [False, True]
    rail.mark("triage")
    assert [button.isChecked() for button in buttons(rail)] == [True, False]


def test_a_click_does_not_mark_by_itself(rail: Rail, qtbot: QtBot) -> None:
    rail.mark("triage")
    qtbot.mouseClick(buttons(rail)[0], Qt.MouseButton.LeftButton)
    assert buttons(rail)[0].isChecked()


def test_the_foot_holds_what_is_no_page(rail: Rail, qtbot: QtBot) -> None:
    foot = rail.add_foot("settings", "Settings", "Ctrl+,")
    assert foot.accessibleName() == "Settings"
    assert rail.titles() == ["Triage", "Interactions"]
    with qtbot.waitSignal(foot.clicked):
        qtbot.keyClick(foot, Qt.Key.Key_Space)

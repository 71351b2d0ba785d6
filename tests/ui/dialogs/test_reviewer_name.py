"""The name that signs every decision."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.dialogs.conftest import Show, focus, heard, press, seen, write
from ui.dialogs.reviewer_name import ReviewerNameDialog
from ui.theme import ThemeController


@pytest.fixture
def dialog(themes: ThemeController, window: QWidget, show: Show) -> ReviewerNameDialog:
    dialog = ReviewerNameDialog(themes, "ada", parent=window)
    show(dialog)
    return dialog


def test_it_says_what_the_name_is_for(dialog: ReviewerNameDialog) -> None:
    assert "It signs every decision you make" in seen(dialog)


def test_enter_takes_the_suggestion(dialog: ReviewerNameDialog, gone: Show) -> None:
    given = heard(dialog.given)
    press(Qt.Key.Key_Return)
    gone(dialog)
    assert given == [("ada", "")]


def test_typing_replaces_it_and_spaces_are_tidied(dialog: ReviewerNameDialog, qtbot: QtBot) -> None:
    write(" Ada  Lovelace ")
    press(Qt.Key.Key_Tab)
    write(" ada@example.com ")
    with qtbot.waitSignal(dialog.given) as blocker:
        press(Qt.Key.Key_Return)
    assert blocker.args == ["Ada Lovelace", "ada@example.com"]


def test_no_name_is_refused_in_place(dialog: ReviewerNameDialog, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Backspace)
    with qtbot.assertNotEmitted(dialog.given):
        press(Qt.Key.Key_Return)
    assert dialog.name.said() == "A reviewer needs a name: it signs every decision."
    assert focus() is dialog.name.field


def test_what_is_no_address_is_refused_in_place(dialog: ReviewerNameDialog, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Tab)
    write("nobody")
    with qtbot.assertNotEmitted(dialog.given):
        press(Qt.Key.Key_Return)
    assert "name@example.com" in dialog.email.said()
    assert focus() is dialog.email.field
    write("ada@example.com")
    assert "May be left empty" in dialog.email.said()


def test_not_now_gives_nothing(dialog: ReviewerNameDialog, gone: Show) -> None:
    given = heard(dialog.given)
    press(Qt.Key.Key_Escape)
    gone(dialog)
    assert given == []


def test_a_known_reviewer_is_filled_in(
    themes: ThemeController, window: QWidget, show: Show
) -> None:
    dialog = ReviewerNameDialog(themes, "Ada", "ada@example.com", parent=window)
    show(dialog)
    assert (dialog.name.text(), dialog.email.text()) == ("Ada", "ada@example.com")

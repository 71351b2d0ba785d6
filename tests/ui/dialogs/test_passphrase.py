"""Opening a store with what somebody types."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.dialogs.conftest import Show, focus, press, seen, write
from ui.dialogs.passphrase import PassphraseDialog
from ui.theme import ThemeController

PATH = Path("/home/ada/support.reviewer")


@pytest.fixture
def dialog(themes: ThemeController, window: QWidget, show: Show) -> PassphraseDialog:
    dialog = PassphraseDialog(themes, PATH, parent=window)
    show(dialog)
    return dialog


def test_it_says_which_store_and_what_opens_it(dialog: PassphraseDialog) -> None:
    assert "/home/ada/support.reviewer is encrypted" in seen(dialog)
    assert "Passphrase or recovery code" in seen(dialog)


def test_enter_gives_what_was_typed_and_waits(dialog: PassphraseDialog, qtbot: QtBot) -> None:
    write("harbour and pine")
    with qtbot.waitSignal(dialog.given) as blocker:
        press(Qt.Key.Key_Return)
    assert blocker.args == ["harbour and pine"]
    assert dialog.open_button.text() == "Opening …"
    assert not dialog.open_button.isEnabled()


def test_nothing_typed_is_told_in_place(dialog: PassphraseDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.given):
        press(Qt.Key.Key_Return)
    assert dialog.field.said() == "Type the passphrase of this store, or its recovery code."


def test_a_wrong_one_is_told_in_place_and_typing_replaces_it(
    dialog: PassphraseDialog, qtbot: QtBot
) -> None:
    write("wrong")
    press(Qt.Key.Key_Return)
    height = dialog.height()
    dialog.refuse("This passphrase does not open support.reviewer.")
    assert dialog.field.said() == "This passphrase does not open support.reviewer."
    assert dialog.height() > height
    assert focus() is dialog.field.field
    write("right")
    assert dialog.field.said() == ""
    with qtbot.waitSignal(dialog.given) as blocker:
        press(Qt.Key.Key_Return)
    assert blocker.args == ["right"]


def test_a_problem_that_was_there_before_is_told_at_once(
    themes: ThemeController, window: QWidget, show: Show
) -> None:
    dialog = PassphraseDialog(themes, PATH, "The variable does not open it.", parent=window)
    show(dialog)
    assert "The variable does not open it." in seen(dialog)


def test_what_is_typed_is_hidden_until_somebody_asks(dialog: PassphraseDialog) -> None:
    write("harbour")
    field = dialog.field.field
    assert field.displayText() == "●" * 7
    press(Qt.Key.Key_Tab)
    assert focus().accessibleName() == "Show what is typed"
    press(Qt.Key.Key_Space)
    assert (field.displayText(), focus().accessibleName()) == ("harbour", "Hide what is typed")
    press(Qt.Key.Key_Space)
    assert field.displayText() == "●" * 7


def test_esc_does_not_leave_a_store_that_is_being_opened(dialog: PassphraseDialog) -> None:
    write("x")
    press(Qt.Key.Key_Return)
    dialog.reject()
    assert dialog.isVisible()
    dialog.refuse("No.")
    dialog.reject()
    assert not dialog.isVisible()


def test_it_tells_nobody_what_was_typed(dialog: PassphraseDialog) -> None:
    write("harbour and pine")
    assert "harbour" not in repr(dialog) + repr(dialog.field) + repr(vars(dialog))
    assert "harbour" not in seen(dialog)

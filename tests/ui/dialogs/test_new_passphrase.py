"""Choosing the passphrase of a new store."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.dialogs.conftest import Show, focus, heard, press, seen, write
from ui.dialogs.new_passphrase import GOOD, LEAST, NewPassphraseDialog, weighed
from ui.theme import ThemeController

PATH = Path("/home/ada/support.reviewer")


@pytest.fixture
def dialog(themes: ThemeController, window: QWidget, show: Show) -> NewPassphraseDialog:
    dialog = NewPassphraseDialog(themes, PATH, parent=window)
    show(dialog)
    return dialog


def test_it_says_why_it_asks_and_what_a_loss_means(dialog: NewPassphraseDialog) -> None:
    assert "The system's keyring cannot keep the key here" in seen(dialog)
    assert "without both they stay closed for good" in seen(dialog)


def test_the_same_twice_is_given_with_keys_alone(dialog: NewPassphraseDialog, gone: Show) -> None:
    given = heard(dialog.given)
    write("harbour and pine")
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert focus() is dialog.second.field
    write("harbour and pine")
    press(Qt.Key.Key_Return)
    gone(dialog)
    assert given == [("harbour and pine",)]


def test_a_slip_is_told_in_place(dialog: NewPassphraseDialog, qtbot: QtBot) -> None:
    write("harbour and pine")
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    write("harbor and pine")
    with qtbot.assertNotEmitted(dialog.given):
        press(Qt.Key.Key_Return)
    assert dialog.second.said() == "This is not the same as above."
    assert focus() is dialog.second.field
    assert dialog.second.field.selectedText()
    write("harbour and pine")
    with qtbot.waitSignal(dialog.given):
        press(Qt.Key.Key_Return)


def test_enter_too_early_leads_on(dialog: NewPassphraseDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.given):
        press(Qt.Key.Key_Return)
        assert dialog.first.said() == "Type a passphrase."
        write("harbour and pine")
        press(Qt.Key.Key_Return)
    assert focus() is dialog.second.field


def test_the_hint_grows_with_the_length(dialog: NewPassphraseDialog) -> None:
    assert "easy to keep in mind" in dialog.first.said()
    write("abc")
    assert dialog.first.said().startswith("3 characters: a computer guesses this quickly")
    write("defghijklmno")
    assert dialog.first.said().startswith("15 characters: a good length")


@given(st.text(min_size=1, max_size=40))
def test_only_the_length_counts(passphrase: str) -> None:
    sentence, tone = weighed(passphrase)
    assert (sentence, tone) == weighed("x" * len(passphrase))
    assert (tone == "success") == (len(passphrase) >= GOOD)
    assert ("quickly" in sentence) == (len(passphrase) < LEAST)


def test_esc_makes_nothing(dialog: NewPassphraseDialog, gone: Show) -> None:
    given, rejected = heard(dialog.given), heard(dialog.rejected)
    write("harbour")
    press(Qt.Key.Key_Escape)
    gone(dialog)
    assert (given, rejected) == ([], [()])

"""A tag, by typing a few letters."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reviewer.domain.filters import Facet
from tests.ui.dialogs.conftest import Show, heard, press, seen, write
from ui.dialogs.tags import TagDialog
from ui.theme import ThemeController

USED = (Facet("refund", 40), Facet("rude", 7), Facet("needs lead", 2))


@pytest.fixture
def dialog(themes: ThemeController, window: QWidget, show: Show) -> TagDialog:
    dialog = TagDialog(themes, ("rude",), parent=window)
    show(dialog)
    dialog.show_used(USED)
    return dialog


def test_the_reply_s_own_tags_come_first(dialog: TagDialog) -> None:
    assert dialog.listed() == ("rude", "refund", "needs lead")
    assert dialog.list.item(0).text() == "✓  rude"
    assert dialog.put.text() == "Take off"


def test_a_few_letters_complete_a_tag(dialog: TagDialog, gone: Show) -> None:
    toggled = heard(dialog.toggled)
    write("ref")
    assert dialog.listed() == ("refund", "ref")
    press(Qt.Key.Key_Return)
    gone(dialog)
    assert toggled == [("refund", True)]


def test_arrows_choose_while_typing(dialog: TagDialog, gone: Show) -> None:
    toggled = heard(dialog.toggled)
    write("Re")
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    gone(dialog)
    assert toggled == [("re", True)]


def test_a_new_tag_is_offered_first_where_nothing_begins_so(dialog: TagDialog) -> None:
    write("lead")
    assert dialog.listed() == ("lead", "needs lead")
    assert dialog.list.item(0).text() == "New tag “lead”"


def test_a_tag_on_the_reply_is_taken_off(dialog: TagDialog, gone: Show) -> None:
    toggled = heard(dialog.toggled)
    press(Qt.Key.Key_Return)
    gone(dialog)
    assert toggled == [("rude", False)]


def test_no_tag_can_be_put_on_where_there_is_none(
    themes: ThemeController, window: QWidget, show: Show
) -> None:
    dialog = TagDialog(themes, replies=12, parent=window)
    show(dialog)
    assert "Tag 12 replies" in seen(dialog)
    assert not dialog.put.isEnabled()
    press(Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_escape_changes_nothing(dialog: TagDialog, gone: Show) -> None:
    toggled = heard(dialog.toggled)
    press(Qt.Key.Key_Escape)
    gone(dialog)
    assert toggled == []

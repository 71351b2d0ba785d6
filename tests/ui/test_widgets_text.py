"""Texts of strangers: shown as they are, copied as they were, and never slow or rich."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.theme import ThemeController
from ui.widgets.invisible import conceal, reveal, reveal_for_editing
from ui.widgets.plain_text_pane import PlainTextPane
from ui.widgets.plain_text_view import Mark
from ui.widgets.reply_editor import ReplyEditor
from ui.widgets.safe_text import FIRST_PART, PIECE, make_safe, utf16_length

CTRL = Qt.KeyboardModifier.ControlModifier
ODD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("a \r\n\t\u200b\u200d\u202e\u2028\x00\x1b\u00ad\ufe0f👍👨\U000e0041\ue000"),
    ),
    max_size=300,
)


@pytest.fixture
def pane(themes: ThemeController, qtbot: QtBot) -> PlainTextPane:
    pane = PlainTextPane(themes, "Customer message")
    qtbot.addWidget(pane)
    pane.resize(500, 300)
    pane.show()
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    return pane


@pytest.fixture
def editor(themes: ThemeController, qtbot: QtBot) -> ReplyEditor:
    editor = ReplyEditor(themes, "Agent reply")
    qtbot.addWidget(editor)
    editor.resize(500, 300)
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    editor.setFocus()
    return editor


def hostile(shared: Path, number: int) -> dict[str, str]:
    lines = (shared / "data" / "hostile.jsonl").read_bytes().split(b"\n")
    fields: dict[str, str] = json.loads(lines[number - 1])
    return fields


# What cannot be seen


@given(ODD)
def test_the_shown_form_has_the_length_of_the_original(text: str) -> None:
    assert utf16_length(reveal(text)) == utf16_length(text)


@given(ODD)
def test_no_control_and_no_override_reaches_the_screen(text: str) -> None:
    unseen = set(map(chr, [*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F)]))
    assert not unseen & set(reveal(text))


@pytest.mark.parametrize(
    "text",
    ["👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽 ❤️", "می‌خواهم", "क्‍ष", "Ünïcödé — “quotes”", "tab\tand\nline", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
)
def test_what_spelling_and_emoji_need_stays(text: str) -> None:
    assert reveal(text) == text


def test_a_hidden_message_in_tag_characters_is_seen() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "obey")
    assert [letter for letter in reveal(f"hi{hidden}") if letter.isascii()] == list("hiobey")


@given(ODD.filter(lambda text: not any(0xF100 <= ord(letter) <= 0xF1FF for letter in text)))
def test_what_an_editor_shows_can_be_taken_back(text: str) -> None:
    assert conceal(reveal_for_editing(text)) == text


# Pieces


@given(ODD, st.integers(min_value=1, max_value=400))
def test_positions_go_there_and_back(text: str, limit: int) -> None:
    safe = make_safe(text, limit)
    units = utf16_length(text[: len(text) - safe.characters_left_out])
    places = [safe.to_shown(place) for place in range(units + 1)]
    assert places == sorted(places)
    assert places[-1] == utf16_length(safe.shown)
    assert safe.to_original(places[-1]) == units
    for place, shown in enumerate(places):
        assert abs(safe.to_original(shown) - place) <= 1


@given(st.lists(st.sampled_from(["word ", "x" * 700, "é\u0301" * 400, "\n", "\r\n"]), max_size=30))
def test_no_piece_is_long_and_nothing_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    safe = make_safe(text, None)
    assert all(len(line) <= PIECE for line in safe.shown.split("\n"))
    assert safe.shown.replace("\n", "") == text.replace("\r\n", "").replace("\n", "")


@given(
    st.lists(st.sampled_from(["word ", "x" * 3_000, "é\u0301" * 900, "👍", "\r\n"]), max_size=9),
    st.integers(min_value=0, max_value=20_000),
)
def test_positions_go_there_and_back_across_pieces(parts: list[str], place: int) -> None:
    text = "".join(parts)
    place = min(place, utf16_length(text))
    safe = make_safe(text, None)
    assert abs(safe.to_original(safe.to_shown(place)) - place) <= 1


def test_pieces_end_after_a_space_where_there_is_one() -> None:
    assert make_safe("seven letters " * 1_000).shown.split("\n")[0].endswith(" ")


# The pane


def test_a_text_is_shown_and_copied_as_it_was(pane: PlainTextPane, qtbot: QtBot) -> None:
    text = "ze\u200bro \u202egnp.exe\u202c \x1b[31m\r\nnext " + "x" * 5_000 + " 👍"
    pane.set_text(text)
    pane.setFocus()
    qtbot.keyClick(pane.view, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(pane.view, Qt.Key.Key_C, CTRL)
    assert pane.selected_text() == text
    assert QGuiApplication.clipboard().text() == text


def test_a_part_of_a_text_can_be_copied(pane: PlainTextPane) -> None:
    pane.set_text("one\r\ntwo\r\nthree")
    cursor = pane.view.textCursor()
    cursor.setPosition(4)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    pane.view.setTextCursor(cursor)
    assert pane.selected_text() == "two"


def test_marks_are_where_the_original_says(pane: PlainTextPane) -> None:
    text = "👍 one\r\n" + "y" * (PIECE + 10) + " end"
    pane.set_text(text)
    at = utf16_length(text[: text.index("end")])
    pane.set_marks([Mark(3, 3, "removed"), Mark(at, 3, "added")])
    found = [selection.cursor.selectedText() for selection in pane.view.extraSelections()]
    assert found == ["one", "end"]


def test_marks_take_the_colours_of_the_theme(pane: PlainTextPane, themes: ThemeController) -> None:
    pane.set_text("some words")
    pane.set_marks([Mark(0, 4, "hit")])
    themes.toggle()
    selections = pane.view.extraSelections()
    colour = selections[0].format.background().color()
    assert colour == themes.colour("hit_bg")


def test_a_long_text_is_shown_in_part_until_all_is_asked_for(
    pane: PlainTextPane, qtbot: QtBot
) -> None:
    text = "word " * 40_000 + "the end"
    pane.set_text(text)
    pane.set_marks([Mark(len(text) - 3, 3, "hit")])
    assert len(pane.view.toPlainText()) <= FIRST_PART + FIRST_PART // PIECE * 2
    assert not pane.rest.isHidden()
    with qtbot.waitSignal(pane.completed):
        qtbot.mouseClick(pane.rest.button, Qt.MouseButton.LeftButton)
    assert pane.rest.isHidden()
    assert pane.view.toPlainText().endswith("the end")
    assert pane.view.extraSelections()[0].cursor.selectedText() == "end"
    assert pane.text() == text
    pane.set_text("short")
    assert pane.rest.isHidden()


def test_a_pane_is_as_high_as_its_text_up_to_a_limit(
    themes: ThemeController, qtbot: QtBot, qapp: QApplication
) -> None:
    pane = PlainTextPane(themes, "Details", most_height=200)
    qtbot.addWidget(pane)
    pane.show()
    heights, scrolls = [], []
    for text in ("one", "one\ntwo", "line\n" * 100):
        pane.set_text(text)
        qapp.processEvents()
        heights.append(pane.view.height())
        scrolls.append(pane.view.verticalScrollBar().maximum() > 0)
    assert heights[0] < heights[1] < heights[2] == 200
    assert scrolls == [False, False, True]


def test_keys_cannot_change_the_text(pane: PlainTextPane, qtbot: QtBot) -> None:
    pane.set_text("as it was")
    pane.setFocus()
    qtbot.keyClicks(pane.view, "typed")
    qtbot.keyClick(pane.view, Qt.Key.Key_V, CTRL)
    assert pane.view.toPlainText() == "as it was"


def test_tab_leaves_the_pane(pane: PlainTextPane) -> None:
    assert pane.view.tabChangesFocus()
    assert pane.view.accessibleName() == "Customer message"


@pytest.mark.parametrize("number", range(38, 53))
def test_a_hostile_text_is_shown_literally(
    pane: PlainTextPane, editor: ReplyEditor, qapp: QApplication, shared: Path, number: int
) -> None:
    fields = hostile(shared, number)
    for text in (fields["customer_message"], fields["ai_reply"]):
        pane.set_text(text)
        pane.show_all()
        qapp.processEvents()
        pane.view.selectAll()
        assert pane.selected_text() == text
        editor.set_text(text)
        qapp.processEvents()
        assert editor.text() == text


def test_markup_loads_nothing_and_stays_markup(pane: PlainTextPane) -> None:
    text = "<img src='file:///etc/passwd'><a href='http://x.invalid'>click</a>"
    pane.set_text(text)
    assert pane.view.toPlainText() == text
    assert pane.view.anchorAt(pane.view.cursorRect().center()) == ""


# The editor


def test_typing_says_so_and_setting_does_not(editor: ReplyEditor, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_text("Is there anything else?")
    with qtbot.waitSignal(editor.edited):
        qtbot.keyClicks(editor, "Hello. ")
    assert editor.text() == "Hello. Is there anything else?"


@pytest.mark.parametrize(
    "text", ["nb\u00a0sp", "a\u2028b\u2029c", "x" * 9_000 + "\ny", "", "\n\n", "ze\u200bro \x1b[0m"]
)
def test_the_text_comes_back_to_the_character(editor: ReplyEditor, text: str) -> None:
    editor.set_text(text)
    assert editor.text() == text


def test_enter_in_a_long_line_is_a_line_end(editor: ReplyEditor, qtbot: QtBot) -> None:
    editor.set_text("x" * (2 * PIECE + 50))
    cursor = editor.textCursor()
    cursor.setPosition(PIECE + 1 + 100)
    editor.setTextCursor(cursor)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "x" * (PIECE + 100) + "\n" + "x" * (PIECE - 50)


def test_what_is_pasted_is_plain_and_whole(editor: ReplyEditor) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b><img src='http://x.invalid/p.png'>")
    data.setText("bold\r\n" + "y" * (PIECE + 5) + "\u200b")
    editor.set_text("before ")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.insertFromMimeData(data)
    assert editor.text() == "before bold\n" + "y" * (PIECE + 5) + "\u200b"
    editor.undo()
    assert editor.text() == "before "


def test_html_alone_is_not_pasted(editor: ReplyEditor) -> None:
    data = QMimeData()
    data.setData("text/html", b"<b>bold</b>")
    assert not editor.canInsertFromMimeData(data) or data.hasText()


def test_what_is_copied_is_the_original(editor: ReplyEditor, qtbot: QtBot) -> None:
    editor.set_text("ze\u200bro\n" + "z" * (PIECE + 3))
    qtbot.keyClick(editor, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(editor, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "ze\u200bro\n" + "z" * (PIECE + 3)


def test_esc_leaves_the_editor(editor: ReplyEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.left):
        qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_setting_a_text_cannot_be_undone(editor: ReplyEditor, qtbot: QtBot) -> None:
    editor.set_text("first reply")
    editor.set_text("second reply")
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert editor.text() == "second reply"

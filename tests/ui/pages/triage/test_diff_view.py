"""Marks stand on the changed words, whatever a text is made of."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from reviewer.domain.diff import word_diff
from ui.theme import ThemeController
from ui.widgets.diff_view import MOST_MARKS, DiffMode, DiffView, marks_of


@pytest.fixture
def view(themes: ThemeController, qtbot: QtBot) -> DiffView:
    view = DiffView(themes, "Before", "After")
    qtbot.addWidget(view)
    return view


def compare(view: DiffView, old: str, new: str) -> None:
    view.left.set_text(old)
    view.right.set_text(new)
    view.show_diff(word_diff(old, new))


def marked(edit: QPlainTextEdit) -> list[str]:
    return [
        selection.cursor.selectedText().replace("\u2029", "\n")
        for selection in edit.extraSelections()
    ]


def colour_of(edit: QPlainTextEdit) -> str:
    """Return the colour behind the first mark."""
    selections = edit.extraSelections()
    return selections[0].format.background().color().name()


CASES = {
    "words": ("one two three four", "one 2 three four", ["two"], ["2"]),
    "beyond 16 bits": ("😀😀 one two three", "😀😀 one 2 three", ["two"], ["2"]),
    "a long line": ("word " * 900 + "old end", "word " * 900 + "new end", ["old"], ["new"]),
    "several lines": ("a b c\nd e f\nold", "a b c\nd e f\nnew", ["old"], ["new"]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_changed_words_are_marked(
    view: DiffView, case: tuple[str, str, list[str], list[str]]
) -> None:
    old, new, removed, added = case
    compare(view, old, new)
    assert (marked(view.left.view), marked(view.right)) == (removed, added)


LETTERS = st.sampled_from(["a", "bc", " ", "\n", "😀", "é", "x" * 2_500, "\u202e", "\u0007"])
TEXTS = st.lists(LETTERS, max_size=12).map("".join)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(old=TEXTS, new=TEXTS)
def test_an_editor_marks_what_was_inserted(view: DiffView, old: str, new: str) -> None:
    compare(view, old, new)
    diff = word_diff(old, new)
    if diff.similarity < 0.1:
        assert marked(view.right) == []
        return
    spans = [diff.new[s.start : s.start + s.length] for s in diff.new_spans() if s.changed]
    selected = [len(text) for text in _selected_originals(view)]
    assert selected == [len(text) for text in spans]


def _selected_originals(view: DiffView) -> list[str]:
    """Return the marked parts of the text as it would be sent."""
    found = []
    for selection in view.right.extraSelections():
        view.right.setTextCursor(selection.cursor)
        found.append(view.right.selected_text())
    return found


def test_modes_go_round(view: DiffView) -> None:
    compare(view, "one two three", "one 2 three")
    assert view.mode is DiffMode.MARKED
    seen = []
    for _ in range(3):
        view.set_mode(view.mode.next())
        seen.append((view.mode, marked(view.right)))
    assert seen == [(DiffMode.PLAIN, []), (DiffMode.UNIFIED, []), (DiffMode.MARKED, ["2"])]


def test_one_text_strikes_what_was_removed(view: DiffView) -> None:
    compare(view, "one two three", "one 2 three")
    view.set_mode(DiffMode.UNIFIED)
    assert view.one.text() == "one two2 three"
    struck = [s.format.fontStrikeOut() for s in view.one.view.extraSelections()]
    assert struck == [True, False]


def test_marks_follow_the_theme(view: DiffView, themes: ThemeController) -> None:
    compare(view, "one two three", "one 2 three")
    light = colour_of(view.right)
    themes.set_mode("dark")
    assert colour_of(view.right) != light
    assert marked(view.right) == ["2"]


def test_marks_are_bounded(view: DiffView) -> None:
    old = " ".join(f"same{n} old{n}" for n in range(2_000))
    new = " ".join(f"same{n} new{n}" for n in range(2_000))
    diff = word_diff(old, new)
    assert len(marks_of(diff.new, diff.new_spans())) == min(MOST_MARKS, len(diff.changes))
    compare(view, old, new)


def test_without_a_diff_nothing_is_marked(view: DiffView) -> None:
    compare(view, "one two three", "one 2 three")
    view.show_diff(None)
    assert (marked(view.left.view), marked(view.right)) == ([], [])

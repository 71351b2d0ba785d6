"""One key, one action: bound on its page, left to text fields, refused twice."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.actions import ANYWHERE, Action, ActionRegistry, DuplicateBinding, UnknownKey
from ui.bindings import KeyTaken, NoSuchKey, Problem
from ui.theme import ThemeController
from ui.widgets.plain_text_pane import PlainTextPane
from ui.widgets.reply_editor import ReplyEditor


class Desk(QWidget):
    """A window with every kind of field, and what was done in it."""

    def __init__(self, themes: ThemeController) -> None:
        super().__init__()
        self.done: list[str] = []
        self.button = QPushButton("b")
        self.line, self.editor, self.number = QLineEdit(), QPlainTextEdit(), QSpinBox()
        self.reply = ReplyEditor(themes, "Agent reply")
        self.pane = PlainTextPane(themes, "AI reply")
        self.pane.set_text("read only")
        column = QVBoxLayout(self)
        for part in (self.button, self.line, self.editor, self.number, self.reply, self.pane):
            column.addWidget(part)
        self.registry = ActionRegistry(self)

    def note(self, id_: str) -> Callable[[], None]:
        return lambda: self.done.append(id_)

    def action(self, id_: str, *keys: str, context: str = "triage", **more: object) -> Action:
        return Action(id_, id_.title(), self.note(id_), context=context, keys=keys, **more)  # type: ignore[arg-type]


@pytest.fixture
def desk(themes: ThemeController, qtbot: QtBot) -> Desk:
    desk = Desk(themes)
    qtbot.addWidget(desk)
    desk.show()
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    desk.registry.set_context("triage")
    desk.button.setFocus()
    return desk


def test_a_key_runs_its_action_wherever_the_focus_is(desk: Desk, qtbot: QtBot) -> None:
    desk.registry.add([desk.action("good", "1"), desk.action("save", "Ctrl+Return")])
    qtbot.keyClick(desk.button, Qt.Key.Key_1)
    desk.pane.setFocus()
    qtbot.keyClick(desk.pane.view, Qt.Key.Key_1)
    qtbot.keyClick(desk.pane.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.done == ["good", "good", "save"]


@pytest.mark.parametrize("field", ["line", "editor", "reply", "number"])
def test_letters_and_digits_go_to_a_text_field_and_chords_do_not(
    desk: Desk, qtbot: QtBot, field: str
) -> None:
    keys = ("1", "X", "?", "Ctrl+Return", "F5")
    desk.registry.add([desk.action(key, key) for key in keys])
    widget: QWidget = getattr(desk, field)
    widget.setFocus()
    qtbot.keyClicks(widget, "1x?")
    assert desk.done == []
    qtbot.keyClick(widget, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(widget, Qt.Key.Key_F5)
    assert desk.done == ["Ctrl+Return", "F5"]
    if field == "line":
        assert desk.line.text() == "1x?"
    if field == "reply":
        assert desk.reply.text() == "1x?"


def test_keys_of_another_page_do_nothing_and_may_be_the_same(desk: Desk, qtbot: QtBot) -> None:
    desk.registry.add([desk.action("here", "1"), desk.action("there", "1", context="prompts")])
    qtbot.keyClick(desk.button, Qt.Key.Key_1)
    desk.registry.set_context("prompts")
    qtbot.keyClick(desk.button, Qt.Key.Key_1)
    assert desk.done == ["here", "there"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("triage", "1"), ("triage", "1")),
        (("triage", "Ctrl+Z"), (ANYWHERE, "Ctrl+Z")),
        ((ANYWHERE, "F5"), ("prompts", "F5")),
        (("triage", "G"), ("triage", "G, T")),
        (("triage", "s"), ("triage", "S")),
        (("triage", "Ctrl+Return"), ("triage", "Ctrl+return")),
    ],
)
def test_a_key_that_is_taken_is_refused(
    desk: Desk, first: tuple[str, str], second: tuple[str, str]
) -> None:
    desk.registry.add([desk.action("one", first[1], context=first[0])])
    with pytest.raises(DuplicateBinding, match=r"one and to two"):
        desk.registry.add([desk.action("two", second[1], context=second[0])])


def test_one_action_cannot_take_a_key_twice(desk: Desk) -> None:
    with pytest.raises(DuplicateBinding):
        desk.registry.add([desk.action("one", "1", "1")])


def test_an_id_that_is_taken_is_refused(desk: Desk) -> None:
    desk.registry.add([desk.action("one", "1")])
    with pytest.raises(DuplicateBinding, match="id one"):
        desk.registry.add([desk.action("one", "2")])


@pytest.mark.parametrize("keys", ["", "Ctrl+Nonsense"])
def test_a_key_that_no_keyboard_has_is_refused(desk: Desk, keys: str) -> None:
    with pytest.raises(UnknownKey):
        desk.registry.add([desk.action("one", keys)])


def test_keys_can_be_remapped_while_the_window_is_open(desk: Desk, qtbot: QtBot) -> None:
    desk.registry.add([desk.action("one", "1", "F7"), desk.action("two", "2")])
    with qtbot.waitSignal(desk.registry.rebound):
        assert desk.registry.remap({"one": ("9", "F8"), "of a newer window": ("2",)}) is None
    for key in (Qt.Key.Key_1, Qt.Key.Key_F7, Qt.Key.Key_9, Qt.Key.Key_F8, Qt.Key.Key_2):
        qtbot.keyClick(desk.button, key)
    assert desk.done == ["one", "one", "two"]
    assert desk.registry.button("one").text() == "One\t9"
    assert desk.registry.own_keys("one") == ("1", "F7")


def test_two_actions_can_swap_their_keys_and_have_their_own_again(desk: Desk, qtbot: QtBot) -> None:
    desk.registry.add([desk.action("one", "1"), desk.action("two", "2")])
    assert desk.registry.remap({"one": ("2",), "two": ("1",)}) is None
    qtbot.keyClick(desk.button, Qt.Key.Key_1)
    assert desk.registry.remap({}) is None
    qtbot.keyClick(desk.button, Qt.Key.Key_1)
    assert desk.done == ["two", "one"]


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ({"one": ("2",)}, KeyTaken("2", "two", "one")),
        ({"two": ("Ctrl+Q",)}, KeyTaken("Ctrl+Q", "quit", "two")),
        ({"quit": ("1",)}, KeyTaken("1", "quit", "one")),
        ({"quit": ("F9",), "there": ("F9",)}, KeyTaken("F9", "quit", "there")),
        ({"one": ("A", "a")}, KeyTaken("A", "one", "one")),
        ({"one": ("Nonsense",)}, NoSuchKey("Nonsense", "one")),
    ],
)
def test_a_mapping_that_clashes_changes_nothing(
    desk: Desk, wanted: dict[str, tuple[str, ...]], problem: Problem, qtbot: QtBot
) -> None:
    desk.registry.add(
        [
            desk.action("one", "1"),
            desk.action("two", "2"),
            desk.action("there", "2", context="prompts"),
            desk.action("quit", "Ctrl+Q", context=ANYWHERE),
        ]
    )
    assert desk.registry.remap({"there": ("1",)} | wanted) == problem
    qtbot.keyClick(desk.button, Qt.Key.Key_1)
    assert desk.done == ["one"]
    assert desk.registry.action("there").keys == ("2",)


def test_a_key_that_is_given_to_a_page_that_is_not_on_waits_for_it(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.registry.add([desk.action("there", "1", context="prompts")])
    assert desk.registry.remap({"there": ("5",)}) is None
    qtbot.keyClick(desk.button, Qt.Key.Key_5)
    assert desk.done == []
    desk.registry.set_context("prompts")
    qtbot.keyClick(desk.button, Qt.Key.Key_5)
    assert desk.done == ["there"]


def test_an_action_that_is_off_does_nothing_and_its_button_says_so(
    desk: Desk, qtbot: QtBot
) -> None:
    state = {"on": False}
    desk.registry.add([desk.action("undo", "Ctrl+Z", enabled=lambda: state["on"])])
    assert not desk.registry.button("undo").isEnabled()
    QTest.keyClick(desk.button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    state["on"] = True
    QTest.keyClick(desk.button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.done == ["undo"]
    desk.registry.refresh()
    assert desk.registry.button("undo").isEnabled()
    with qtbot.waitSignal(desk.registry.ran) as blocker:
        desk.registry.button("undo").trigger()
    assert blocker.args == ["undo"]


def test_a_key_that_is_held_runs_its_action_once_unless_it_repeats(desk: Desk) -> None:
    desk.registry.add([desk.action("good", "1"), desk.action("next", "J", repeats=True)])
    bound = {shortcut.key().toString(): shortcut for shortcut in desk.registry.shortcuts()}
    assert (bound["1"].autoRepeat(), bound["J"].autoRepeat()) == (False, True)


def test_what_is_here_starts_with_the_page(desk: Desk) -> None:
    desk.registry.add(
        [
            desk.action("quit", "Ctrl+Q", context=ANYWHERE),
            desk.action("good", "1"),
            desk.action("diff", "D", context="prompts"),
        ]
    )
    assert [action.id for action in desk.registry.here()] == ["good", "quit"]


def test_a_title_with_data_in_it_is_no_markup(desk: Desk) -> None:
    tag = replace(desk.action("undo", "Z"), title="Undo: Tag “<b>a & b</b>”", explanation="")
    desk.registry.add([tag])
    button = desk.registry.button("undo")
    assert "&lt;b&gt;a &amp; b&lt;/b&gt;" in button.toolTip()
    assert button.text().startswith("Undo: Tag “<b>a && b</b>”")


def test_a_menu_lists_its_actions_by_group(desk: Desk) -> None:
    desk.registry.add(
        [
            desk.action("quit", menu="File", group=9),
            desk.action("import", menu="File"),
            desk.action("good", menu="Triage"),
            desk.action("sync", menu="File"),
        ]
    )
    assert [action.id for action in desk.registry.in_menu("File")] == ["import", "sync", "quit"]


def test_a_menu_shows_the_first_key(desk: Desk) -> None:
    desk.registry.add([desk.action("import", "Ctrl+O", "F3")])
    assert desk.registry.button("import").text() == "Import\tCtrl+O"
    assert desk.registry.button("import").iconText() == "Import"

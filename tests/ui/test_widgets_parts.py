"""The small parts: they say what they mean to eyes, ears and keys."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import ThemeController
from ui.widgets.badge import WIDEST, Badge
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.fuzzy import ranked, score
from ui.widgets.icon_button import IconButton
from ui.widgets.key_cap import KeyCap, KeyCaps, caps_of
from ui.widgets.labels import plain_label, plain_tooltip
from ui.widgets.page_states import PageStates
from ui.widgets.search_field import SearchField
from ui.widgets.section_header import SectionHeader
from ui.widgets.tabs import Tab, Tabs

MARKUP = "<b>bold</b>&amp; <img src='http://x.invalid/p.png'>"


Show = Callable[[QWidget], QWidget]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Puts a widget into a window with room to spare, which lives as long as the test."""
    windows: list[QWidget] = []

    def put(widget: QWidget) -> QWidget:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        QVBoxLayout(window).addWidget(widget)
        window.resize(600, 400)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield put
    windows.clear()


def visible_texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


# Words


@pytest.mark.usefixtures("qapp")
def test_a_label_shows_markup_as_it_is() -> None:
    label = plain_label(MARKUP)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == MARKUP


def test_a_label_turns_no_text_around_later_on_either() -> None:
    label = plain_label("Ada")
    label.setText("\u202eadA")
    assert "\u202e" not in label.text()
    assert label.text().endswith("adA")


def test_a_tooltip_says_data_literally() -> None:
    tooltip = plain_tooltip(MARKUP)
    assert "<b>" not in tooltip
    assert "<img" not in tooltip
    assert "&lt;b&gt;bold&lt;/b&gt;&amp;amp;" in tooltip
    assert plain_tooltip("") == ""


def test_a_label_that_is_cut_tells_all_in_its_tooltip(show: Show, qtbot: QtBot) -> None:
    label = ElidedLabel("a very long name of a source " * 20 + MARKUP)
    window = show(label)
    window.resize(200, 60)
    qtbot.waitUntil(label.is_cut)
    qtbot.waitUntil(lambda: "&lt;b&gt;" in label.toolTip())
    assert label.minimumSizeHint().width() < 60
    label.set_text("short")
    qtbot.waitUntil(lambda: not label.is_cut())
    assert label.toolTip() == ""


def test_a_label_of_one_line_shows_line_ends_as_spaces(qtbot: QtBot) -> None:
    label = ElidedLabel("one\ntwo\tthree")
    qtbot.addWidget(label)
    assert label.text() == "one two three"
    assert label.full_text() == "one\ntwo\tthree"


def test_a_badge_says_its_state_and_why(themes: ThemeController, show: Show) -> None:
    badge = Badge(
        themes, "auto-snoozed", kind="warning", icon="triangle-alert", explanation="0.24 < 0.3"
    )
    show(badge)
    assert (badge.text(), badge.explanation()) == ("auto-snoozed", "0.24 < 0.3")
    assert badge.accessibleName() == "auto-snoozed"
    badge.show_state("reviewed", kind="success")
    assert (badge.text(), badge.explanation()) == ("reviewed", "")


def test_a_badge_of_a_strangers_text_stays_small(themes: ThemeController, show: Show) -> None:
    badge = Badge(themes, MARKUP * 50)
    show(badge)
    assert badge.width() <= WIDEST
    assert badge.height() == 20


@pytest.mark.parametrize("kind", ["neutral", "accent", "warning", "danger", "success"])
def test_the_kinds_of_badges_look_different(themes: ThemeController, show: Show, kind: str) -> None:
    badge = Badge(themes, "state", kind=kind)  # type: ignore[arg-type]
    show(badge)
    name = "neutral_bg" if kind == "neutral" else f"{kind}_bg"
    seen = badge.grab().toImage().pixelColor(3, 10)
    assert seen.name() == themes.colour(name).name()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("keys", "caps"),
    [
        ("1", ("1",)),
        ("Ctrl+Return", ("Ctrl", "Return")),
        ("Ctrl+Shift+L", ("Ctrl", "Shift", "L")),
        ("Ctrl++", ("Ctrl", "+")),
        ("+", ("+",)),
        ("?", ("?",)),
    ],
)
def test_a_chord_has_one_cap_a_key(keys: str, caps: tuple[str, ...]) -> None:
    assert caps_of(keys) == caps
    chord = KeyCaps(keys)
    assert tuple(cap.text() for cap in chord.findChildren(KeyCap)) == caps


def test_a_section_has_a_name_a_detail_and_room(themes: ThemeController, show: Show) -> None:
    header = SectionHeader("AI reply")
    header.set_detail("7 Sep 12:53")
    header.add(Badge(themes, "v1.1"))
    show(header)
    assert visible_texts(header) == ["AI REPLY", "7 Sep 12:53", "v1.1"]


def test_a_button_without_words_has_a_name(
    themes: ThemeController, show: Show, qtbot: QtBot
) -> None:
    button = IconButton(themes, "copy", "Copy the reply", keys="Ctrl+C")
    show(button)
    assert button.accessibleName() == "Copy the reply"
    assert "Ctrl+C" in button.toolTip()
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Space)


# Searching and choosing


@pytest.fixture
def field(themes: ThemeController, show: Show) -> SearchField:
    field = SearchField(themes, "Search replies")
    show(field)
    field.setFocus()
    return field


def test_searching_waits_for_a_pause(field: SearchField, qtbot: QtBot) -> None:
    asked: list[str] = []
    field.searched.connect(asked.append)
    qtbot.keyClicks(field, "refund")
    assert asked == []
    qtbot.waitUntil(lambda: asked == ["refund"])


def test_enter_searches_at_once_and_only_once(field: SearchField, qtbot: QtBot) -> None:
    asked: list[str] = []
    field.searched.connect(asked.append)
    qtbot.keyClicks(field, "  refund ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked == ["refund"]


def test_esc_clears_and_then_leaves(field: SearchField, qtbot: QtBot) -> None:
    asked: list[str] = []
    field.searched.connect(asked.append)
    qtbot.keyClicks(field, "refund")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(field.left):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), asked) == ("", ["refund", ""])
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


@pytest.fixture
def tabs(show: Show, themes: ThemeController) -> Tabs:
    assert not themes.theme.dark
    tabs = Tabs([Tab("due", "Due", 12), Tab("snoozed", "Snoozed", 1128), Tab("all", "All")])
    show(tabs)
    return tabs


def titles(tabs: Tabs) -> list[str]:
    return [button.text() for button in tabs.findChildren(QPushButton)]


def test_tabs_show_counts(tabs: Tabs) -> None:
    assert titles(tabs) == ["Due  12", "Snoozed  1,128", "All"]
    tabs.set_count("all", 0)
    tabs.set_count("due", None)
    assert titles(tabs) == ["Due", "Snoozed  1,128", "All  0"]


@pytest.mark.usefixtures("themes")
def test_counting_down_moves_nothing_beside_the_tabs(show: Show) -> None:
    tabs = Tabs([Tab("due", "Due", 888), Tab("new", "New", 888)])
    show(tabs)
    before = tabs.minimumSizeHint().width()
    for count in (887, 777, 411, 111):
        tabs.set_count("due", count)
        assert tabs.minimumSizeHint().width() == before


def test_a_tab_is_chosen_by_mouse_and_by_arrows(tabs: Tabs, qtbot: QtBot) -> None:
    buttons = tabs.findChildren(QPushButton)
    with qtbot.waitSignal(tabs.chosen) as blocker:
        qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert (blocker.args, tabs.current()) == (["snoozed"], "snoozed")
    buttons[1].setFocus()
    with qtbot.waitSignal(tabs.chosen) as blocker:
        qtbot.keyClick(buttons[1], Qt.Key.Key_Right)
    assert (blocker.args, tabs.current()) == (["all"], "all")
    assert buttons[2].hasFocus()
    qtbot.keyClick(buttons[2], Qt.Key.Key_Right)
    assert tabs.current() == "due"


def test_a_tab_that_is_on_stays_on_when_it_is_clicked(tabs: Tabs, qtbot: QtBot) -> None:
    qtbot.mouseClick(tabs.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert tabs.current() == "due"
    with qtbot.assertNotEmitted(tabs.chosen):
        tabs.choose("due")


def test_the_tab_key_stops_once_for_all_tabs(tabs: Tabs) -> None:
    policies = [button.focusPolicy() for button in tabs.findChildren(QPushButton)]
    assert [bool(policy & Qt.FocusPolicy.TabFocus) for policy in policies] == [True, False, False]


# Fuzzy finding


@given(st.text(max_size=20), st.text(max_size=40))
def test_a_title_matches_where_it_holds_the_letters_in_order(query: str, title: str) -> None:
    letters = iter(title.casefold())
    held = all(letter in letters for letter in query.casefold().replace(" ", ""))
    points = score(query, title)
    assert (points is not None) is held


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("agbe", "Agent better"),
        ("ab", "Agent better"),
        ("und", "Undo decision"),
        ("inter", "Go to Interactions"),
        ("gt", "Go to Triage"),
        ("sync", "Sync now"),
        ("q", "Quit"),
    ],
)
def test_the_command_that_is_meant_comes_first(query: str, first: str) -> None:
    commands = [
        "AI good", "Agent better", "Save edit", "Undo decision", "Sync now", "Go to Triage",
        "Go to Interactions", "Switch between light and dark", "Quit", "Import file…",
    ]  # fmt: skip
    assert ranked(query, [(title, title) for title in commands])[0] == first


def test_no_letters_keep_the_order() -> None:
    assert ranked(" ", [("b", 1), ("a", 2)]) == [1, 2]


# A page without content


@pytest.fixture
def states(themes: ThemeController, show: Show) -> PageStates:
    states = PageStates(themes, QLabel("content"))
    show(states)
    return states


def test_an_empty_page_says_what_to_do(states: PageStates, qtbot: QtBot) -> None:
    states.show_empty("Nothing is due", "Snoozed replies come back by themselves.", action="All")
    assert visible_texts(states) == ["Nothing is due", "Snoozed replies come back by themselves."]
    with qtbot.waitSignal(states.acted):
        qtbot.mouseClick(button(states, "All"), Qt.MouseButton.LeftButton)
    states.show_empty("Nothing", "At all.")
    assert not [b for b in states.findChildren(QPushButton) if b.isVisible()]


def button(widget: QWidget, title: str) -> QPushButton:
    return next(b for b in widget.findChildren(QPushButton) if b.text() == title)


def test_loading_is_silent_at_first_and_speaks_later(states: PageStates, qtbot: QtBot) -> None:
    states.show_loading("Reading 20,000 interactions")
    assert visible_texts(states) == []
    qtbot.waitUntil(lambda: visible_texts(states) == ["Reading 20,000 interactions"])
    states.show_content()
    assert visible_texts(states) == ["content"]
    states.show_loading("Reading again")
    assert visible_texts(states) == []


def test_an_error_can_be_tried_again_and_copied(states: PageStates, qtbot: QtBot) -> None:
    states.show_error("The file notes.csv has no header row.", "line 1: <b>ValueError</b>")
    assert visible_texts(states) == ["The file notes.csv has no header row."]
    with qtbot.waitSignal(states.retried):
        qtbot.keyClick(button(states, "Try again"), Qt.Key.Key_Space)
    qtbot.mouseClick(button(states, "Copy details"), Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied == "The file notes.csv has no header row.\n\nline 1: <b>ValueError</b>"


def test_an_error_without_details_or_another_try_offers_neither(states: PageStates) -> None:
    states.show_error("The store is newer than this program.", can_retry=False)
    assert not [b for b in states.findChildren(QPushButton) if b.isVisible()]


def test_a_long_sentence_wraps_and_is_not_cut(states: PageStates, qapp: QApplication) -> None:
    sentence = "The server db.example.invalid did not answer. " * 6
    states.show_error(sentence)
    qapp.processEvents()
    label = next(label for label in states.findChildren(QLabel) if label.text() == sentence)
    assert label.height() >= label.heightForWidth(label.width())

"""The queue narrowed by words, by ways, by saved filters; and what its tabs count then."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QMenu, QPushButton

from reviewer.domain.filters import Filter
from reviewer.domain.queue import Queue
from reviewer.domain.review import Decision, Verdict
from tests.support.rows import a_row
from tests.ui.pages.triage.conftest import DAY, START, Opener
from tests.ui.pages.triage.desk_window import DeskWindow
from ui.dialogs.filter_name import FilterNameDialog
from ui.dialogs.saved_filters import SavedFiltersDialog
from ui.widgets.choice_popup import ChoicePopup

TOPICS = ("hotel_search", "bank_fraud", "bank_fraud", "ride_book")


@pytest.fixture
def desk(open_desk: Opener) -> DeskWindow:
    """A desk with 40 replies on three topics, 20 of them due."""
    made = [
        a_row(
            f"r{number:03}",
            customer_message=f"Question {number:03}: where is my parcel?",
            topic=TOPICS[number % 4],
            assistant_version=("v1.0", "v1.1")[number % 2],
            language=("en", "de")[number % 2],
            feedback=("yes", "no")[number % 2],
            confidence=0.1 if number < 20 else 0.9,
            created_at=START + number * DAY,
        )
        for number in range(40)
    ]
    return open_desk(made)


def popup(desk: DeskWindow) -> ChoicePopup:
    desk.until(lambda: isinstance(QApplication.activePopupWidget(), ChoicePopup))
    found = QApplication.activePopupWidget()
    assert isinstance(found, ChoicePopup)
    return found


def choose(desk: DeskWindow, way: str, value: str) -> None:
    """Narrow with keys alone: P, a few letters of the way, and of the value or arrows to it."""
    desk.page.queue.view.setFocus()
    desk.press("P")
    first = popup(desk)
    QTest.keyClicks(first.field, way)
    desk.press("Return")
    desk.until(lambda: QApplication.activePopupWidget() not in (first, None))
    list_ = popup(desk).list
    titles = [list_.model().index(row, 0).data() for row in range(list_.model().rowCount())]
    desk.press(*["Down"] * (titles.index(value) - list_.currentIndex().row()), "Return")
    desk.until(lambda: QApplication.activePopupWidget() is None)
    desk.activate()


def chips(desk: DeskWindow) -> list[str]:
    return [chip.value() for chip in desk.page.queue.strip.chips.values() if chip.isVisible()]


def numbers(desk: DeskWindow) -> list[int]:
    return [int(message.split()[1][:3]) for message in desk.listed]


def test_ways_are_chosen_by_key_and_shown_as_chips(desk: DeskWindow) -> None:
    desk.see(0)
    choose(desk, "topic", "bank fraud")
    desk.until(lambda: numbers(desk) == [1, 2, 5, 6, 9, 10, 13, 14, 17, 18])
    assert chips(desk) == ["bank fraud"]
    choose(desk, "version", "v1.1")
    desk.until(lambda: numbers(desk) == [1, 5, 9, 13, 17])
    desk.see(1)
    assert chips(desk) == ["bank fraud", "v1.1"]
    desk.press("Shift+C")
    desk.until(lambda: len(desk.listed) == 20)
    assert chips(desk) == []


def test_the_tabs_count_the_filter_and_say_so(desk: DeskWindow) -> None:
    desk.until(lambda: desk.tabs == ["Due  20", "Snoozed  20", "New  20", "Reviewed  0"])
    choose(desk, "topic", "ride book")
    desk.until(lambda: desk.tabs == ["Due  5", "Snoozed  5", "New  5", "Reviewed  0"])
    due = desk.page.queue.tabs.findChildren(QPushButton)[0]
    assert due.accessibleName() == "Due, 5 of this filter"
    assert "5 of 20 due" in desk.texts(desk.page.queue)
    desk.see(3)
    desk.press("1")
    desk.until(lambda: desk.tabs == ["Due  4", "Snoozed  4", "New  5", "Reviewed  1"])
    desk.press("Shift+C")
    desk.until(lambda: desk.tabs == ["Due  19", "Snoozed  19", "New  20", "Reviewed  1"])
    assert due.accessibleName() == "Due, 19"


def test_words_narrow_the_queue_as_one_types_and_the_keys_stay_quiet(desk: DeskWindow) -> None:
    desk.see(0)
    for key in ("Ctrl+F", "/"):
        desk.page.queue.view.setFocus()
        desk.press(key)
        assert desk.page.queue.strip.search.hasFocus()
    desk.write("parcel 01")
    desk.until(lambda: numbers(desk) == [])
    for _ in range(3):
        QTest.keyClick(desk.focus, Qt.Key.Key_Backspace)
    desk.until(lambda: len(desk.listed) == 20)
    desk.press("Return")
    assert desk.page.queue.view.hasFocus()
    assert desk.reviews_of("r000") == ()


def test_a_chip_is_cleared_by_its_key_and_the_list_has_the_focus(desk: DeskWindow) -> None:
    choose(desk, "topic", "ride book")
    desk.until(lambda: len(desk.listed) == 5)
    desk.page.queue.strip.chips["topic"].setFocus()
    QTest.keyClick(desk.focus, Qt.Key.Key_Delete)
    desk.until(lambda: len(desk.listed) == 20)
    assert desk.focus is desk.page.queue.view


def test_a_range_of_confidence_and_of_days_is_typed(desk: DeskWindow) -> None:
    desk.see(0)
    desk.page.filters.want(Filter(since=START + 3 * DAY, until=START + 6 * DAY))
    desk.until(lambda: numbers(desk) == [3, 4, 5])
    (chip,) = chips(desk)
    assert chip.startswith("Date ")
    desk.page.queue.strip.opened.emit("date")
    shown = popup(desk)
    for field in shown.findChildren(QDateEdit):
        assert field.lineEdit().width() > 60
    shown.findChildren(QPushButton)[0].click()
    desk.until(lambda: QApplication.activePopupWidget() is None)
    assert desk.page.filters.wanted.since is not None
    assert desk.page.filters.wanted.since <= START + 3 * DAY


@pytest.mark.parametrize("way", ["Disagreement", "Flagged", "Put off"])
def test_switches_are_turned_on_at_once_and_off_again(desk: DeskWindow, way: str) -> None:
    desk.see(0)
    for on in (True, False):
        turned = partial(_narrows, desk, expected=on)
        desk.page.queue.view.setFocus()
        desk.press("P")
        QTest.keyClicks(popup(desk).field, way)
        desk.press("Return")
        desk.until(turned)
        desk.activate()
    desk.until(lambda: len(desk.listed) == 20)


def test_reviewers_tags_and_categories_are_offered_where_there_are_any(desk: DeskWindow) -> None:
    first, second = desk.desk.page(Queue.DUE).items[:2]
    verdict = Verdict(Decision.AI_BAD, category="tone", flagged=True)
    desk.desk.decide(first.id, verdict).result()
    desk.desk.furnish().marking.tag(second.id, "later").result()
    desk.page.queue.show_queue(Queue.REVIEWED)
    choose(desk, "reviewer", "Ada")
    desk.until(lambda: numbers(desk) == [0])
    assert chips(desk) == ["Reviewed by Ada"]
    choose(desk, "category", "Tone")
    choose(desk, "decision", "AI bad")
    desk.until(lambda: chips(desk) == ["Tone", "AI bad", "Reviewed by Ada"])
    desk.until(lambda: numbers(desk) == [0])
    desk.press("Shift+C")
    desk.page.queue.show_queue(Queue.DUE)
    choose(desk, "tag", "later")
    desk.until(lambda: numbers(desk) == [1])
    assert chips(desk) == ["#later"]


def test_where_nothing_fits_it_says_where_something_does(desk: DeskWindow) -> None:
    desk.see(0)
    desk.page.queue.show_queue(Queue.REVIEWED)
    desk.page.filters.want(Filter(topic="bank_fraud"))
    desk.until(lambda: "Elsewhere: 10 due, 10 snoozed, 10 new." in desk.texts())
    desk.press("Return")
    desk.until(lambda: not desk.page.filters.narrows)
    desk.until(lambda: "Nothing is reviewed yet" in desk.texts())


def test_a_decision_that_is_undone_comes_back_only_where_it_fits(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("1")
    desk.see(1)
    desk.page.filters.want(Filter(topic="bank_fraud", words="parcel"))
    desk.until(lambda: numbers(desk) == [1, 2, 5, 6, 9, 10, 13, 14, 17, 18])
    desk.press("1", "Z")
    desk.until(lambda: numbers(desk) == [1, 2, 5, 6, 9, 10, 13, 14, 17, 18])
    desk.press("Z")
    desk.see(0)
    assert 0 not in numbers(desk)


def test_filters_are_saved_chosen_renamed_replaced_and_deleted(
    desk: DeskWindow, open_desk: Opener
) -> None:
    desk.see(0)
    desk.page.filters.want(Filter(topic="bank_fraud"))
    save(desk, "Bank")
    desk.page.filters.want(Filter(topic="ride_book", words="parcel"))
    save(desk, "Rides")
    assert menu_titles(desk)[:2] == ["Bank", "Rides"]
    desk.press("Return")
    desk.until(lambda: desk.page.filters.wanted == Filter(topic="bank_fraud"))
    desk.activate()

    dialog = managed(desk)
    desk.until(dialog.isActiveWindow)
    QTest.keyClick(dialog.list, Qt.Key.Key_F2)
    name = named_dialog(desk)
    assert name.name.text() == "Bank"
    name.name.field.setText("Rides")
    assert "Replaces" in name.name.said()
    name.name.field.setText("Money")
    QTest.keyClick(name.name.field, Qt.Key.Key_Return)
    desk.until(lambda: dialog.list.item(0).text() == "Money")
    dialog.list.setCurrentRow(1)
    assert "“parcel” · Topic: ride book" in dialog.about.text()
    dialog.activateWindow()
    desk.until(dialog.isActiveWindow)
    QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    desk.until(lambda: dialog.list.count() == 1)
    dialog.use.click()
    desk.until(lambda: desk.page.filters.wanted == Filter(topic="bank_fraud"))

    again = open_desk(store=desk.store)
    again.see(0)
    assert menu_titles(again)[0] == "Money"


def test_a_deleted_filter_is_brought_back(desk: DeskWindow) -> None:
    desk.see(0)
    desk.page.filters.want(Filter(topic="bank_fraud"))
    save(desk, "Bank")
    dialog = managed(desk)
    dialog.remove.click()
    desk.until(lambda: dialog.list.count() == 0)
    assert "There is no saved filter yet." in dialog.about.text()
    assert not dialog.use.isEnabled()
    dialog.reject()
    desk.until(lambda: desk.notice == "Deleted the filter “Bank”.")
    undo = [b for b in desk.window.status.findChildren(QPushButton) if b.text() == "Undo"]
    undo[0].click()
    desk.until(lambda: desk.desk.furnish().filters.all() != ())


def _narrows(desk: DeskWindow, *, expected: bool) -> bool:
    return desk.page.filters.narrows is expected


def save(desk: DeskWindow, name: str) -> None:
    titles = menu_titles(desk)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[titles.index("Save this filter…")].trigger()
    menu.close()
    dialog = named_dialog(desk)
    QTest.keyClicks(dialog.name.field, name)
    QTest.keyClick(dialog.name.field, Qt.Key.Key_Return)
    desk.until(lambda: desk.notice == f"Saved the filter “{name}”.")
    desk.activate()


def menu_titles(desk: DeskWindow) -> list[str]:
    desk.page.queue.view.setFocus()
    desk.press("Shift+P")
    desk.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return [action.text() for action in menu.actions()]


def managed(desk: DeskWindow) -> SavedFiltersDialog:
    titles = menu_titles(desk)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[titles.index("Rename or delete…")].trigger()
    menu.close()
    desk.until(lambda: desk.window.findChildren(SavedFiltersDialog) != [])
    return desk.window.findChildren(SavedFiltersDialog)[-1]


def named_dialog(desk: DeskWindow) -> FilterNameDialog:
    def shown() -> list[FilterNameDialog]:
        return [one for one in desk.window.findChildren(FilterNameDialog) if one.isVisible()]

    desk.until(lambda: shown() != [])
    return shown()[-1]

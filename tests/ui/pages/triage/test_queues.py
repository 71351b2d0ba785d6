"""The list on the left: tabs, orders, pages, news from elsewhere, and what it says when empty."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QSplitter

from reviewer.domain.changes import Changed
from reviewer.domain.queue import Queue, QueueCounts
from reviewer.domain.review import Decision, Verdict
from tests.support.rows import a_row
from tests.ui.conftest import SettingsInMemory
from tests.ui.pages.triage.conftest import DAY, START, Opener, rows
from tests.ui.pages.triage.desk_window import DeskWindow


def named(numbers: range) -> list[str]:
    return [f"Question {number:03}: where is my parcel?" for number in numbers]


def test_it_opens_on_what_is_due_with_all_counts(desk: DeskWindow) -> None:
    desk.see(0)
    desk.until(lambda: desk.tabs == ["Due  60", "Snoozed  60", "New  140", "Reviewed  0"])
    assert desk.page.queue.tabs.current() == Queue.DUE.value
    assert desk.listed == named(range(60))
    assert desk.focus == desk.page.queue.view


@pytest.mark.parametrize("keys", [("J",), ("Down",)])
def test_keys_go_down_the_list_and_up(desk: DeskWindow, keys: tuple[str]) -> None:
    desk.see(0)
    desk.press(*keys, *keys)
    desk.see(2)
    desk.press("K" if keys == ("J",) else "Up")
    desk.see(1)


def test_at_the_ends_of_the_list_the_keys_stay(open_desk: Opener) -> None:
    desk = open_desk(rows(2, 2))
    desk.see(0)
    desk.press("K")
    desk.see(0)
    desk.press("J", "J", "J")
    desk.see(1)


def test_brackets_change_the_queue(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("]", "]")
    desk.see(60)
    desk.press("[")
    desk.see(0)
    assert desk.page.queue.tabs.current() == Queue.SNOOZED.value


def test_pages_load_as_the_list_is_scrolled(desk: DeskWindow) -> None:
    desk.press("]", "]")
    desk.see(60)
    assert len(desk.listed) < 140
    desk.until(lambda: at_the_end_of(desk, named(range(60, 200))))
    desk.see(199)


def test_the_order_is_changed_by_a_key_and_remembered(
    open_desk: Opener, settings: SettingsInMemory
) -> None:
    desk = open_desk(rows())
    desk.see(0)
    desk.press("O")
    desk.see(59)
    assert desk.listed == named(range(59, -1, -1))
    desk.press("O")
    desk.until(lambda: desk.listed[:3] == [named(range(n, n + 1))[0] for n in (0, 29, 58)])
    again = open_desk()
    again.until(lambda: again.listed[:1] == named(range(1)))
    assert "Lowest confidence first" in again.texts(again.page.queue)
    assert settings.get("triage.order") == "confidence"


def test_the_order_is_chosen_from_its_menu(open_desk: Opener, settings: SettingsInMemory) -> None:
    desk = open_desk(rows())
    desk.see(0)
    desk.page.queue.order.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if one.text() == "Newest first").trigger()
    menu.close()
    desk.see(59)
    assert settings.get("triage.order") == "newest"


def test_rows_that_arrive_are_listed_and_the_selection_stays(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("J", "J")
    desk.see(2)
    desk.arrive(
        [
            a_row("before", customer_message="Before all?", created_at=START - DAY),
            a_row("between", customer_message="Between?", created_at=START + DAY + 5),
        ]
    )
    desk.until(lambda: len(desk.listed) == 62)
    assert desk.listed[:4] == ["Before all?", *named(range(2)), "Between?"]
    assert desk.selected == 4
    desk.see(2)
    desk.until(lambda: desk.tabs[0] == "Due  62")


def test_a_reply_that_changes_at_its_source_changes_on_the_screen(desk: DeskWindow) -> None:
    desk.see(0)
    row = rows()[0]
    desk.press("E")
    desk.write(" Surely.")
    desk.arrive([row._replace(ai_reply="A reply of another kind.", topic="refund")])
    left = desk.page.pane.replies.diff.left
    desk.until(lambda: left.text() == "A reply of another kind.")
    assert desk.page.pane.replies.editor.text() == f"{row.agent_reply} Surely."
    desk.write("!")
    assert desk.page.pane.replies.editor.text() == f"{row.agent_reply} Surely.!"


def test_what_a_colleague_reviewed_leaves_the_list(desk: DeskWindow) -> None:
    desk.see(0)
    other = desk.desk.page(Queue.DUE).items[1]
    desk.desk.decide(other.id, Verdict(Decision.AI_GOOD)).result()
    desk.until(lambda: desk.listed[:2] == [*named(range(1)), *named(range(2, 3))])
    desk.see(0)


def test_an_empty_store_says_how_to_fill_it(open_desk: Opener) -> None:
    desk = open_desk()
    desk.until(lambda: "There are no replies yet" in desk.texts())
    with desk.qtbot.waitSignal(desk.page.import_wanted):
        desk.press("Return")
    with desk.qtbot.waitSignal(desk.page.import_wanted):
        button(desk, "Import…").click()


def test_where_nothing_is_due_new_replies_are_offered(open_desk: Opener) -> None:
    desk = open_desk(rows(5, 0))
    desk.until(lambda: "Nothing is due" in desk.texts())
    assert "5 replies are new. Press Enter to look at them, or import more." in desk.texts()
    desk.press("Return")
    desk.see(0)
    assert desk.page.queue.tabs.current() == Queue.NEW.value


def test_an_empty_queue_fills_when_rows_arrive(open_desk: Opener) -> None:
    desk = open_desk()
    desk.until(lambda: "There are no replies yet" in desk.texts())
    desk.arrive(rows(3, 3))
    desk.see(0)


@pytest.mark.parametrize(
    ("steps", "sentence"), [(2, "Nothing is new"), (3, "Nothing is reviewed yet")]
)
def test_each_queue_says_why_it_is_empty(open_desk: Opener, steps: int, sentence: str) -> None:
    desk = open_desk(rows(5, 5))
    desk.see(0)
    desk.press(*["]"] * steps)
    desk.until(lambda: sentence in desk.texts())


def test_a_queue_that_cannot_be_read_says_so_and_is_tried_again(open_desk: Opener) -> None:
    desk = open_desk(rows(5, 5))
    desk.see(0)
    with desk.store.writing() as writing:
        writing.connection.exec_driver_sql("ALTER TABLE interaction_state RENAME TO elsewhere")
    desk.press("]")
    desk.until(lambda: "The queue could not be read." in desk.texts())
    with desk.store.writing() as writing:
        writing.connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO interaction_state")
    button(desk, "Try again").click()
    desk.see(0)


def test_what_is_known_stays_where_news_cannot_be_read(open_desk: Opener) -> None:
    desk = open_desk(rows(5, 5))
    desk.see(0)
    with desk.store.writing() as writing:
        writing.connection.exec_driver_sql("ALTER TABLE interaction_state RENAME TO elsewhere")
        writing.announce(Changed(interactions=True, row_ids=None))
    desk.until(lambda: button(desk, "Try again").isVisible())
    assert len(desk.listed) == 5
    with desk.store.writing() as writing:
        writing.connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO interaction_state")
    again = button(desk, "Try again")
    again.click()
    desk.until(lambda: not again.isVisible())
    desk.see(0)


def test_a_reply_is_found_wherever_it_stands(desk: DeskWindow) -> None:
    desk.see(0)
    items = {item.excerpt: item for item in desk.desk.page(Queue.NEW, limit=200).items}
    far = items["Question 190: where is my parcel?"]
    desk.page.look_at(far.row_id)
    desk.see(190)
    assert desk.page.queue.tabs.current() == Queue.NEW.value
    desk.page.look_at(1)
    desk.see(0)
    desk.until(lambda: desk.selected == 0)
    desk.page.look_at(10_000)
    desk.until(lambda: desk.notice == "This reply is not in the store any more.")
    desk.see(0)


def test_no_other_reply_is_chosen_while_one_from_afar_is_looked_at(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("]", "]")
    desk.see(60)
    items = {item.excerpt: item for item in desk.desk.page(Queue.NEW, limit=200).items}
    desk.page.look_at(items["Question 190: where is my parcel?"].row_id)
    desk.see(190)
    view = desk.page.queue.view
    assert desk.selected == -1
    assert not view.selectionModel().hasSelection()
    desk.until(lambda: at_the_end_of_list(desk) and desk.selected >= 0)
    desk.see(190)
    assert desk.listed[desk.selected] == named(range(190, 191))[0]


def test_the_chosen_reply_stays_in_sight_while_older_ones_arrive(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("J", "J", "J")
    desk.see(3)
    view = desk.page.queue.view
    height = view.visualRect(view.currentIndex()).top()
    older = [
        a_row(f"old{number}", customer_message=f"Older {number}?", created_at=START - number * DAY)
        for number in range(1, 41)
    ]
    for part in (older[:20], older[20:]):
        desk.arrive(part)
        newest = part[-1].customer_message
        desk.until(partial(_lists, desk, newest))
        assert view.visualRect(view.currentIndex()).top() == height
    desk.see(3)


def test_digits_of_a_count_do_not_widen_the_panel(desk: DeskWindow) -> None:
    desk.see(0)
    width, least = desk.page.queue.width(), desk.page.queue.minimumSizeHint().width()
    desk.page.queue.show_counts(QueueCounts(9_999_999, 7_654_321, 2_345_678, 1_234_567, 987_654))
    desk.window.repaint()
    QApplication.processEvents()
    assert desk.page.queue.minimumSizeHint().width() == least
    assert desk.page.queue.width() == width
    assert desk.tabs == ["Due 1.2M", "Snoozed 2.3M", "New 7.6M", "Reviewed 987k"]
    buttons = desk.page.queue.tabs.findChildren(QPushButton)
    assert buttons[0].accessibleName() == "Due, 1,234,567"


def test_a_reply_from_afar_is_decided_and_the_list_goes_on(desk: DeskWindow) -> None:
    desk.see(0)
    items = {item.excerpt: item for item in desk.desk.page(Queue.NEW, limit=200).items}
    desk.page.look_at(items["Question 190: where is my parcel?"].row_id)
    desk.see(190)
    desk.until(lambda: desk.listed[:1] == named(range(60, 61)))
    desk.press("1")
    desk.see(60)
    desk.until(lambda: desk.reviews_of("r190") != ())


def test_the_widths_are_remembered(open_desk: Opener, settings: SettingsInMemory) -> None:
    desk = open_desk(rows(5, 5))
    splitter = desk.page.queue.parentWidget()
    assert isinstance(splitter, QSplitter)
    splitter.moveSplitter(450, 1)
    assert open_desk().page.queue.width() == 450
    settings.set("triage.widths", "wide")
    assert open_desk().page.queue.width() < 450


def test_a_screen_reader_hears_what_an_item_shows(open_desk: Opener) -> None:
    desk = open_desk([a_row(customer_message="Where\nis it?", topic="lost_parcel", confidence=0.2)])
    desk.until(lambda: desk.shows("Where\nis it?"))
    model = desk.page.queue.view.model()
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Where is it?. confidence 0.20. lost parcel. ")


def _lists(desk: DeskWindow, message: str) -> bool:
    return message in desk.listed


def at_the_end_of_list(desk: DeskWindow) -> bool:
    """Scroll down, as far as is loaded."""
    bar = desk.page.queue.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    return len(desk.listed) == 140


def at_the_end_of(desk: DeskWindow, listed: list[str]) -> bool:
    desk.press("End")
    return desk.listed == listed


def button(desk: DeskWindow, title: str) -> QPushButton:
    found = [b for b in desk.page.findChildren(QPushButton) if b.text() == title and b.isVisible()]
    assert found, f"no button says {title}"
    return found[0]

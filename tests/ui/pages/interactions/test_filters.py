"""Narrowing the list: by words as one types, by chips, by both, and back."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reviewer.domain.cluster import FailureCluster, Member
from reviewer.domain.filters import Filter
from reviewer.domain.identity import new_event_id
from reviewer.domain.queue import Queue
from reviewer.domain.review import Decision
from reviewer.store import clusters, search
from tests.support.rows import a_row
from tests.ui.pages.interactions.conftest import HOUR, START, Opener, rows
from tests.ui.pages.interactions.list_window import ListWindow
from ui.models.interaction_cells import Column
from ui.widgets.choice_popup import ChoicePopup
from ui.widgets.empty_state import EmptyState


def popup() -> ChoicePopup:
    found = QApplication.activePopupWidget()
    assert isinstance(found, ChoicePopup)
    return found


def choose(window: ListWindow, chip: str, *keys: str, typed: str = "") -> None:
    """Open the choices of a chip by key, move, and take one."""
    window.until(lambda: chip in window.chips())
    window.page.filters.chips[chip].setFocus()
    window.press("Return")
    if typed:
        window.write(typed)
    window.press(*keys, "Return")
    window.activate()


def test_slash_and_ctrl_f_go_to_the_search_field(listed: ListWindow) -> None:
    for key in ("/", "Ctrl+F"):
        listed.page.view.setFocus()
        listed.press(key)
        assert listed.focus is listed.page.filters.search
        assert listed.page.filters.search.text() == ""


def test_words_narrow_the_list_as_one_types(listed: ListWindow) -> None:
    listed.press("/")
    listed.write("question 12")
    listed.until(lambda: listed.rows == 0)
    listed.write("3")
    listed.until(lambda: listed.messages() == ["Question 123: where is my parcel?"])
    listed.until(lambda: listed.count == "1 of 300")


def test_esc_clears_the_words_and_then_goes_to_the_list(listed: ListWindow) -> None:
    listed.press("/")
    listed.write("123")
    listed.until(lambda: listed.rows == 1)
    listed.press("Esc")
    assert listed.page.filters.search.text() == ""
    listed.until(lambda: listed.rows == 300)
    listed.press("Esc")
    assert listed.focus is listed.page.view
    assert listed.page.view.currentIndex().row() == 0


def test_letters_of_a_word_do_not_run_the_keys_of_the_page(listed: ListWindow) -> None:
    asked: list[int] = []
    listed.page.triage_requested.connect(asked.append)
    listed.press("/")
    for letter in "tckj":
        QTest.keyClicks(listed.focus, letter)
    assert listed.page.filters.search.text() == "tckj"
    assert asked == []


def test_enter_goes_on_to_what_was_found(listed: ListWindow) -> None:
    listed.press("/")
    QTest.keyClicks(listed.focus, "parcel")
    listed.press("Return")
    listed.until(lambda: listed.focus is listed.page.view)
    listed.press("J")
    assert listed.page.filters.search.text() == "parcel"


def test_the_latest_words_win(listed: ListWindow) -> None:
    bar = listed.page.filters
    for words in ("123", "124", "125"):
        bar.search.setText(words)
        listed.press("/")
        QTest.keyClick(bar.search, Qt.Key.Key_Return)
    listed.until(lambda: listed.rows == 1)
    assert listed.messages() == ["Question 125: where is my parcel?"]


def test_chips_offer_values_with_their_counts(listed: ListWindow) -> None:
    listed.until(lambda: "topic" in listed.chips())
    listed.page.filters.chips["topic"].setFocus()
    listed.press("Return")
    model = popup().list.model()
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert [model.index(row, 0).data(spoken) for row in range(model.rowCount())] == [
        "Any topic",
        "bank fraud report, 75 rows",
        "hotel book, 75 rows",
        "ride book, 75 rows",
    ]
    listed.press("Esc")
    assert QApplication.activePopupWidget() is None


def test_what_has_one_value_has_no_chip(listed: ListWindow) -> None:
    listed.until(lambda: "topic" in listed.chips())
    assert set(listed.chips()) == {
        *("queue", "topic", "assistant_version", "channel", "feedback", "confidence")
    }


def test_a_choice_narrows_the_list_and_shows(listed: ListWindow) -> None:
    choose(listed, "topic", "Down", "Down")
    listed.until(lambda: listed.rows == 75)
    assert listed.chips()["topic"] == "hotel book"
    assert {listed.cell(row, Column.TOPIC) for row in range(75)} == {"hotel book"}
    listed.until(lambda: listed.count == "75 of 300")


def test_choices_add_up_with_words(listed: ListWindow) -> None:
    choose(listed, "topic", "Down", "Down")
    choose(listed, "feedback", "Down")
    assert listed.chips()["feedback"] == "Feedback: yes"
    listed.until(lambda: listed.rows == 25)
    listed.press("/")
    listed.write("parcel 012")
    listed.until(lambda: listed.rows == 1)
    wanted = Filter(words="parcel 012", topic="hotel_book", feedback="yes")
    assert listed.page.filters.wanted() == wanted


def test_a_chip_is_taken_away_by_key_and_by_its_cross(listed: ListWindow) -> None:
    choose(listed, "topic", "Down")
    listed.until(lambda: listed.rows == 75)
    listed.page.filters.chips["topic"].setFocus()
    listed.press("Del")
    listed.until(lambda: listed.rows == 300)
    choose(listed, "topic", "Down")
    listed.until(lambda: listed.rows == 75)
    chip = listed.page.filters.chips["topic"]
    cross = QPoint(chip.width() - 10, chip.height() // 2)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=cross)
    listed.until(lambda: listed.rows == 300)
    assert QApplication.activePopupWidget() is None


def test_queues_can_be_chosen(listed: ListWindow) -> None:
    listed.decide("r299", Decision.AI_GOOD)
    choose(listed, "queue", "Down", "Down", "Down", "Down")
    assert listed.page.filters.wanted().queue is Queue.REVIEWED
    listed.until(lambda: listed.rows == 1)
    assert listed.cell(0, Column.STATE) == "AI good"


def test_confidence_has_ranges_and_fields(listed: ListWindow) -> None:
    choose(listed, "confidence", "Down")
    assert listed.chips()["confidence"] == "Confidence below 0.30"
    low = sum(row.confidence is not None and row.confidence < 0.3 for row in rows())
    listed.until(lambda: listed.rows == low)
    listed.page.filters.chips["confidence"].setFocus()
    listed.press("Return", "Tab")
    assert listed.focus.accessibleName() == "Lowest confidence"
    listed.write("0.5")
    listed.press("Tab", "Ctrl+A")
    listed.write("0.52")
    listed.press("Return")
    assert listed.chips()["confidence"] == "Confidence 0.50 to 0.52"
    assert QApplication.activePopupWidget() is None
    listed.until(lambda: listed.rows == 3)
    assert {listed.cell(row, Column.CONFIDENCE) for row in range(3)} == {"0.51"}


def test_unavailable_confidence_can_be_asked_for(listed: ListWindow) -> None:
    choose(listed, "confidence", "Up")
    assert listed.chips()["confidence"] == "Confidence unavailable"
    listed.until(lambda: listed.rows == 30)


def test_c_clears_everything(listed: ListWindow) -> None:
    choose(listed, "topic", "Down")
    listed.press("/")
    listed.write("122")
    listed.press("Return")
    listed.until(lambda: listed.rows == 1)
    listed.page.view.setFocus()
    listed.press("C")
    listed.until(lambda: listed.rows == 300)
    assert listed.page.filters.search.text() == ""
    assert not listed.page.filters.clear_all.isVisible()
    listed.press("/")
    listed.write("122")
    listed.until(lambda: listed.rows == 1)


def test_where_nothing_fits_the_page_says_so_and_offers_to_clear(listed: ListWindow) -> None:
    listed.press("/")
    listed.write("umbrella")
    (empty,) = listed.page.states.findChildren(EmptyState)
    listed.until(empty.isVisible)
    assert empty.accessibleName() == "Nothing found. No interaction fits these words and filters."
    assert listed.count == "0 of 300"
    assert listed.focus is listed.page.filters.search
    QTest.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    listed.until(lambda: listed.rows == 300)
    listed.until(listed.page.view.hasFocus)


def test_many_values_can_be_found_by_typing(open_list: Opener) -> None:
    window = open_list([a_row(str(n), topic=f"topic_{n:02}") for n in range(40)])
    choose(window, "topic", typed="17")
    window.until(lambda: window.rows == 1)
    assert window.chips()["topic"] == "topic 17"


def test_counts_follow_what_arrives(listed: ListWindow) -> None:
    listed.until(lambda: "language" not in listed.chips() and "topic" in listed.chips())
    listed.arrive([a_row("de", language="de", created_at=START + 900 * HOUR)])
    listed.until(lambda: "language" in listed.chips())
    listed.until(lambda: listed.count == "301 interactions")


def test_hostile_values_are_shown_as_they_are(open_list: Opener) -> None:
    topic = "<img src=x onerror=1>"
    window = open_list([a_row("1", topic=topic), a_row("2", topic="b")])
    choose(window, "topic", typed="")
    window.until(lambda: "topic" in window.chips())
    choose(window, "topic", "Down")
    chip = window.page.filters.chips["topic"]
    window.until(lambda: bool(chip.value()))
    assert "<img" not in chip.toolTip()


def test_the_replies_of_a_failure_cluster_are_shown_alone(listed: ListWindow) -> None:
    cluster = FailureCluster(
        new_event_id(), "2026-09-21", "Late parcels", "person", ("late",), 2, (), None, "", "person"
    )
    with listed.store.writing() as writing:
        row_ids = search.row_ids(writing.connection, Filter(), 0, 2)
        members = [Member(row_id, 0.5) for row_id in row_ids]
        clusters.replace_week(writing.connection, cluster.week, [(cluster, members)])
    listed.page.show_cluster(cluster.id, cluster.label)
    listed.until(lambda: listed.rows == 2)
    assert listed.chips()["cluster"] == "Late parcels"
    listed.page.clear_filters()
    listed.until(lambda: listed.rows == 300)
    assert "cluster" not in listed.chips()

"""What is unfolded beside the replies: one section at a time, from case to case."""

from reviewer.domain.queue import Queue
from tests.ui.pages.triage.conftest import DAY, START, Opener, rows
from tests.ui.pages.triage.desk_window import DeskWindow
from ui.pages.triage.sections.similar import Similar
from ui.widgets.explained_badge import ExplainedBadge
from ui.widgets.two_line_delegate import DETAIL_ROLE


def test_history_shows_what_was_decided_and_taken_back(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("C", "1", "2")
    desk.see(1)
    desk.press("Z")
    desk.see(0)
    desk.press("H")
    drawer = desk.page.pane.sections.drawer
    desk.until(lambda: "Agent better · Ada" in desk.texts(drawer))
    assert "taken back" in desk.texts(drawer)
    assert "Category: Wrong fact" in desk.texts(drawer)
    assert "History 1 ▾" in desk.texts(desk.page.pane.sections.bar)


def test_a_section_stays_from_case_to_case_and_esc_closes_it(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("H")
    assert desk.focus.accessibleName() == "History of this reply"
    desk.press("J")
    desk.see(1)
    assert desk.page.pane.sections.drawer.isVisible()
    desk.press("Esc")
    assert not desk.page.pane.sections.drawer.isVisible()
    assert desk.focus is desk.page.queue.view
    desk.press("J")
    desk.see(2)
    assert not desk.page.pane.sections.drawer.isVisible()


def test_its_key_closes_it_and_gives_the_focus_back(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("H", "H")
    assert not desk.page.pane.sections.drawer.isVisible()
    assert desk.focus is desk.page.queue.view


def test_decisions_go_on_while_a_section_has_the_focus(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("H", "1")
    desk.see(1)
    desk.until(lambda: desk.reviews_of("r000") != ())
    assert desk.page.pane.sections.drawer.isVisible()


def test_a_section_stands_beside_the_replies_where_there_is_room(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("H")
    replies, drawer = desk.page.pane.replies, desk.page.pane.sections.drawer
    assert drawer.y() >= replies.height()
    desk.window.resize(1920, 1080)
    desk.until(lambda: drawer.x() >= replies.width())
    desk.window.resize(1280, 800)
    desk.until(lambda: drawer.y() >= replies.height())


def test_similar_interactions_are_listed_and_one_is_opened(open_desk: Opener) -> None:
    desk = open_desk(rows(8, 4))
    desk.see(0)
    desk.press("J", "4")
    desk.until(lambda: desk.reviews_of("r001") != ())
    desk.press("K", "M")
    similar = desk.page.pane.sections.open("similar")
    assert isinstance(similar, Similar)
    desk.until(lambda: similar.list.count() == 7)
    details = [str(similar.list.item(row).data(DETAIL_ROLE)) for row in range(7)]
    assert all("% alike" in detail for detail in details)
    assert sum("AI bad" in detail for detail in details) == 1
    desk.until(lambda: "will arrive on Friday" in desk.texts(similar))
    chosen = similar.list.item(1).text()
    desk.press("Down", "Enter")
    desk.until(lambda: desk.shows(chosen))
    desk.until(lambda: similar.list.count() == 7)
    desk.press("Esc")
    assert desk.focus is desk.page.queue.view


def test_there_is_a_way_back_from_a_similar_interaction(open_desk: Opener) -> None:
    desk = open_desk(rows(8, 4))
    desk.see(0)
    desk.press("J", "M")
    desk.see(1)
    similar = desk.page.pane.sections.open("similar")
    assert isinstance(similar, Similar)
    desk.until(lambda: similar.list.count() == 7)
    new = next(row for row in range(7) if similar.list.item(row).text().startswith("Question 006"))
    desk.press(*["Down"] * new, "Enter")
    desk.see(6)
    desk.until(lambda: desk.page.queue.shown is Queue.NEW)
    assert desk.notice == "Went to another reply."
    desk.press("Backspace")
    desk.see(1)
    desk.until(lambda: desk.page.queue.shown is Queue.DUE)
    assert desk.focus is desk.page.queue.view
    assert desk.notice == "Back at the reply before."
    desk.press("Backspace")
    assert desk.notice == "There is no reply to go back to."


def test_the_conversation_as_a_whole_has_what_came_after(open_desk: Opener) -> None:
    talk = [row._replace(conversation_id="talk") for row in rows(3, 3)]
    desk = open_desk(talk)
    desk.see(0)
    desk.press("J")
    desk.see(1)
    desk.press("Shift+T")
    section = desk.page.pane.sections.open("conversation")
    desk.until(lambda: "Question 002" in desk.texts(section))
    assert "Customer · this reply\nQuestion 001" in desk.texts(section)
    desk.press("Shift+T")
    assert not desk.page.pane.sections.drawer.isVisible()


def test_what_changed_since_the_review_is_shown_on_demand(open_desk: Opener) -> None:
    desk = open_desk(rows(2, 2))
    desk.see(0)
    assert "What changed" not in desk.texts(desk.page.pane.sections.bar)
    desk.press("2")
    desk.see(1)
    desk.until(lambda: desk.reviews_of("r000") != ())
    desk.arrive(
        [rows(1, 1)[0]._replace(ai_reply="Parcel 000 will arrive late.", updated_at=START + DAY)]
    )
    desk.page.look_at(1)
    desk.see(0)
    desk.until(lambda: "What changed ▸" in desk.texts(desk.page.pane.sections.bar))
    badges = desk.page.pane.header.findChildren(ExplainedBadge)
    badge = next(one for one in badges if one.text() == "changed since reviewed")
    badge.setFocus()
    desk.press("Enter")
    section = desk.page.pane.sections.open("changed")
    desk.until(lambda: "Parcel 000 will arrive soonlate." in desk.texts(section))
    assert "AI REPLY" in desk.texts(section)
    assert "CUSTOMER MESSAGE" not in desk.texts(section)

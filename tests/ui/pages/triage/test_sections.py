"""What is unfolded beside the replies: one section at a time, from case to case."""

from tests.ui.pages.triage.desk_window import DeskWindow


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

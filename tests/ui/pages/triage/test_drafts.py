"""What was begun is there again: after moving away, and after the window was closed."""

from reviewer.domain.draft import Draft
from reviewer.domain.identity import interaction_id
from reviewer.store import drafts
from tests.ui.pages.driven_window import SOURCE
from tests.ui.pages.triage.conftest import Opener, rows
from tests.ui.pages.triage.desk_window import DeskWindow

FIRST = interaction_id(SOURCE, "r000")
EDITED = "Parcel 000 will arrive on Friday. Surely."


def stored(desk: DeskWindow) -> Draft | None:
    with desk.store.reading() as connection:
        return drafts.of(connection, FIRST)


def write_draft(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("C", "3", "V", "2", "L", "E")
    desk.write(" Surely.")
    desk.press("Esc", "N")
    desk.write("Ask the depot")
    desk.press("Esc")


def test_a_draft_is_there_when_the_window_opens_again(open_desk: Opener) -> None:
    desk = open_desk(rows(3, 3))
    write_draft(desk)
    desk.window.hide()
    desk.close()
    open_desk.opened.remove(desk)
    again = open_desk()
    again.see(0)
    bar, pane = again.page.pane.bar, again.page.pane
    assert pane.replies.editor.text() == EDITED
    assert pane.note.editor.toPlainText() == "Ask the depot"
    assert (bar.category.title(), bar.severity.title()) == ("Tone", "Serious")
    assert bar.flag.title() == "Flagged"
    again.press("Ctrl+Enter")
    again.see(1)
    again.until(lambda: again.reviews_of("r000") != ())
    assert again.reviews_of("r000")[0].final_reply == EDITED


def test_a_decision_ends_the_draft_and_undo_brings_it_back(desk: DeskWindow) -> None:
    write_draft(desk)
    desk.until(lambda: stored(desk) is not None)
    desk.press("Ctrl+Enter")
    desk.see(1)
    desk.until(lambda: stored(desk) is None)
    desk.press("Z")
    desk.see(0)
    desk.until(lambda: stored(desk) is not None)
    assert desk.page.pane.replies.editor.text() == EDITED
    desk.press("Shift+Z")
    desk.until(lambda: desk.reviews_of("r000") != ())
    desk.page.look_at(1)
    desk.see(0)
    assert desk.page.pane.replies.editor.text() == EDITED


def test_a_discarded_edit_is_forgotten(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("E")
    desk.write(" Surely.")
    desk.until(lambda: stored(desk) is not None)
    desk.press("Esc", "R")
    desk.until(lambda: stored(desk) is None)


def test_moving_away_keeps_the_draft(desk: DeskWindow) -> None:
    write_draft(desk)
    desk.until(lambda: stored(desk) is not None)
    desk.press("J")
    desk.see(1)
    desk.press("K")
    desk.see(0)
    assert desk.page.pane.replies.editor.text() == EDITED

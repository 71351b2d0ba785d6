"""Tags, severity, the flag, and a category without a verdict."""

from PySide6.QtWidgets import QDialog

from reviewer.domain.review import Decision
from tests.ui.pages.triage.desk_window import DeskWindow
from ui.dialogs.tags import TagDialog


def tag(desk: DeskWindow, *typed: str) -> None:
    desk.press("G")
    desk.until(lambda: bool(desk.window.findChildren(TagDialog)))
    dialog = desk.window.findChildren(TagDialog)[0]
    desk.until(dialog.isActiveWindow)
    for text in typed:
        desk.write(text)
    desk.press("Return")
    desk.until(lambda: not desk.window.findChildren(QDialog))


def tags_of(desk: DeskWindow) -> tuple[str, ...]:
    case = desk.desk.case(1)
    assert case is not None
    return case.standing.tags


def test_a_tag_is_put_on_taken_off_and_undone(desk: DeskWindow) -> None:
    desk.see(0)
    tag(desk, "Refund  Policy")
    desk.until(lambda: desk.notice == "Tagged “refund policy”")
    desk.until(lambda: "refund policy" in desk.texts(desk.page.pane.header))
    desk.see(0)
    tag(desk, "ref")
    desk.until(lambda: desk.notice == "Tag “refund policy” taken off")
    assert tags_of(desk) == ()
    desk.press("Z")
    desk.until(lambda: tags_of(desk) == ("refund policy",))
    desk.until(lambda: desk.page.pane.bar.undo.accessibleName() == "Undo: tag “refund policy”")


def test_severity_and_flag_go_with_the_decision(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("V", "3", "L")
    bar = desk.page.pane.bar
    assert (bar.severity.title(), bar.flag.title()) == ("Grave", "Flagged")
    desk.press("4")
    desk.see(1)
    assert (bar.severity.title(), bar.flag.title()) == ("Severity", "Flag")
    desk.until(lambda: desk.reviews_of("r000") != ())
    review = desk.reviews_of("r000")[0]
    assert (review.decision, review.severity, review.flagged) == (Decision.AI_BAD, 3, True)
    desk.press("Z")
    desk.see(0)
    assert (bar.severity.title(), bar.flag.title()) == ("Grave", "Flagged")
    desk.press("L", "V", "0")
    assert (bar.severity.title(), bar.flag.title()) == ("Severity", "Flag")


def test_a_category_is_saved_without_a_verdict(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("C", "S", "3")
    desk.until(lambda: desk.notice == "Category: Tone")
    desk.see(0)
    case = desk.desk.case(1)
    assert case is not None
    assert (case.standing.category, case.reviews) == ("tone", ())
    assert desk.page.pane.bar.category.title() == "Category"

"""Each badge says why it is so, also to whoever has no mouse."""

from PySide6.QtWidgets import QToolTip

from reviewer.domain.identity import interaction_id
from reviewer.domain.moments import now_micros
from reviewer.domain.snooze import Snooze, WakeOn
from tests.ui.pages.driven_window import SOURCE
from tests.ui.pages.triage.conftest import Opener, rows
from tests.ui.pages.triage.desk_window import DeskWindow
from ui.pages.triage.fact_label import FactLabel
from ui.widgets.explained_badge import ExplainedBadge

HOUR = 3_600_000_000
FIRST = interaction_id(SOURCE, "r000")


def badge_of(desk: DeskWindow, beginning: str) -> ExplainedBadge:
    badges = desk.page.pane.header.findChildren(ExplainedBadge)
    found = [one for one in badges if one.isVisible() and one.text().startswith(beginning)]
    assert found, [one.text() for one in badges]
    return found[0]


def test_a_reply_that_was_put_off_says_by_whom_until_when_and_why(open_desk: Opener) -> None:
    desk = open_desk(rows(2, 2))
    asked = Snooze(now_micros() + 30 * 24 * HOUR, frozenset(WakeOn), "v1.4 fixes <it>")
    desk.page.room.snoozing.snooze(FIRST, asked).result()
    desk.page.look_at(1)
    desk.see(0)
    header = desk.page.pane.header
    desk.until(lambda: any(words.startswith("snoozed until ") for words in header.badges()))
    badge = badge_of(desk, "snoozed until ")
    assert badge.explanation().startswith("Ada snoozed it")
    assert "or when the customer replies, whichever is first." in badge.explanation()
    assert badge.explanation().endswith("Reason: v1.4 fixes <it>")


def test_what_woke_a_reply_and_how_often_it_came_back(open_desk: Opener) -> None:
    desk = open_desk(rows(1, 1))
    for _ in range(2):
        desk.page.room.snoozing.snooze(
            FIRST, Snooze(None, frozenset({WakeOn.NEW_VERSION}))
        ).result()
        desk.page.room.snoozing.happened(WakeOn.NEW_VERSION, "v1.4").result()
    desk.page.look_at(1)
    desk.see(0)
    desk.until(lambda: "returned 2 times" in desk.page.pane.header.badges())
    assert "back: there is a new assistant version" in desk.page.pane.header.badges()


def test_tab_reaches_every_badge_and_shows_its_explanation(desk: DeskWindow) -> None:
    desk.see(0)
    badge = badge_of(desk, "auto-snoozed")
    for _ in range(60):
        desk.press("Tab")
        if desk.focus is badge:
            break
    assert desk.focus is badge
    desk.until(lambda: "Snoozed on arrival" in QToolTip.text())
    desk.press("Tab")
    desk.until(lambda: "Snoozed on arrival" not in QToolTip.text())


def test_the_facts_are_explained_by_name(desk: DeskWindow) -> None:
    desk.see(0)
    facts = next(
        label
        for label in desk.page.pane.header.findChildren(FactLabel)
        if label.accessibleName() == "Facts"
    )
    assert "Assistant version: v1.0" in facts.accessibleDescription()
    assert "Topic: delivery" in facts.accessibleDescription()

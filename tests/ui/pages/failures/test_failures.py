"""The page of failures, over a real store, a real window and a provider on a socket."""

from datetime import UTC
from uuid import UUID

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reviewer.domain.snooze import Snooze, WakeOn
from reviewer.store import clusters, triage
from services.interactions.browser import InteractionBrowser
from services.triage.snoozing import Snoozing
from tests.services.assistant.bench import Bench, Simulated
from tests.services.assistant.test_clusters import add_matters
from tests.ui.pages.assistant_window import AssistantWindow
from tests.ui.pages.conftest import OpenPage
from ui.dialogs.edit_cluster import MOST_CAUTION, EditClusterDialog
from ui.pages.failures.gestures import failures_actions
from ui.pages.failures.page import FailuresPage, FailuresParts


def make(window: AssistantWindow) -> QWidget:
    parts = window.bench.parts
    browser = InteractionBrowser(window.bench.store)
    return FailuresPage(
        FailuresParts(parts.clusters, parts.cluster_names, browser),
        window.bridge,
        window.bench.store.subscribe,
        window.themes,
        window.window.tell,
    )


@pytest.fixture
def empty(open_page: OpenPage) -> AssistantWindow:
    """The page where nothing was grouped yet."""
    return open_page("failures", make, failures_actions)


@pytest.fixture
def grouped(assisted: Bench, open_page: OpenPage) -> AssistantWindow:
    """The page with three clusters over two weeks."""
    add_matters(assisted, 6, week=0)
    add_matters(assisted, 9, week=1)
    window = open_page("failures", make, failures_actions)
    window.until(lambda: "No failure clusters yet" in window.texts())
    window.press("G")
    window.until(lambda: window.page.pane.cluster is not None)
    window.until(lambda: window.page.members.rowCount() == window.page.pane.cluster.size)
    window.until(lambda: not window.page.work.runs)
    return window


def look(window: AssistantWindow) -> UUID:
    cluster_id: UUID = window.page.pane.cluster.id
    return cluster_id


def is_fixed(window: AssistantWindow) -> bool:
    return any(words.startswith("fixed ") for words in window.page.pane.badge_words())


def test_an_empty_page_says_what_to_do(empty: AssistantWindow) -> None:
    empty.until(lambda: "No failure clusters yet" in empty.texts())
    empty.page.states.acted.emit()
    empty.until(lambda: "No failures that belong together" in empty.notice)


def test_failures_are_grouped_on_request_with_size_and_weeks(grouped: AssistantWindow) -> None:
    assert grouped.notice == "45 failures in 3 clusters."
    assert grouped.cells(grouped.page.view, 1) == ["15", "15", "15"]
    assert set(grouped.cells(grouped.page.view, 2)) == {"6, 9"}
    assert "×1.5 this week" in grouped.page.pane.badge_words()
    assert "named by its keywords" in grouped.page.pane.badge_words()
    assert "9 failures" in grouped.page.pane.chart.accessibleDescription()
    assert "45 failures in 3 clusters" in grouped.texts()


def test_members_are_listed_and_one_opens_in_triage(grouped: AssistantWindow) -> None:
    asked: list[int] = []
    grouped.page.triage_requested.connect(asked.append)
    grouped.press("T")
    assert asked == [grouped.page.members.key(0)]
    grouped.page.replies.look_at(2)
    grouped.page.replies.setFocus()
    grouped.press("Return")
    assert asked[1:] == [grouped.page.members.key(2)]


def test_the_next_cluster_shows_its_own_members(grouped: AssistantWindow) -> None:
    first, members = look(grouped), grouped.page.members.keys
    grouped.press("J")
    grouped.until(lambda: look(grouped) != first)
    grouped.until(lambda: not set(grouped.page.members.keys) & set(members))


def test_all_members_can_be_asked_for_in_interactions(grouped: AssistantWindow) -> None:
    asked: list[tuple[UUID, str]] = []
    grouped.page.cluster_requested.connect(lambda id_, label: asked.append((id_, label)))
    grouped.press("I")
    assert asked == [(look(grouped), grouped.page.pane.cluster.label)]


def test_a_person_names_a_cluster_and_writes_its_caution(grouped: AssistantWindow) -> None:
    grouped.press("E")
    dialog = grouped.page.findChild(EditClusterDialog)
    dialog.label.field.setText("")
    dialog.save.click()
    assert dialog.label.said() == "A cluster needs a name."
    dialog.caution.setPlainText("x" * (MOST_CAUTION + 1))
    assert not dialog.save.isEnabled()
    dialog.label.field.setText("Refunds that never come")
    dialog.caution.setPlainText("Say when the refund comes.")
    dialog.save.click()
    pane = grouped.page.pane
    grouped.until(lambda: pane.title.full_text() == "Refunds that never come")
    assert pane.caution.text() == "Say when the refund comes."
    assert "named by a person" in pane.badge_words()
    with grouped.bench.store.reading() as connection:
        kept = {one.label: one.caution for one in clusters.latest(connection)}
    assert kept["Refunds that never come"] == "Say when the refund comes."


def test_the_assistant_names_what_only_keywords_name(
    grouped: AssistantWindow, simulated: Simulated
) -> None:
    grouped.bench.add_provider(simulated.url)
    grouped.press("Shift+G")
    grouped.until(lambda: grouped.notice.startswith("Named 3 of 3 clusters for $"))
    grouped.until(lambda: "named by the simulated provider" in grouped.page.pane.badge_words())
    grouped.until(lambda: not grouped.page.bar.name.isEnabled())
    assert simulated.chats == 3


def test_naming_without_a_provider_fails_and_can_be_tried_again(grouped: AssistantWindow) -> None:
    grouped.press("Shift+G")
    grouped.until(lambda: not grouped.page.work.runs)
    assert grouped.page.bar.name.isEnabled()


def test_fixing_a_cluster_wakes_what_waits_for_it(grouped: AssistantWindow) -> None:
    row_id = grouped.page.members.key(0)
    case = grouped.desk.case(row_id)
    assert case is not None
    snoozing = Snoozing(grouped.desk._gestures, UTC)
    wait = Snooze(wake_on=frozenset({WakeOn.CLUSTER_FIXED}))
    snoozing.snooze(case.interaction.id, wait).result(10)
    grouped.press("X")
    grouped.until(lambda: "Snoozed replies that waited for it are due." in grouped.notice)
    with grouped.bench.store.reading() as connection:
        item = triage.states_of(connection, [row_id])[row_id]
    assert item.woken_by == "cluster_fixed"
    grouped.until(lambda: is_fixed(grouped))
    grouped.press("X")
    grouped.until(lambda: grouped.notice == "Opened again.")
    grouped.until(lambda: not is_fixed(grouped))


def test_grouping_can_be_stopped(assisted: Bench, empty: AssistantWindow) -> None:
    add_matters(assisted, 300)
    empty.press("G")
    assert not empty.page.bar.group.isEnabled()
    empty.press("Esc")
    empty.until(lambda: not empty.page.work.runs)
    assert empty.page.bar.group.isEnabled()
    assert empty.faults == []


def test_clusters_are_copied_as_a_table(grouped: AssistantWindow) -> None:
    grouped.page.view.selectAll()
    grouped.press("Ctrl+C")
    assert grouped.notice == "Copied 3 clusters."
    heads, *lines = QGuiApplication.clipboard().text().split("\n")
    assert heads.split("\t")[:2] == ["name", "size"]
    assert len(lines) == 3

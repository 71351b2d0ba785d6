"""What a person can do on this page: decide, say more of the case, look around."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reviewer.domain.review import Decision
from ui.actions import Action
from ui.pages.triage import keys
from ui.pages.triage.asking.gestures import assistant_actions
from ui.pages.triage.desk_action import desk_action
from ui.pages.triage.queue_gestures import day_actions, narrowing_actions, selecting_actions

if TYPE_CHECKING:
    from ui.pages.triage.bulk_work import BulkWork
    from ui.pages.triage.case_gestures import CaseGestures
    from ui.pages.triage.course import Course
    from ui.pages.triage.page import TriagePage
    from ui.pages.triage.pane_gestures import PaneGestures
    from ui.pages.triage.queue_panel import QueuePanel

    Page = Callable[[], TriagePage]


def triage_actions(page: "Page") -> Sequence[Action]:
    """Return the actions of the page, for the registry that binds their keys."""
    return (
        *(_decision(page, decision) for decision in keys.DECISIONS),
        desk_action(keys.COMPLETE, "Complete: save the edit", lambda: page().complete(), 0),
        *_words_on_the_case(page),
        *_writing(lambda: page().pane_gestures),
        *_back_and_forth(lambda: page().course),
        *_steps(lambda: page().queue),
        desk_action(keys.BACK, "Back to the reply before", lambda: page().go_back(), 4),
        *_looks(lambda: page().pane_gestures),
        desk_action(keys.RETRY, "Read the queue again", lambda: page().read_again(), 5),
        *assistant_actions(lambda: page().assistant, lambda gesture: page().sweep(gesture)),
        *narrowing_actions(lambda: page().narrowing),
        *selecting_actions(lambda: page().bulk, lambda: page().queue.view),
        *day_actions(lambda: page().day),
    )


def _decision(page: "Page", decision: Decision) -> Action:
    title = "Save edit" if decision is Decision.EDITED else decision.label
    return desk_action(keys.DECISIONS[decision], title, lambda: page().decide(decision), 0)


def _words_on_the_case(page: "Page") -> Sequence[Action]:
    return (
        _of_marked(page, keys.SNOOZE, "Snooze…", lambda on: on.snooze(), 0),
        _of_case(page, keys.WAKE, "Wake", lambda on: on.wake(), 0),
        _of_marked(page, keys.CATEGORY, "Failure category…", lambda on: on.choose_category(), 1),
        _of_case(page, keys.SEVERITY, "Severity…", lambda on: on.choose_severity(), 1),
        _of_case(page, keys.FLAG, "Flag to the lead", lambda on: on.flag(), 1),
        _of_marked(page, keys.TAG, "Tags…", lambda on: on.edit_tags(), 1),
    )


def _writing(pane: "Callable[[], PaneGestures]") -> Sequence[Action]:
    return (
        desk_action(keys.NOTE, "Note", lambda: pane().write_note(), 1),
        desk_action(keys.EDIT, "Edit the reply", lambda: pane().edit(), 2),
        desk_action(keys.EDIT_AI, "Edit a copy of the AI reply", lambda: pane().edit_ai(), 2),
        desk_action(keys.DISCARD, "Discard the edit", lambda: pane().discard_edit(), 2),
    )


def _back_and_forth(course: "Callable[[], Course]") -> Sequence[Action]:
    return (
        desk_action(keys.UNDO, "Undo", lambda: course().undo(), 3),
        desk_action(keys.REDO, "Redo", lambda: course().redo(), 3),
    )


def _steps(queue: "Callable[[], QueuePanel]") -> Sequence[Action]:
    return (
        _step(queue, keys.NEXT, "Next reply", 1),
        _step(queue, keys.PREVIOUS, "Previous reply", -1),
        desk_action(keys.NEXT_QUEUE, "Next queue", lambda: queue().step_queue(1), 4),
        desk_action(keys.PREVIOUS_QUEUE, "Previous queue", lambda: queue().step_queue(-1), 4),
        desk_action(keys.ORDER, "Next order of the queue", lambda: queue().step_order(), 4),
    )


def _step(queue: "Callable[[], QueuePanel]", action_id: str, title: str, by: int) -> Action:
    return desk_action(action_id, title, lambda: queue().view.step(by), 4, repeats=True)


def _looks(pane: "Callable[[], PaneGestures]") -> Sequence[Action]:
    return (
        desk_action(keys.VIEW, "Marked, unmarked, one text", lambda: pane().change_view(), 5),
        desk_action(keys.EARLIER, "Earlier turns", lambda: pane().toggle_earlier(), 5),
        _section(pane, keys.SIMILAR, "Similar interactions"),
        _section(pane, keys.HISTORY, "History of this reply"),
        _section(pane, keys.CHANGED, "What changed since the review"),
        _section(pane, keys.CONVERSATION, "Conversation as a whole"),
    )


def _section(pane: "Callable[[], PaneGestures]", action_id: str, title: str) -> Action:
    section_id = action_id.removeprefix("triage.")
    return desk_action(action_id, title, lambda: pane().toggle_section(section_id), 5)


def _of_case(
    page: "Page", action_id: str, title: str, run: "Callable[[CaseGestures], None]", group: int
) -> Action:
    """Return a gesture on the case in hand."""
    return desk_action(action_id, title, lambda: run(page().gestures), group)


def _of_marked(
    page: "Page",
    action_id: str,
    title: str,
    run: "Callable[[CaseGestures | BulkWork], None]",
    group: int,
) -> Action:
    """Return a gesture on all that is selected, where anything is; else on the case in hand."""

    def run_on() -> None:
        desk = page()
        run(desk.bulk if desk.bulk.is_on else desk.gestures)

    return desk_action(action_id, title, run_on, group)

"""What a person can do on this page, and the keys that do it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reviewer.domain.review import Decision
from ui.actions import Action
from ui.key_text import KeyText
from ui.pages.triage.asking import keys
from ui.pages.triage.queue_gestures import QUEUE_KEYS, queue_actions

if TYPE_CHECKING:
    from ui.pages.triage.asking.desk_gestures import AssistantGestures
    from ui.pages.triage.bulk_work import BulkWork
    from ui.pages.triage.case_gestures import CaseGestures
    from ui.pages.triage.page import TriagePage

PAGE = "triage"
MENU = "Triage"

#: The ids of the five decisions.
DECISIONS: dict[Decision, str] = {
    Decision.AI_GOOD: "triage.ai_good",
    Decision.AGENT_BETTER: "triage.agent_better",
    Decision.EDITED: "triage.save_edit",
    Decision.AI_BAD: "triage.ai_bad",
    Decision.SKIP: "triage.skip",
}
CATEGORY, NOTE, UNDO = "triage.category", "triage.note", "triage.undo"
EDIT, EDIT_AI, DISCARD = "triage.edit", "triage.edit_ai", "triage.discard_edit"
COMPLETE, VIEW, EARLIER = "triage.complete", "triage.diff_view", "triage.earlier_turns"
NEXT, PREVIOUS = "triage.next", "triage.previous"
NEXT_QUEUE, PREVIOUS_QUEUE = "triage.next_queue", "triage.previous_queue"
ORDER, RETRY = "triage.order", "triage.read_again"
#: Gestures that unfold a section beside the replies.
HISTORY, SIMILAR = "triage.history", "triage.similar"
CHANGED, CONVERSATION = "triage.changed", "triage.conversation"
SNOOZE, WAKE, TAG = "triage.snooze", "triage.wake", "triage.tag"
SEVERITY, FLAG, REDO = "triage.severity", "triage.flag", "triage.redo"

KEYS: dict[str, tuple[str, ...]] = {
    DECISIONS[Decision.AI_GOOD]: ("1",),
    DECISIONS[Decision.AGENT_BETTER]: ("2",),
    DECISIONS[Decision.EDITED]: ("3",),
    DECISIONS[Decision.AI_BAD]: ("4",),
    DECISIONS[Decision.SKIP]: ("X",),
    COMPLETE: ("Ctrl+Enter", "Ctrl+Return"),
    CATEGORY: ("C",),
    NOTE: ("N",),
    EDIT: ("E",),
    EDIT_AI: ("A",),
    DISCARD: ("R",),
    UNDO: ("Z", "Ctrl+Z"),
    REDO: ("Shift+Z", "Ctrl+Shift+Z", "Ctrl+Y"),
    SNOOZE: ("S",),
    WAKE: ("U",),
    TAG: ("G",),
    SEVERITY: ("V",),
    FLAG: ("L",),
    NEXT: ("J",),
    PREVIOUS: ("K",),
    VIEW: ("D",),
    EARLIER: ("T",),
    NEXT_QUEUE: ("]",),
    PREVIOUS_QUEUE: ("[",),
    ORDER: ("O",),
    HISTORY: ("H",),
    SIMILAR: ("M",),
    CHANGED: ("Shift+H",),
    CONVERSATION: ("Shift+T",),
    RETRY: ("F5",),
    **keys.ASSISTANT_KEYS,
    **QUEUE_KEYS,
}

#: Those that only look; all others change the store, or what will be written to it.
LOOKING = frozenset(
    (NEXT, PREVIOUS, NEXT_QUEUE, PREVIOUS_QUEUE, ORDER, VIEW, EARLIER, HISTORY, RETRY, keys.CANCEL)
)

KeyOf = Callable[[str], str]
KeysOf = Callable[[str], tuple[str, ...]]


def own_keys(action_id: str) -> tuple[str, ...]:
    """Return the keys that an action has unless somebody gave it others."""
    return KEYS[action_id]


def first_of(keys_of: KeysOf) -> KeyOf:
    """Return the function that gives the key to show on a button; "" where there is none."""
    return lambda action_id: KeyText(next(iter(keys_of(action_id)), ""), action_id)


def triage_actions(page: "Callable[[], TriagePage]") -> Sequence[Action]:
    """Return the actions of the page, for the registry that binds their keys."""
    return (
        *_decisions(page),
        _action(COMPLETE, "Complete: save the edit", lambda: page().complete(), 0),
        _action(SNOOZE, "Snooze…", _of_marked(page, lambda on: on.snooze()), 0),
        _action(WAKE, "Wake", _of_case(page, lambda on: on.wake()), 0),
        _action(
            CATEGORY, "Failure category…", _of_marked(page, lambda on: on.choose_category()), 1
        ),
        _action(SEVERITY, "Severity…", _of_case(page, lambda on: on.choose_severity()), 1),
        _action(FLAG, "Flag to the lead", _of_case(page, lambda on: on.flag()), 1),
        _action(TAG, "Tags…", _of_marked(page, lambda on: on.edit_tags()), 1),
        _action(NOTE, "Note", lambda: page().write_note(), 1),
        _action(EDIT, "Edit the reply", lambda: page().edit(), 2),
        _action(EDIT_AI, "Edit a copy of the AI reply", lambda: page().edit_ai(), 2),
        _action(DISCARD, "Discard the edit", lambda: page().discard_edit(), 2),
        _action(UNDO, "Undo", lambda: page().undo(), 3),
        _action(REDO, "Redo", lambda: page().redo(), 3),
        _action(NEXT, "Next reply", lambda: page().step(1), 4, repeats=True),
        _action(PREVIOUS, "Previous reply", lambda: page().step(-1), 4, repeats=True),
        _action(NEXT_QUEUE, "Next queue", lambda: page().step_queue(1), 4),
        _action(PREVIOUS_QUEUE, "Previous queue", lambda: page().step_queue(-1), 4),
        _action(ORDER, "Next order of the queue", lambda: page().step_order(), 4),
        _action(VIEW, "Marked, unmarked, one text", lambda: page().change_view(), 5),
        _action(EARLIER, "Earlier turns", lambda: page().toggle_earlier(), 5),
        _section(page, SIMILAR, "Similar interactions"),
        _section(page, HISTORY, "History of this reply"),
        _section(page, CHANGED, "What changed since the review"),
        _section(page, CONVERSATION, "Conversation as a whole"),
        _action(RETRY, "Read the queue again", lambda: page().read_again(), 5),
        *_assistant(page),
        *queue_actions(page),
    )


def _assistant(page: "Callable[[], TriagePage]") -> Sequence[Action]:
    def assistant() -> "AssistantGestures":
        return page().assistant

    def step_into(action_id: str, title: str) -> Action:
        section_id = action_id.removeprefix("triage.")
        return _action(action_id, title, lambda: assistant().step_into(section_id), 6)

    return (
        step_into(keys.IMPROVE, "Improved reply"),
        step_into(keys.WHY_REPLY, "Why this reply"),
        step_into(keys.WHY_FAILED, "Why it failed"),
        _action(keys.ACCEPT, "Accept the improved reply", lambda: assistant().accept(), 6),
        _action(keys.EDIT, "Edit the improved reply", lambda: assistant().edit(), 6),
        _action(keys.DISCARD, "Discard the improved reply", lambda: assistant().discard(), 6),
        _action(keys.USE, "Use the improved reply in the edit", lambda: assistant().use(), 6),
        _action(keys.CANCEL, "Cancel the running answer (Esc)", lambda: page().cancel_answer(), 6),
        _action(
            keys.IMPROVE_ALL,
            "Improve all in this filter…",
            lambda: page().sweep(keys.IMPROVE_ALL),
            7,
        ),
        _action(
            keys.CATEGORISE_ALL,
            "Categorise failures…",
            lambda: page().sweep(keys.CATEGORISE_ALL),
            7,
        ),
    )


def _sweep(page: "Callable[[], TriagePage]", action_id: str, title: str) -> Action:
    return _action(action_id, title, lambda: page().sweep(action_id), 7)


def _decisions(page: "Callable[[], TriagePage]") -> Sequence[Action]:
    return tuple(_decision(page, decision) for decision in DECISIONS)


def _decision(page: "Callable[[], TriagePage]", decision: Decision) -> Action:
    title = "Save edit" if decision is Decision.EDITED else decision.label
    return _action(DECISIONS[decision], title, lambda: page().decide(decision), 0)


def _of_case(
    page: "Callable[[], TriagePage]", run: "Callable[[CaseGestures], None]"
) -> Callable[[], None]:
    """Return a gesture on the case in hand."""
    return lambda: run(page().gestures)


def _of_marked(
    page: "Callable[[], TriagePage]", run: "Callable[[CaseGestures | BulkWork], None]"
) -> Callable[[], None]:
    """Return a gesture on all that is selected, where anything is; else on the case in hand."""
    return lambda: run(page().bulk if page().bulk.is_on else page().gestures)


def _section(page: "Callable[[], TriagePage]", action_id: str, title: str) -> Action:
    section_id = action_id.removeprefix("triage.")
    return _action(action_id, title, lambda: page().toggle_section(section_id), 5)


def _action(
    action_id: str, title: str, run: Callable[[], None], group: int, *, repeats: bool = False
) -> Action:
    keys, writes = KEYS[action_id], action_id not in LOOKING
    return Action(
        action_id, title, run, PAGE, keys, menu=MENU, group=group, repeats=repeats, writes=writes
    )

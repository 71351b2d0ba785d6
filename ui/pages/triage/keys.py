"""The gestures of the Triage page by their ids, and the keys that make them."""

from collections.abc import Callable

from reviewer.domain.review import Decision
from ui.key_text import KeyText
from ui.pages.triage.asking.keys import ASSISTANT_KEYS, CANCEL

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
NEXT, PREVIOUS, BACK = "triage.next", "triage.previous", "triage.back"
NEXT_QUEUE, PREVIOUS_QUEUE = "triage.next_queue", "triage.previous_queue"
ORDER, RETRY = "triage.order", "triage.read_again"
#: Gestures that unfold a section beside the replies.
HISTORY, SIMILAR = "triage.history", "triage.similar"
CHANGED, CONVERSATION = "triage.changed", "triage.conversation"
SNOOZE, WAKE, TAG = "triage.snooze", "triage.wake", "triage.tag"
SEVERITY, FLAG, REDO = "triage.severity", "triage.flag", "triage.redo"
#: Gestures on the queue itself.
SEARCH, FILTERS, SAVED = "triage.search", "triage.filters", "triage.saved_filters"
CLEAR_FILTERS = "triage.clear_filters"
SELECT_ALL, SELECT_NONE = "triage.select_all", "triage.select_none"
EXTEND, EXTEND_UP = "triage.extend", "triage.extend_up"
DAY = "triage.day"

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
    BACK: ("Backspace", "Alt+Left"),
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
    SEARCH: ("/", "Ctrl+F"),
    FILTERS: ("P",),
    SAVED: ("Shift+P",),
    CLEAR_FILTERS: ("Shift+C",),
    SELECT_ALL: ("Ctrl+A",),
    SELECT_NONE: ("Ctrl+Shift+A",),
    EXTEND: ("Shift+J",),
    EXTEND_UP: ("Shift+K",),
    DAY: ("B",),
    **ASSISTANT_KEYS,
}

#: Those that only look; all others change the store, or what will be written to it.
LOOKING = frozenset(
    {
        *(NEXT, PREVIOUS, BACK, NEXT_QUEUE, PREVIOUS_QUEUE, ORDER, VIEW, EARLIER, RETRY, CANCEL),
        *(HISTORY, SIMILAR, CHANGED, CONVERSATION),
        *(SEARCH, FILTERS, SAVED, CLEAR_FILTERS, SELECT_ALL, SELECT_NONE, EXTEND, EXTEND_UP, DAY),
    }
)

KeyOf = Callable[[str], str]
KeysOf = Callable[[str], tuple[str, ...]]


def own_keys(action_id: str) -> tuple[str, ...]:
    """Return the keys that an action has unless somebody gave it others."""
    return KEYS[action_id]


def first_of(keys_of: KeysOf) -> KeyOf:
    """Return the function that gives the key to show on a button; "" where there is none."""
    return lambda action_id: KeyText(next(iter(keys_of(action_id)), ""), action_id)

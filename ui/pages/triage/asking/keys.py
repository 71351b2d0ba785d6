"""The gestures of the assistant on this page, and the keys that make them."""

#: Each of these opens a section; what follows the dot is its id.
IMPROVE, WHY_REPLY, WHY_FAILED = "triage.improved", "triage.why_reply", "triage.why_failed"
ACCEPT, EDIT = "triage.accept_improved", "triage.edit_improved"
DISCARD, USE = "triage.discard_improved", "triage.use_improved"
IMPROVE_ALL, CATEGORISE_ALL = "triage.improve_all", "triage.categorise_all"
CANCEL = "triage.cancel_answer"

ASSISTANT_KEYS: dict[str, tuple[str, ...]] = {
    IMPROVE: ("I",),
    WHY_REPLY: ("W",),
    WHY_FAILED: ("F",),
    ACCEPT: ("Y",),
    EDIT: ("Shift+Y",),
    DISCARD: ("Shift+X",),
    USE: (),
    IMPROVE_ALL: ("Shift+I",),
    CATEGORISE_ALL: ("Shift+G",),
    CANCEL: (),
}

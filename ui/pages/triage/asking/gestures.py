"""What a person can ask the assistant for on this page."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ui.actions import Action
from ui.pages.triage.asking import keys
from ui.pages.triage.desk_action import desk_action

if TYPE_CHECKING:
    from ui.pages.triage.asking.desk_gestures import AssistantGestures


def assistant_actions(
    desk: "Callable[[], AssistantGestures]", sweep: Callable[[str], None]
) -> Sequence[Action]:
    """Return the actions of the assistant; `sweep` starts a run over all in the list."""
    return (
        _step_into(desk, keys.IMPROVE, "Improved reply"),
        _step_into(desk, keys.WHY_REPLY, "Why this reply"),
        _step_into(desk, keys.WHY_FAILED, "Why it failed"),
        desk_action(keys.ACCEPT, "Accept the improved reply", lambda: desk().accept(), 6),
        desk_action(keys.EDIT, "Edit the improved reply", lambda: desk().edit(), 6),
        desk_action(keys.DISCARD, "Discard the improved reply", lambda: desk().discard(), 6),
        desk_action(keys.USE, "Use the improved reply in the edit", lambda: desk().use(), 6),
        desk_action(keys.CANCEL, "Cancel the running answer (Esc)", lambda: _cancel(desk), 6),
        _sweep(sweep, keys.IMPROVE_ALL, "Improve all in this filter…"),
        _sweep(sweep, keys.CATEGORISE_ALL, "Categorise failures…"),
    )


def _step_into(desk: "Callable[[], AssistantGestures]", action_id: str, title: str) -> Action:
    section_id = action_id.removeprefix("triage.")
    return desk_action(action_id, title, lambda: desk().step_into(section_id), 6)


def _sweep(sweep: Callable[[str], None], action_id: str, title: str) -> Action:
    return desk_action(action_id, title, lambda: sweep(action_id), 7)


def _cancel(desk: "Callable[[], AssistantGestures]") -> None:
    desk().cancel()

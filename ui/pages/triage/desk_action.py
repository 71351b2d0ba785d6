"""An action of this page: its keys, its menu and whether it writes follow from its id."""

from collections.abc import Callable

from ui.actions import Action
from ui.pages.triage.keys import KEYS, LOOKING, MENU, PAGE


def desk_action(
    action_id: str,
    title: str,
    run: Callable[[], None],
    group: int,
    explanation: str = "",
    *,
    repeats: bool = False,
) -> Action:
    """Return an action for the registry that binds its keys."""
    return Action(
        action_id,
        title,
        run,
        PAGE,
        KEYS[action_id],
        menu=MENU,
        group=group,
        explanation=explanation,
        repeats=repeats,
        writes=action_id not in LOOKING,
    )

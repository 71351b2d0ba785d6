"""The pages of the rail, and what each is made of when it is shown first."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ui.job_bridge import JobBridge
from ui.page_heading import INTERACTIONS, TRIAGE
from ui.page_spec import PageSpec
from ui.pages.interactions.gestures import interactions_actions
from ui.pages.triage.gestures import triage_actions
from ui.settings_port import SettingsPort
from ui.theme import ThemeController

if TYPE_CHECKING:
    from collections.abc import Callable

    from services.workbench import Workbench
    from ui.main_window import MainWindow
    from ui.pages.interactions.page import InteractionsPage
    from ui.pages.triage.page import TriagePage


@dataclass(frozen=True, slots=True)
class Ground:
    """What pages stand on; `bench` and `window` are there by the time a page is made."""

    bench: "Callable[[], Workbench]"
    window: "Callable[[], MainWindow]"
    bridge: JobBridge
    themes: ThemeController
    settings: SettingsPort

    def keys_of(self, action_id: str) -> tuple[str, ...]:
        """Return the keys that an action is bound to."""
        return self.window().registry.action(action_id).keys


def page_list(ground: Ground) -> tuple[PageSpec[Any], ...]:
    """Return the pages in the rail's order."""
    return (
        PageSpec(*TRIAGE, partial(_triage, ground), triage_actions),
        PageSpec(*INTERACTIONS, partial(_interactions, ground), interactions_actions),
    )


def _triage(ground: Ground) -> "TriagePage":
    from ui.pages.triage.page import TriagePage

    bench = ground.bench()
    return TriagePage(
        bench.desk,
        ground.bridge,
        bench.store.subscribe,
        ground.themes,
        ground.settings,
        ground.window().tell,
        ground.keys_of,
    )


def _interactions(ground: Ground) -> "InteractionsPage":
    from ui.pages.interactions.page import InteractionsPage

    bench, window = ground.bench(), ground.window()
    page = InteractionsPage(
        bench.browser,
        bench.desk.case,
        ground.bridge,
        bench.store.subscribe,
        ground.themes,
        window.tell,
    )
    page.triage_requested.connect(partial(_open_in_triage, window))
    return page


def _open_in_triage(window: "MainWindow", row_id: int) -> None:
    window.show_page(TRIAGE.id)
    window.page(TRIAGE.id).look_at(row_id)

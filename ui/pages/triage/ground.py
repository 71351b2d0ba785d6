"""What the Triage page stands on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.triage.desk import TriageDesk
from ui.job_bridge import JobBridge
from ui.page_news import Subscribe
from ui.page_tell import Tell
from ui.pages.triage.keys import KeysOf, own_keys
from ui.settings_port import SettingsPort
from ui.theme import ThemeController

if TYPE_CHECKING:
    from services.assistant.parts import Assistant


def _keep_title(_action_id: str, _title: str) -> None:
    return


@dataclass(frozen=True, slots=True)
class TriageGround:
    """The services, and what the window does for the page.

    `parts` builds the assistant where need be, off the GUI thread. `subscribe` is the store's:
    what it announces is shown. `keys_of` gives the keys of an action, `retitle` gives one another
    title in menus, `run` runs one where it may be run now.
    """

    desk: TriageDesk
    bridge: JobBridge
    subscribe: Subscribe
    themes: ThemeController
    settings: SettingsPort
    tell: Tell
    parts: "Callable[[], Assistant]"
    run: Callable[[str], None]
    keys_of: KeysOf = own_keys
    retitle: Callable[[str, str], None] = _keep_title

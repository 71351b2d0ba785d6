"""What the pages of the window stand on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.job_bridge import JobBridge
from ui.settings_port import SettingsPort
from ui.theme import ThemeController

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from services.workbench import Workbench
    from ui.main_window import MainWindow
    from ui.sweeping import Sweeping
    from ui.threshold_change import ThresholdChange


@dataclass(frozen=True, slots=True)
class Ground:
    """What pages stand on; `bench` and `window` are there by the time a page is made."""

    bench: "Callable[[], Workbench]"
    window: "Callable[[], MainWindow]"
    bridge: JobBridge
    themes: ThemeController
    settings: SettingsPort
    sweeping: "Callable[[], Sweeping]"

    def threshold_change(self) -> "ThresholdChange":
        """Return who changes the threshold."""
        from ui.threshold_change import ThresholdChange

        bench, window = self.bench(), self.window()
        return ThresholdChange(
            bench.desk.furnish, self.bridge, bench.runner, self.themes, window, window.tell
        )

    @property
    def place(self) -> "QWidget":
        """Return where pages stand; one that is made there is styled once."""
        return self.window().stack

    def keys_of(self, action_id: str) -> tuple[str, ...]:
        """Return the keys that an action is bound to."""
        return self.window().registry.action(action_id).keys

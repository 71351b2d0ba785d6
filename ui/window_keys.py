"""The keys of a window: those that somebody kept hold from the start, and are shown everywhere."""

from collections.abc import Mapping

from PySide6.QtWidgets import QToolButton

from ui.actions import ActionRegistry
from ui.kept_keys import KeptKeys
from ui.key_sentences import KeySentences
from ui.settings_port import SettingsPort
from ui.widgets.labels import plain_tooltip


class WindowKeys:
    """`titles` are those of the pages, `buttons` those of the rail, by the actions they run.

    `notice` says what became of kept keys that clash; "" where all of them hold.
    """

    def __init__(
        self,
        registry: ActionRegistry,
        settings: SettingsPort,
        titles: Mapping[str, str],
        buttons: Mapping[str, QToolButton],
    ) -> None:
        self._registry, self._buttons = registry, buttons
        self.kept = KeptKeys(registry, settings)
        self.sentences = KeySentences(registry, titles)
        self.notice = self.sentences.notice(self.kept.restore())
        registry.rebound.connect(self._show)
        self._show()

    def _show(self) -> None:
        for action_id, button in self._buttons.items():
            keys = self._registry.button(action_id).text().partition("\t")[2]
            button.setToolTip(plain_tooltip(f"{button.text()}  {keys}".rstrip()))

"""One provider: where it is, where its key comes from, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.domain.assistant import Provider, is_simulated
from ui.models.provider_text import address_text, key_text
from ui.theme import ThemeController
from ui.widgets.badge import Badge
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.labels import plain_label, set_tone


class ProviderCard(QWidget):
    """`test_wanted`, `edit_wanted`, `use_wanted` and `remove_wanted` follow its buttons.

    Removing is asked for twice: the first press asks, in place, whether it is meant.
    """

    test_wanted = Signal()
    edit_wanted = Signal()
    use_wanted = Signal()
    remove_wanted = Signal()

    def __init__(
        self, themes: ThemeController, provider: Provider, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.provider = provider
        self.setAccessibleName(f"Provider {provider.name}")
        self.name = ElidedLabel(provider.name, parent=self)
        self.name.setProperty("strong", "true")
        self.default = Badge(themes, "in use", kind="accent", parent=self)
        self.simulated = Badge(themes, "simulated", kind="warning", parent=self)
        self.where = ElidedLabel(tone="muted", size="label", parent=self)
        self.key = ElidedLabel(tone="muted", size="label", parent=self)
        self.words = plain_label(tone="muted", size="label", parent=self)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.use = self._button("Use", self.use_wanted)
        self.test = self._button("Test connection", self.test_wanted)
        self.edit = self._button("Edit…", self.edit_wanted)
        self.remove = self._button("Remove…")
        self.remove.clicked.connect(self._ask)
        self.keep = self._button("Keep it")
        self.keep.clicked.connect(self._keep)
        self.really = self._button("Remove", self.remove_wanted)
        self.really.setProperty("kind", "danger")
        self._is_default = False
        self._lay_out()
        self.say("")

    def show_provider(self, provider: Provider, *, default: bool) -> None:
        """Show the profile as it is now."""
        self.provider, self._is_default = provider, default
        self.where.set_text(address_text(provider))
        self.default.setVisible(default)
        self.simulated.setVisible(is_simulated(provider.model))
        self._keep()

    def show_key(self, origin: str) -> None:
        """Show where the key comes from, once the keyring has answered."""
        calls = f"up to {self.provider.concurrency} calls at once"
        self.key.set_text(f"{key_text(origin)} · {calls}")

    def say(self, sentence: str, *, wrong: bool = False, fine: bool = False) -> None:
        """Say what came of a test, below the profile; "" says nothing."""
        self.words.setText(sentence)
        self.words.setVisible(bool(sentence))
        set_tone(self.words, "danger" if wrong else "success" if fine else "muted")

    def _ask(self) -> None:
        self.say("Forget this provider and its key? What it made stays.")
        self._offer((self.keep, self.really))
        self.keep.setFocus()

    def _keep(self) -> None:
        if self.really.isVisibleTo(self):
            self.say("")
        use = () if self._is_default else (self.use,)
        self._offer((*use, self.test, self.edit, self.remove))

    def _offer(self, offered: Sequence[QPushButton]) -> None:
        for button in self._buttons():
            button.setVisible(button in offered)

    def _buttons(self) -> Sequence[QPushButton]:
        return (self.use, self.test, self.edit, self.remove, self.keep, self.really)

    def _button(self, title: str, pressed: SignalInstance | None = None) -> QPushButton:
        button = QPushButton(title, self)
        button.setAccessibleName(f"{title.rstrip('…')}: {self.provider.name}")
        if pressed is not None:
            button.clicked.connect(pressed)
        return button

    def _lay_out(self) -> None:
        names = QHBoxLayout()
        names.setSpacing(8)
        names.addWidget(self.name)
        names.addWidget(self.default)
        names.addWidget(self.simulated)
        names.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in self._buttons():
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addLayout(names)
        column.addWidget(self.where)
        column.addWidget(self.key)
        column.addWidget(self.words)
        column.addSpacing(4)
        column.addLayout(buttons)

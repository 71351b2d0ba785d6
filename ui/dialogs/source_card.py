"""One source: where it is, how its last sync ended, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from reviewer.domain.moments import now_micros
from reviewer.domain.source import Source
from services.jobs.progress_text import counts_text
from services.jobs.status import JobStatus
from ui.models.sync_text import address_text, last_sync_text, sync_failed
from ui.theme import ThemeController
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import plain_label, set_tone

_STEPS = 1_000


class SourceCard(QFrame):
    """`sync_wanted`, `stop_wanted`, `test_wanted` and `remove_wanted` follow its buttons.

    `resized` says that it may need another height. Removing is asked for twice: the first press
    asks, in place, whether it is meant.
    """

    sync_wanted = Signal()
    stop_wanted = Signal()
    test_wanted = Signal()
    remove_wanted = Signal()
    resized = Signal()

    def __init__(
        self, themes: ThemeController, source: Source, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.source = source
        self.setProperty("surface", "card")
        self.setAccessibleName(f"Source {source.name}")
        self._icon = IconLabel(themes, "database", parent=self)
        self.name = ElidedLabel(source.name, parent=self)
        self.name.setProperty("strong", "true")
        self.where = ElidedLabel(tone="muted", size="label", parent=self)
        self.words = plain_label(tone="muted", size="label", parent=self)
        self.words.setWordWrap(True)
        self.bar = QProgressBar(self, textVisible=False)
        self.sync = self._button("Sync now", self.sync_wanted)
        self.stop = self._button("Stop", self.stop_wanted)
        self.test = self._button("Test", self.test_wanted)
        self.remove = self._button("Remove…")
        self.remove.clicked.connect(self._ask)
        self.keep = self._button("Keep it")
        self.keep.clicked.connect(lambda: self.show_source(self.source))
        self.really = self._button("Remove", self.remove_wanted)
        self.really.setProperty("kind", "danger")
        self._lay_out()
        self.show_source(source)

    def show_source(self, source: Source) -> None:
        """Show the source as it is now, with no sync under way."""
        self.source = source
        self.where.set_text(f"{address_text(source)} · key {source.key}")
        self.say(last_sync_text(source, now_micros()), wrong=sync_failed(source))
        self._show_running(running=False)

    def show_status(self, status: JobStatus) -> None:
        """Show a sync under way."""
        progress, fraction = status.progress, status.progress.fraction
        self._show_running(running=True)
        self.bar.setRange(0, _STEPS if fraction is not None else 0)
        self.bar.setValue(round((fraction or 0.0) * _STEPS))
        self.stop.setEnabled(not status.cancelling)
        self.say(
            " · ".join(filter(None, (counts_text(progress), progress.detail))) or "Connecting …"
        )

    def say(self, sentence: str, *, wrong: bool = False) -> None:
        """Say how the source is."""
        self.words.setText(sentence)
        set_tone(self.words, "danger" if wrong else "muted")
        self.resized.emit()

    def _show_running(self, *, running: bool) -> None:
        self.bar.setVisible(running)
        self._offer((self.stop,) if running else (self.test, self.remove, self.sync))

    def _ask(self) -> None:
        """Ask whether removing is meant."""
        self.say("Forget this source and its password? Its interactions and reviews stay.")
        self._offer((self.keep, self.really))
        self.keep.setFocus()

    def _offer(self, offered: Sequence[QPushButton]) -> None:
        for button in self._buttons():
            button.setVisible(button in offered)

    def _buttons(self) -> Sequence[QPushButton]:
        return (self.test, self.remove, self.keep, self.really, self.stop, self.sync)

    def _button(self, title: str, pressed: SignalInstance | None = None) -> QPushButton:
        button = QPushButton(title, self)
        button.setAutoDefault(False)
        button.setAccessibleName(f"{title.rstrip('…')}: {self.source.name}")
        if pressed is not None:
            button.clicked.connect(pressed)
        return button

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.name)
        names.addWidget(self.where)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._icon)
        top.addLayout(names, 1)
        for button in self._buttons():
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.words)

"""The sources of a store: synced, looked at, added and removed."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reviewer.domain.source import Source
from services.jobs.job import Job
from services.jobs.runner import JobRunner
from services.jobs.status import JobStatus
from services.sync.catalogue import SourceCatalogue
from services.sync.sql_plan import TableLook
from ui.dialogs.add_source import AddSourceDialog, look_text
from ui.dialogs.frame import DialogFrame
from ui.dialogs.source_card import SourceCard
from ui.job_bridge import JobBridge
from ui.theme import ThemeController
from ui.widgets.labels import plain_label

WIDTH = 720
_LEAST_HEIGHT, _MOST_HEIGHT = 80, 400


def sync_title(name: str) -> str:
    """Return what the job of a sync is called."""
    return f"Syncing {name}"


class SourcesDialog(DialogFrame):
    """Closed while a source syncs, the sync goes on; the status bar shows it."""

    def __init__(
        self,
        themes: ThemeController,
        bridge: JobBridge,
        catalogue: SourceCatalogue,
        runner: JobRunner,
        *,
        parent: QWidget,
    ) -> None:
        super().__init__(themes, "Sources", "database", parent, width=WIDTH)
        self._themes, self._bridge = themes, bridge
        self._catalogue, self._runner = catalogue, runner
        self.cards: dict[str, SourceCard] = {}
        self.nothing = self.say(
            "No source yet. A source is a database table that holds your assistant's "
            "conversations; Reviewer reads what is new in it, and never writes there.",
            tone="muted",
        )
        self._inside = QWidget()
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(8)
        self._list.addStretch(1)
        self._area = _scrolled(self._inside)
        self.column.addWidget(self._area)
        self.problem = plain_label(tone="danger", parent=self)
        self.problem.setWordWrap(True)
        self.column.addWidget(self.problem)
        self.add = QPushButton("Add a source…", self)
        self.add.clicked.connect(self.add_source)
        self.close_button = QPushButton("Close", self)
        self.close_button.clicked.connect(self.accept)
        self.end_with(self.add, self.close_button)
        self._show(())
        self.refresh()

    def refresh(self) -> None:
        """Read the sources again."""
        self._bridge.read(self._catalogue.list, self._show, self._fail, owner=self)

    def add_source(self) -> None:
        """Ask for another source."""
        dialog = AddSourceDialog(self._themes, self._bridge, self._catalogue, parent=self)
        dialog.added.connect(self._added)
        dialog.open()

    def _added(self, _source: Source, advice: str) -> None:
        self._tell(advice)
        self.refresh()

    def _show(self, sources: tuple[Source, ...]) -> None:
        for name in [name for name in self.cards if name not in {one.name for one in sources}]:
            self.cards.pop(name).setParent(None)
        for place, source in enumerate(sources):
            if source.name in self.cards:
                self._renew(self.cards[source.name], source)
            else:
                self._add_card(place, source)
        self.nothing.setVisible(not sources)
        self._area.setVisible(bool(sources))
        self.fit()

    def fit(self) -> None:
        """Give the list the room of its cards, up to a limit."""
        self._list.activate()
        height = self._list.totalHeightForWidth(self._area.viewport().width())
        self._area.setFixedHeight(min(_MOST_HEIGHT, max(height, _LEAST_HEIGHT)))
        super().fit()

    def _renew(self, card: SourceCard, source: Source) -> None:
        if self._running(source.name) is None:
            card.show_source(source)

    def _add_card(self, place: int, source: Source) -> None:
        card, name = SourceCard(self._themes, source, self._inside), source.name
        card.sync_wanted.connect(partial(self._sync, name))
        card.stop_wanted.connect(partial(self._stop, name))
        card.test_wanted.connect(partial(self._test, name))
        card.remove_wanted.connect(partial(self._remove, name))
        card.resized.connect(self.fit)
        self.cards[name] = card
        self._list.insertWidget(place, card)
        job = self._running(name)
        if job is not None:
            self._follow(name, job)

    def _sync(self, name: str) -> None:
        self._tell("")
        job = self._runner.start(sync_title(name), partial(self._catalogue.sync, name))
        self._follow(name, job)

    def _follow(self, name: str, job: Job[Any]) -> None:
        self._bridge.watch(job, partial(self._show_status, name), owner=self)

    def _show_status(self, name: str, status: JobStatus) -> None:
        if status.state.ended:
            self.refresh()
        elif name in self.cards:
            self.cards[name].show_status(status)

    def _stop(self, name: str) -> None:
        job = self._running(name)
        if job is not None:
            job.cancel()

    def _test(self, name: str) -> None:
        self.cards[name].say("Connecting …")
        self._bridge.read(
            partial(self._catalogue.test, name),
            partial(self._tested, name),
            partial(self._not_tested, name),
            owner=self,
        )

    def _tested(self, name: str, look: TableLook) -> None:
        if name in self.cards:
            self.cards[name].say(look_text(look))

    def _not_tested(self, name: str, fault: Exception) -> None:
        if name in self.cards:
            self.cards[name].say(str(fault), wrong=True)

    def _remove(self, name: str) -> None:
        self._bridge.read(
            partial(self._catalogue.remove, name), lambda _: self.refresh(), self._fail, owner=self
        )

    def _running(self, name: str) -> Job[Any] | None:
        title = sync_title(name)
        return next((job for job in self._runner.jobs if job.title == title), None)

    def _fail(self, fault: Exception) -> None:
        self._tell(str(fault))

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.fit()


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(inside)
    inside.setAutoFillBackground(False)
    return area

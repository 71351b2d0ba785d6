"""What the store says has changed, and who on this page has to look again."""

from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from reviewer.domain.changes import Changed
from ui.job_bridge import JobBridge
from ui.models.queue_model import QueueModel
from ui.page_news import Subscribe
from ui.pages.triage.prefetch import Prefetch
from ui.pages.triage.under_way import UnderWay


class Renewed(Protocol):
    """A fact that can be read again."""

    def refresh(self) -> None:
        """Read it, now or soon."""


#: An import announces each of its pages; the list looks again at most this often.
PAUSE_MS = 250


class News(QObject):
    """Renews counts and cases; and the list, where the change was not made here."""

    def __init__(
        self,
        subscribe: Subscribe,
        bridge: JobBridge,
        under_way: UnderWay,
        model: QueueModel,
        prefetch: Prefetch,
        facts: tuple[Renewed, ...],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._under_way, self._model, self._prefetch = under_way, model, prefetch
        self._facts = facts
        self._foreign = Changed()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look_again)
        stop = subscribe(bridge.relay(self._hear))
        parent.destroyed.connect(stop)

    def _hear(self, changed: Changed) -> None:
        if not isValid(self) or not (changed.reviews or changed.interactions or changed.settings):
            return
        if self._under_way.expects(changed):
            self._renew(changed)
        else:
            self._foreign |= changed
            if not self._pause.isActive():
                self._pause.start()

    def _look_again(self) -> None:
        changed, self._foreign = self._foreign, Changed()
        self._model.refresh()
        self._renew(changed)

    def _renew(self, changed: Changed) -> None:
        self._prefetch.renew(changed.row_ids)
        for fact in self._facts:
            fact.refresh()

"""Pictures of the queue: narrowed, with replies selected, before a bulk step, and of the day."""

from PySide6.QtWidgets import QDialog

from reviewer.domain.filters import Filter
from reviewer.domain.queue import Queue
from reviewer.domain.review import Decision
from ui.dialogs.bulk_preview import BulkPreviewDialog
from ui.dialogs.day import DayDialog
from ui.pages.triage.page import TriagePage
from ui.stage import Pose, Stage


def _desk(stage: Stage) -> TriagePage:
    """Come to the desk as it opens: all that is due, nothing selected."""
    stage.window.show_page("triage")
    page: TriagePage = stage.window.page("triage")
    page.filters.clear()
    page.bulk.select_none()
    page.queue.show_queue(Queue.DUE)
    stage.calm()
    page.queue.view.choose(0)
    return page


def _narrowed(stage: Stage) -> None:
    """A queue narrowed by the topic of its first reply, and by confidence."""
    page = _desk(stage)
    first = page.queue.view.current()
    topic = None if first is None else first.topic
    page.filters.want(Filter(topic=topic, confidence_below=0.3))
    stage.calm()


def _selected(stage: Stage) -> None:
    """A few replies selected, and what can be done with them."""
    page = _desk(stage)
    page.queue.view.toggle()
    for _ in range(3):
        page.queue.view.extend(1)


def _bulk(stage: Stage) -> QDialog | None:
    """What a verdict on all that is due would change."""
    page = _desk(stage)
    page.bulk.select_all()
    stage.calm()
    page.decide(Decision.AGENT_BETTER)
    return stage.window.findChild(BulkPreviewDialog)


def _day(stage: Stage) -> QDialog | None:
    """What a reviewer did today."""
    page = _desk(stage)
    page.day.open()
    stage.calm()
    return stage.window.findChild(DayDialog)


#: The last one leaves the desk as it opens.
QUEUE_POSES = (
    Pose("triage-narrowed", _narrowed),
    Pose("triage-selected", _selected),
    Pose("triage-bulk", _bulk),
    Pose("triage-day", _day),
)

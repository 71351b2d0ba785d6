"""The questions under way, whichever case is looked at meanwhile."""

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from services.jobs.status import JobStatus
from ui.job_bridge import JobBridge
from ui.pages.triage.asking.endings import NO_PROVIDER, Ending, Stopped, ending_of, refused
from ui.pages.triage.asking.topics import USUAL, Manner, Subject, Topic, put

if TYPE_CHECKING:
    from collections.abc import Callable

    from services.assistant.parts import Assistant
    from services.jobs.job import Job

Key = tuple[UUID, Topic]


class Ask:
    """One question under way. The network's thread leaves the text in it as that grows.

    Nobody is woken for a piece of text: whoever shows it looks, as often as eyes can follow.
    """

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.text = ""
        self.cancelled = False
        self._job: Job[Any] | None = None

    def hear(self, text: str) -> None:
        """Take the text as far as it has arrived. For any thread."""
        self.text = text

    def follow(self, job: "Job[Any]") -> None:
        """Take the job that asks; it is cancelled at once where somebody wanted that before."""
        self._job = job
        if self.cancelled:
            job.cancel()

    def cancel(self) -> None:
        """Ask the question no further."""
        self.cancelled = True
        if self._job is not None:
            self._job.cancel()


class Asks(QObject):
    """Puts questions, the same one never twice at a time, and hears how they end.

    `parts` builds the assistant where need be: it is called on a reader's thread. `began(Ask)`
    and `ended(Ask, Ending)` tell of each question.
    """

    began = Signal(object)
    ended = Signal(object, object)

    def __init__(
        self, parts: "Callable[[], Assistant]", bridge: JobBridge, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._parts, self._bridge = parts, bridge
        self._under_way: dict[Key, Ask] = {}

    def put(self, subject: Subject, manner: Manner = USUAL) -> None:
        """Ask, unless that is being asked already."""
        key = subject.interaction_id, subject.topic
        if key in self._under_way:
            return
        ask = self._under_way[key] = Ask(subject)
        self._bridge.read(
            partial(_start, self._parts, ask, manner),
            partial(self._follow, ask),
            lambda fault: self._end(ask, refused(fault)),
            owner=self,
        )
        self.began.emit(ask)

    def find(self, interaction_id: UUID, topic: Topic) -> Ask | None:
        """Return the question under way; None where that is not being asked."""
        return self._under_way.get((interaction_id, topic))

    def cancel(self, interaction_id: UUID) -> bool:
        """Cancel what is being asked about an interaction, and tell whether anything was."""
        found = [ask for (one, _), ask in self._under_way.items() if one == interaction_id]
        for ask in found:
            ask.cancel()
        return bool(found)

    def _follow(self, ask: Ask, job: "Job[Any] | None") -> None:
        if job is None:
            self._end(ask, Stopped() if ask.cancelled else NO_PROVIDER)
            return
        ask.follow(job)
        self._bridge.watch(job, partial(self._look, ask, job), owner=self)

    def _look(self, ask: Ask, job: "Job[Any]", status: JobStatus) -> None:
        if status.state.ended:
            self._end(ask, ending_of(job))

    def _end(self, ask: Ask, ending: Ending) -> None:
        self._under_way.pop((ask.subject.interaction_id, ask.subject.topic), None)
        self.ended.emit(ask, ending)


def _start(parts: "Callable[[], Assistant]", ask: Ask, manner: Manner) -> "Job[Any] | None":
    """Ask, on a reader's thread; None where there is nobody to ask, or no wish to any more."""
    assistant = parts()
    if ask.cancelled or not assistant.providers.list():
        return None
    return put(assistant, ask.subject, manner, ask.hear)

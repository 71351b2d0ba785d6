"""The assistant beside the desk: what each of its sections shows of the case in hand."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from reviewer.domain.changes import Changed
from reviewer.domain.interaction import Interaction
from ui.job_bridge import JobBridge
from ui.models.case_text import title_of
from ui.pages.triage.asking.asks import Ask, Asks, Key
from ui.pages.triage.asking.endings import NO_PROVIDER, Answered, Ending, Remedy, Unanswered
from ui.pages.triage.asking.kept import KeptOfCase
from ui.pages.triage.asking.sights import (
    Explained,
    Growing,
    Improvements,
    NotAsked,
    Problem,
    Reading,
    Sight,
)
from ui.pages.triage.asking.topics import USUAL, Manner, Subject, Topic

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from services.assistant.parts import Assistant
    from ui.page_news import Subscribe

_NO_REPLY = "There is no AI reply that the assistant could look at."


class Assistance(QObject):
    """Asks about the case in hand. Leaving a case cancels nothing.

    `changed(Topic)` tells that a section has something else to show, `ended(Subject, Ending)`
    that a question came to its end, `wanted(Remedy)` that somebody wants what this page has not.
    """

    changed = Signal(object)
    ended = Signal(object, object)
    wanted = Signal(object)

    def __init__(
        self,
        parts: "Callable[[], Assistant]",
        bridge: JobBridge,
        subscribe: "Subscribe",
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._interaction: Interaction | None = None
        self._endings: dict[Key, Ending] = {}
        self._landing: dict[Key, Ask] = {}
        self._eager: set[Topic] = set()
        self._asks = Asks(parts, bridge, self)
        self._kept = KeptOfCase(parts, bridge, self)
        self._asks.began.connect(lambda ask: self.changed.emit(ask.subject.topic))
        self._asks.ended.connect(self._end)
        self._kept.arrived.connect(self._arrive)
        parent.destroyed.connect(subscribe(bridge.relay(self._hear)))

    @property
    def interaction(self) -> Interaction | None:
        """Return whom the questions are about; None while there is no case."""
        return self._interaction

    def look_at(self, interaction: Interaction | None) -> None:
        """Take a case in hand, the same one with other texts too; None for none."""
        before = self._interaction
        if _id(before) != _id(interaction):
            self._ask_before_leaving()
        self._interaction = interaction
        if _id(before) != _id(interaction):
            self._kept.look_at(_id(interaction))
            self._announce()
        elif before != interaction:
            self._kept.look_again()

    def ask(self, topic: Topic, manner: Manner = USUAL) -> None:
        """Ask about the case in hand, unless that is under way."""
        one = self._interaction
        if one is not None and (one.ai_reply or "").strip():
            self._endings.pop((one.id, topic), None)
            self._asks.put(Subject(topic, one.id, one.row_id, title_of(one)), manner)

    def ask_if_new(self, topic: Topic) -> None:
        """Ask unless something is kept, as soon as that is known."""
        match self.sight(topic):
            case NotAsked():
                self.ask(topic)
            case Reading():
                self._eager.add(topic)
                self._kept.hurry()

    def mend(self, topic: Topic, remedy: Remedy) -> None:
        """Do what helps: ask again, or say what is wanted of somebody else."""
        match remedy:
            case Remedy.AGAIN:
                self.ask(topic, Manner(fresh=self._is_remembered(topic)))
            case Remedy.LEAVE:
                self.ask(topic, Manner(unpriced=True))
            case _:
                self.wanted.emit(remedy)

    def cancel(self) -> bool:
        """Cancel what is being asked about the case, and tell whether anything was."""
        one = self._interaction
        return one is not None and self._asks.cancel(one.id)

    def sight(self, topic: Topic) -> Sight:
        """Return what the section of a topic has to show now."""
        one = self._interaction
        if one is None:
            return NotAsked("No reply is open.")
        key = one.id, topic
        ask = self._asks.find(*key) or self._landing.get(key)
        if ask is not None:
            return Growing(ask)
        kept = self._kept_sight(topic)
        ending = self._endings.get(key)
        if isinstance(ending, Unanswered):
            return Problem(ending, behind=isinstance(kept, Improvements | Explained))
        return kept

    def forget_problem(self, topic: Topic) -> None:
        """Go back to the answer that is kept."""
        if self._interaction is not None:
            self._endings.pop((self._interaction.id, topic), None)
            self.changed.emit(topic)

    def _ask_before_leaving(self) -> None:
        """Ask what was wanted of a case that is left before it was known whether it is new."""
        eager, self._eager = self._eager, set()
        for topic in eager:
            self.ask(topic)

    def _kept_sight(self, topic: Topic) -> Sight:
        one, kept = self._interaction, self._kept.kept
        assert one is not None
        told = self._endings.get((one.id, topic))
        paid = told if isinstance(told, Answered) else None
        if kept is None:
            failure = self._kept.failure
            return Problem(Unanswered(failure, Remedy.NONE)) if failure else Reading()
        if topic is Topic.IMPROVED and kept.improvements:
            return Improvements(kept.improvements, paid)
        found = {Topic.WHY_REPLY: kept.why_reply, Topic.WHY_FAILED: kept.why_failed}.get(topic)
        if found is not None:
            return Explained(found, paid)
        return NotAsked("" if (one.ai_reply or "").strip() else _NO_REPLY)

    def _is_remembered(self, topic: Topic) -> bool:
        """Tell whether the cache would give the same non-answer once more."""
        one = self._interaction
        ending = None if one is None else self._endings.get((one.id, topic))
        return isinstance(ending, Unanswered) and ending.remembered

    def _end(self, ask: Ask, ending: Ending) -> None:
        subject = ask.subject
        key = subject.interaction_id, subject.topic
        self._endings[key] = ending
        if subject.interaction_id == _id(self._interaction):
            if isinstance(ending, Answered):
                self._landing[key] = ask
                self._kept.read_now()
            self.changed.emit(subject.topic)
        self.ended.emit(subject, ending)

    def _arrive(self) -> None:
        self._landing.clear()
        eager, self._eager = self._eager, set()
        for topic in eager:
            self.ask_if_new(topic)
        self._announce()

    def _announce(self) -> None:
        for topic in Topic:
            self.changed.emit(topic)

    def _forget_no_provider(self) -> None:
        """Offer to ask again where nobody could be asked: a provider may have been set up."""
        lost = [key for key, ending in self._endings.items() if ending == NO_PROVIDER]
        for key in lost:
            del self._endings[key]
        for topic in {topic for _, topic in lost}:
            self.changed.emit(topic)

    def _hear(self, changed: Changed) -> None:
        if not isValid(self):
            return
        if changed.settings:
            self._forget_no_provider()
        if self._interaction is None:
            return
        touched = changed.row_ids is None or self._interaction.row_id in changed.row_ids
        if changed.assistant or (changed.reviews and touched):
            self._kept.look_again()


def _id(interaction: Interaction | None) -> "UUID | None":
    return None if interaction is None else interaction.id

"""Judgements of the replies that one prompt holds."""

from dataclasses import dataclass
from functools import cached_property

from services.demo.provider.content.findings import Case
from services.demo.provider.content.judge import Judgement, judge
from services.demo.provider.content.knowledge import Knowledge
from services.demo.provider.content.names import FIRST, SECOND, words_of
from services.demo.provider.content.reading import Part, Reading
from services.demo.provider.structured.rules import Place


@dataclass(frozen=True)
class Judgements:
    """The judgements of one prompt's replies, each made when it is first wanted."""

    reading: Reading
    knowledge: Knowledge

    def case(self, reply: str) -> Case:
        """Return the case of a reply to this prompt's customer."""
        return Case(self.reading.text(Part.CUSTOMER), reply, self.reading.text(Part.AGENT_REPLY))

    @cached_property
    def only(self) -> Judgement:
        """The judgement of the one reply that the prompt is about."""
        return judge(self.case(self.reading.reply), self.knowledge)

    @cached_property
    def first(self) -> Judgement:
        """The judgement of the first of two replies."""
        text = self.reading.text(Part.FIRST) or self.reading.text(Part.AI_REPLY)
        return judge(self.case(text), self.knowledge)

    @cached_property
    def second(self) -> Judgement:
        """The judgement of the second of two replies."""
        return judge(self.case(self.reading.text(Part.SECOND)), self.knowledge)

    @property
    def is_pair(self) -> bool:
        """Whether there are two replies to compare."""
        return Part.SECOND in self.reading.parts

    def about(self, place: Place) -> Judgement:
        """Return the judgement of the reply that a place in an answer is about."""
        if not self.is_pair:
            return self.only
        sides = (words_of(step) for step in reversed(place))
        for words in sides:
            if words & FIRST:
                return self.first
            if words & SECOND:
                return self.second
        return self.second

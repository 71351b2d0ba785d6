"""A support desk at work: which conversations come in over ten weeks, and when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from services.demo.dealer import Dealer
from services.demo.dialogue import Dialogues, Turn
from services.demo.facts import Facts, invent_facts
from services.demo.scripts import Intent, Library
from services.demo.timeline import answering_time, in_surge, pause, pick_start, pick_version

_OTHER_LANGUAGES_SHARE = 0.095
_TWO_SUBJECTS_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class Moments:
    """When the customer wrote, and when the reply went out."""

    asked: datetime
    answered: datetime

    def earlier(self, by: timedelta) -> "Moments":
        """Return the same moments shifted back."""
        return Moments(self.asked - by, self.answered - by)


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said, with facts for its slots and a time for each turn."""

    turns: Sequence[Turn]
    facts: Facts
    times: Sequence[Moments]

    def cut(self, turns: int) -> "Conversation":
        """Return the conversation with its first `turns` turns."""
        return replace(self, turns=self.turns[:turns], times=self.times[:turns])


class Desk:
    """Takes in one conversation after another, all of them over before `until` (UTC)."""

    def __init__(self, library: Library, rng: Random, until: datetime) -> None:
        self._vocabulary = library.vocabulary
        self._rng = rng
        self._until = until
        self._dialogues = Dialogues(library, rng)
        self._foreign = Dealer(rng)
        self._english = [i for i in library.intents if i.language == "en"]
        self._others = [i for i in library.intents if i.language != "en"]

    def take(self) -> Conversation:
        """Return the next conversation; they come in no order of time."""
        start = pick_start(self._rng, self._until)
        version = pick_version(self._rng, start, self._until)
        turns = self._dialogues.write(version, *self._pick_intents(start))
        times = self._schedule(turns, start)
        language = turns[0].setting.intent.language
        facts = invent_facts(self._rng, self._vocabulary, language, times[0].asked.date())
        return Conversation(turns, facts, times)

    def _pick_intents(self, start: datetime) -> list[Intent]:
        """Return what a conversation is about: one thing, now and then two."""
        if self._rng.random() < _OTHER_LANGUAGES_SHARE:
            return [self._foreign.deal(self._others)]
        first, second = self._pick_english(start), self._pick_english(start)
        both = None not in (first.topic, second.topic) and first.topic != second.topic
        if both and self._rng.random() < _TWO_SUBJECTS_SHARE:
            return [first, second]
        return [first]

    def _pick_english(self, start: datetime) -> Intent:
        surging = in_surge(start, self._until)
        weights = [i.surge_weight if surging else i.weight for i in self._english]
        return self._rng.choices(self._english, weights)[0]

    def _schedule(self, turns: Sequence[Turn], start: datetime) -> list[Moments]:
        channel, asked, times = turns[0].setting.channel, start, list[Moments]()
        for turn in turns:
            by_agent = turn.answer.override is not None
            answered = asked + answering_time(self._rng, channel, by_agent=by_agent)
            times.append(Moments(asked, answered))
            asked = answered + pause(self._rng, channel)
        late = max(times[-1].answered - self._until, timedelta())
        return [moments.earlier(late) for moments in times]

"""Writing one conversation: what is asked, how it goes on, where it ends."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from services.demo.answers import Answer, Answers, Cue, Setting
from services.demo.dealer import Dealer
from services.demo.scripts import Exchange, Intent, Library, Line
from services.demo.voice import EMAIL, Voice

LONGEST = 6

_FOLLOW_UP_SHARE = 0.75
_CLOSING_SHARE = {EMAIL: 0.15}
_CHAT_CLOSING_SHARE = 0.26
_COMPLAINT_SHARE = 0.85
_EASE_OPENING, _EASE_LATER, _EASE_SECOND_TRY, _EASE_SMALL_TALK = 1.0, 0.85, 0.4, 0.3


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the customer and how it was answered; slots unfilled."""

    setting: Setting
    message: str
    answer: Answer


class Dialogues:
    """Writes one conversation after another, using each text once before any twice."""

    def __init__(self, library: Library, rng: Random) -> None:
        self._library = library
        self._rng = rng
        self._dealer = Dealer(rng)
        self._voice = Voice(library, rng)
        self._answers = Answers(library, rng, self._dealer, self._voice)
        self._closing = library.closing()

    def write(self, version: str, intent: Intent, another: Intent | None = None) -> list[Turn]:
        """Return one to six turns about `intent`, then maybe about `another` (chat only)."""
        ask = self._dealer.deal(intent.opening.asks)
        setting = Setting(intent, version, self._voice.channel(ask.text))
        cues = [Cue(setting, intent.opening, ask, _EASE_OPENING, first=True)]
        cues += self._follow_ups(setting, ask)
        if another and setting.channel != EMAIL:
            cues += self._second_question(replace(setting, intent=another))
        cues += self._goodbye(setting)
        return self._play(cues)

    def _play(self, cues: Sequence[Cue]) -> list[Turn]:
        turns: list[Turn] = []
        while cues and len(turns) < LONGEST:
            cue, *cues = cues
            turns.append(self._turn(cue))
            cues = self._what_follows(cue, turns[-1].answer, cues)
        return turns

    def _follow_ups(self, setting: Setting, ask: Line) -> list[Cue]:
        return [
            self._cue(setting, exchange, _EASE_LATER)
            for exchange in setting.intent.follow_ups
            if exchange.follows(ask.labels) and self._rng.random() < _FOLLOW_UP_SHARE
        ]

    def _second_question(self, setting: Setting) -> list[Cue]:
        brief = [ask for ask in setting.intent.opening.asks if self._voice.brief(ask.text)]
        if not brief:
            return []
        ask = self._dealer.deal(brief)
        begun = replace(ask, text=self._voice.second_question(ask.text))
        question = Cue(setting, setting.intent.opening, begun, _EASE_OPENING)
        return [question, *self._follow_ups(setting, ask)]

    def _goodbye(self, setting: Setting) -> list[Cue]:
        share = _CLOSING_SHARE.get(setting.channel, _CHAT_CLOSING_SHARE)
        on_topic = setting.english and setting.intent.topic is not None
        if not on_topic or self._rng.random() >= share:
            return []
        return [replace(self._cue(setting, self._closing, _EASE_SMALL_TALK), small_talk=True)]

    def _cue(self, setting: Setting, exchange: Exchange, ease: float) -> Cue:
        return Cue(setting, exchange, self._dealer.deal(exchange.asks), ease)

    def _turn(self, cue: Cue) -> Turn:
        message = cue.ask.text
        if cue.setting.english:
            message = self._voice.customer(message, cue.setting.channel, first=cue.first)
        return Turn(cue.setting, message, self._answers.answer(cue))

    def _what_follows(self, cue: Cue, answer: Answer, cues: Sequence[Cue]) -> Sequence[Cue]:
        """A bad reply that reached the customer is complained about, or ends the conversation."""
        if answer.flaw is None or answer.override is not None:
            return cues
        complains = cue.setting.english and not cue.small_talk
        if not complains or self._rng.random() >= _COMPLAINT_SHARE:
            return []
        return [self._complaint(cue.setting, answer), *cues]

    def _complaint(self, setting: Setting, answer: Answer) -> Cue:
        asks = self._library.pool("pushback", answer.flaw or "")
        apology = self._rng.choice(self._library.pool("apology", "texts"))
        apologetic = (answer.repair or "").startswith(("Sorry", "I'm sorry", "I'm so sorry"))
        good = Line(f"{'' if apologetic else apology}{answer.repair}")
        return self._cue(setting, Exchange(tuple(map(Line, asks)), (good,)), _EASE_SECOND_TRY)

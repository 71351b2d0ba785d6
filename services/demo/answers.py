"""One reply of the assistant, good or bad, and what an agent sent in its place."""

from dataclasses import dataclass, replace
from random import Random

from services.demo.dealer import Dealer
from services.demo.flaws import Blunder, Blunders
from services.demo.scripts import Exchange, Intent, Library, Line
from services.demo.signals import goes_wrong
from services.demo.voice import BARE, Frame, Voice

_REPAIRED_SHARE = 0.83
_SENT_ANOTHER_SHARE = 0.27
_SMALL_EDIT_SHARE = 0.65
_REWRITE_SHARE = 0.4
_PLAIN_SHARE = 0.35
_UNFRAMED_KINDS = frozenset(("wrong_language", "other", "tone"))
_UNFINISHED_KINDS = frozenset(("incomplete", "other"))


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole conversation."""

    intent: Intent
    version: str
    channel: str

    @property
    def english(self) -> bool:
        """Tell whether the phrases that fit any topic can be used: they are English."""
        return self.intent.language == "en"


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said next. `ease` multiplies how often the assistant gets it wrong."""

    setting: Setting
    exchange: Exchange
    ask: Line
    ease: float
    first: bool = False
    small_talk: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The assistant's reply and an agent's where one was sent instead; slots unfilled.

    `flaw` is the kind of a bad reply, `repair` the bare text that would have been right.
    """

    reply: str
    override: str | None = None
    flaw: str | None = None
    repair: str | None = None


class Answers:
    """Answers cues, well or badly."""

    def __init__(self, library: Library, rng: Random, dealer: Dealer, voice: Voice) -> None:
        self._rng = rng
        self._dealer = dealer
        self._voice = voice
        self._blunders = Blunders(library, rng, dealer)
        self._touches = library.pool("touches", "texts")

    def answer(self, cue: Cue) -> Answer:
        """Return the assistant's reply to a cue."""
        good = self._dealer.deal(_suitable(cue)).text
        frame = self._frame(cue)
        blunder = self._blunder(cue, good)
        if blunder:
            return self._bad(cue, blunder, frame)
        reply, sent = frame.around(good), self._sent_instead(cue, good, frame)
        return Answer(reply, None if sent == reply else sent)

    def _frame(self, cue: Cue) -> Frame:
        if cue.small_talk or not cue.setting.english:
            return BARE
        return self._voice.assistant(cue.setting.version, cue.setting.channel, first=cue.first)

    def _agent_frame(self, setting: Setting) -> Frame:
        return self._voice.agent(setting.channel) if setting.english else BARE

    def _blunder(self, cue: Cue, good: str) -> Blunder | None:
        setting = cue.setting
        difficulty = setting.intent.difficulty * cue.ease
        if not goes_wrong(self._rng, setting.version, difficulty):
            return None
        if cue.small_talk or not setting.english:
            return self._blunders.written(cue.exchange, cue.ask)
        return self._blunders.any_kind(cue.exchange, cue.ask, good, setting.intent.topic)

    def _bad(self, cue: Cue, blunder: Blunder, frame: Frame) -> Answer:
        shown = _frame_of(blunder.kind, frame)
        reply = shown.around(blunder.reply)
        if blunder.kind == "template_leak":
            reply = self._blunders.leak(reply)
        override = None
        if self._rng.random() < _REPAIRED_SHARE:
            override = self._repair_frame(cue, shown).around(blunder.fix)
        return Answer(reply, override, blunder.kind, blunder.fix)

    def _repair_frame(self, cue: Cue, shown: Frame) -> Frame:
        """An agent edits the reply in place, or writes one of her own."""
        if cue.small_talk:
            return BARE
        agent = self._agent_frame(cue.setting)
        return replace(agent, before=shown.before) if self._edits() else agent

    def _edits(self) -> bool:
        return self._rng.random() < _SMALL_EDIT_SHARE

    def _sent_instead(self, cue: Cue, good: str, frame: Frame) -> str | None:
        """Return what an agent sent although the reply was right: a habit, not a repair."""
        share = 0.0 if cue.small_talk else _SENT_ANOTHER_SHARE
        if self._rng.random() >= share:
            return None
        agent = self._agent_frame(cue.setting)
        others = [line.text for line in _suitable(cue) if line.text != good]
        if others and self._rng.random() < _REWRITE_SHARE:
            return agent.around(self._rng.choice(others))
        if not cue.setting.english:
            return None
        return replace(agent, before=frame.before).around(self._touched(good))

    def _touched(self, good: str) -> str:
        """Return the reply with a personal sentence, or as it is, without its flourish."""
        if self._rng.random() < _PLAIN_SHARE:
            return good
        gap = "\n\n" if "\n" in good else " "
        return good + gap + self._rng.choice(self._touches)


def _suitable(cue: Cue) -> list[Line]:
    return [reply for reply in cue.exchange.good if reply.suits(cue.ask.labels)]


def _frame_of(kind: str, frame: Frame) -> Frame:
    if kind in _UNFRAMED_KINDS:
        return BARE
    return frame.opening() if kind in _UNFINISHED_KINDS else frame

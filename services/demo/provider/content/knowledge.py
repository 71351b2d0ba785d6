"""What the simulated assistant knows of the shop: the questions and answers of the demo corpus."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from services.demo.facts import SLOT
from services.demo.provider.content.words import content_words, likeness
from services.demo.scripts import Exchange, Flaw, Library, Line, load_library

Item = TypeVar("Item")

_SAME_QUESTION = 0.5
_SAME_REPLY = 0.62
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the corpus, with its exchange."""

    ask: Line
    exchange: Exchange
    topic: str | None
    language: str

    def answers(self) -> list[str]:
        """Return the good replies to it, slots unfilled."""
        return [reply.text for reply in self.exchange.good if reply.suits(self.ask.labels)]

    def flaws(self) -> list[Flaw]:
        """Return the bad replies to it."""
        return [flaw for flaw in self.exchange.flaws if flaw.reply.suits(self.ask.labels)]


@dataclass(frozen=True, slots=True)
class KnownReply:
    """A reply of the corpus; with the kind of its flaw and its repair, if it has one."""

    text: str
    topic: str | None
    kind: str | None = None
    fix: str = ""


class Index(Generic[Item]):
    """Finds the item whose words are most like those of a text."""

    def __init__(self) -> None:
        self._items: list[tuple[frozenset[str], Item]] = []
        self._holding: dict[str, list[int]] = defaultdict(list)

    def add(self, text: str, item: Item) -> None:
        """Hold another item, to be found by this text."""
        words = content_words(SLOT.sub(" ", text))
        if len(words) < _FEWEST_WORDS:
            return
        for word in words:
            self._holding[word].append(len(self._items))
        self._items.append((words, item))

    def best(self, text: str, at_least: float) -> Item | None:
        """Return the item that is most like a text, if it is at least so like (Dice, 0..1)."""
        words = content_words(text)
        shared = Counter(at for word in words for at in self._holding.get(word, ()))
        likely = (self._items[at] for at, _ in shared.most_common(8))
        ranked = [(likeness(words, held), item) for held, item in likely]
        found, item = max(ranked, key=lambda pair: pair[0], default=(0.0, None))
        return item if found >= at_least else None


class Knowledge:
    """Questions and replies of the corpus, to be found by what somebody wrote."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._questions, self._replies = Index[Question](), Index[KnownReply]()
        for intent in library.intents:
            for exchange in (intent.opening, *intent.follow_ups):
                self._learn(exchange, intent.topic, intent.language)
        self._learn(library.closing(), None, "en")
        for kind in library.phrases["generic"]:
            for text in library.pool("generic", kind, "texts"):
                self._replies.add(text, KnownReply(text, None, kind))

    def _learn(self, exchange: Exchange, topic: str | None, language: str) -> None:
        for ask in exchange.asks:
            self._questions.add(ask.text, Question(ask, exchange, topic, language))
        for good in exchange.good:
            self._replies.add(good.text, KnownReply(good.text, topic))
        for flaw in exchange.flaws:
            known = KnownReply(flaw.reply.text, topic, flaw.kind, flaw.fix)
            self._replies.add(known.text, known)

    def question_like(self, message: str) -> Question | None:
        """Return the question of the corpus that a message asks, if it asks one."""
        return self._questions.best(message, _SAME_QUESTION)

    def reply_like(self, reply: str) -> KnownReply | None:
        """Return the reply of the corpus that a text says, if it says one."""
        return self._replies.best(reply, _SAME_REPLY)

    def slip_in(self, known: KnownReply, reply: str) -> str | None:
        """Return the words of a reply that slipped in instead of those of a known good one."""
        for right, wrong in self.library.phrases["slips"]["pairs"]:
            if "{" not in right and right in known.text and right not in reply and wrong in reply:
                return str(wrong)
        return None


@cache
def load_knowledge() -> Knowledge:
    """Read the corpus's material once (about 0.1 s)."""
    return Knowledge(load_library())

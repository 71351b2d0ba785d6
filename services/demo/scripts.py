"""The hand-written material of the demo corpus: who asks what, and how it is answered.

Written as TOML under `resources/demo`. A line may start with labels in square brackets
(`[storm] Is the road open?`): an ask and a reply go together when they share a label. A line
without labels carries `-`; `*` on a reply goes with every ask.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

_LABELS = re.compile(r"\[([-a-z0-9*]+(?:,[-a-z0-9*]+)*)\] ")
_PLAIN = frozenset("-")
_ANY = "*"


@dataclass(frozen=True, slots=True)
class Line:
    """One text with slots in braces, and the labels of the questions it belongs to."""

    text: str
    labels: frozenset[str] = _PLAIN

    def suits(self, labels: frozenset[str]) -> bool:
        """Tell whether this reply goes with an ask that carries `labels`."""
        return _ANY in self.labels or bool(self.labels & labels)


@dataclass(frozen=True, slots=True)
class Flaw:
    """A bad reply of a known kind with the override that repairs it."""

    kind: str
    reply: Line
    fix: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One thing a customer may say, in several phrasings, with its good and bad answers.

    A follow-up happens only after an opening that carries one of the labels `after`.
    """

    asks: tuple[Line, ...]
    good: tuple[Line, ...]
    flaws: tuple[Flaw, ...] = ()
    after: frozenset[str] = frozenset(_ANY)

    def follows(self, labels: frozenset[str]) -> bool:
        """Tell whether this may come up after an opening that carries `labels`."""
        return _ANY in self.after or bool(self.after & labels)


@dataclass(frozen=True, slots=True)
class Intent:
    """What a conversation is about. Weights are relative frequencies, over all intents alike.

    `difficulty` multiplies how often the assistant gets it wrong.
    """

    topic: str | None
    name: str
    language: str
    weight: float
    surge_weight: float
    difficulty: float
    opening: Exchange
    follow_ups: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """All that is written, as it lies in `resources/demo`."""

    intents: tuple[Intent, ...]
    phrases: Mapping[str, Any]
    vocabulary: Mapping[str, Any]

    def pool(self, *path: str) -> tuple[str, ...]:
        """Return the list of phrases under `path`."""
        node: Any = self.phrases
        for key in path:
            node = node[key]
        return tuple(node)

    def closing(self) -> Exchange:
        """Return the small talk that ends a conversation."""
        return _exchange(self.phrases["closing"])


def load_library() -> Library:
    """Read the whole material (about 0.2 MB of TOML)."""
    root = files("resources") / "demo"
    topics = _documents(root / "topics")
    languages = _documents(root / "languages")
    return Library(
        intents=tuple(i for document in (*topics, *languages) for i in _intents(document)),
        phrases=_toml(root / "phrases.toml"),
        vocabulary=_toml(root / "vocabulary.toml"),
    )


def _documents(folder: Traversable) -> list[Mapping[str, Any]]:
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    return [_toml(file) for file in found if file.name.endswith(".toml")]


def _toml(file: Traversable) -> Mapping[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _intents(document: Mapping[str, Any]) -> Iterator[Intent]:
    weight = document.get("weight", 1.0)
    usual = sum(_weight(i) for i in document["intents"])
    surging = sum(_weight(i, surging=True) for i in document["intents"])
    for raw in document["intents"]:
        yield Intent(
            topic=raw.get("topic", document.get("topic")) or None,
            name=raw["name"],
            language=document.get("language", "en"),
            weight=weight * _weight(raw) / usual,
            surge_weight=weight * document.get("surge", 1.0) * _weight(raw, surging=True) / surging,
            difficulty=raw.get("difficulty", 1.0),
            opening=_exchange(raw),
            follow_ups=tuple(_exchange(part) for part in raw.get("then", ())),
        )


def _weight(raw: Mapping[str, Any], *, surging: bool = False) -> float:
    only_later = raw.get("surge_only", False) and not surging
    return 0.0 if only_later else float(raw.get("weight", 1.0))


def _exchange(raw: Mapping[str, Any]) -> Exchange:
    return Exchange(
        asks=tuple(map(_line, raw["asks"])),
        good=tuple(map(_line, raw["good"])),
        flaws=tuple(map(_flaw, raw.get("bad", ()))),
        after=frozenset(raw.get("after", _ANY)),
    )


def _line(text: str) -> Line:
    found = _LABELS.match(text)
    if not found:
        return Line(text)
    return Line(text[found.end() :], frozenset(found[1].split(",")))


def _flaw(raw: Mapping[str, Any]) -> Flaw:
    labels: Sequence[str] = raw.get("to", ("-",))
    return Flaw(raw["kind"], Line(raw["ai"], frozenset(labels)), raw["fix"])

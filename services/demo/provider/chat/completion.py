"""What a model answers to a chat request, before it is put in the shape of a response."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from services.demo.provider.chance import generator
from services.demo.provider.chat.rules import wanted_schema
from services.demo.provider.content.author import Author
from services.demo.provider.content.reading import read
from services.demo.provider.faults import Fault
from services.demo.provider.settings import ModelCard
from services.demo.provider.structured.answers import SchemaAnswers
from services.demo.provider.tokens import tokenize

REFUSED = "I'm sorry, but I can't help with that request."
_LENGTH_WHERE_NONE_IS_SET = 16
_SURE = 0.94


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its tokens, why it ended, and how sure the model was of a token, 0..1."""

    index: int
    tokens: tuple[str, ...]
    finish_reason: str
    confidence: float
    refused: bool = False

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.tokens)


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat request that was found to be right."""

    body: Mapping[str, Any]
    card: ModelCard
    faults: frozenset[Fault]
    seed: int
    key: str


def complete(chat: Chat) -> list[Choice]:
    """Return the answers to a chat request."""
    return [_choice(chat, index) for index in range(chat.body.get("n") or 1)]


def _choice(chat: Chat, index: int) -> Choice:
    if Fault.REFUSAL in chat.faults:
        return Choice(index, tuple(tokenize(REFUSED)), "stop", _SURE, refused=True)
    if Fault.EMPTY in chat.faults:
        return Choice(index, (), "stop", _SURE)
    choice = _written(chat, index)
    if Fault.CONTENT_FILTER in chat.faults:
        half = choice.tokens[: len(choice.tokens) // 2]
        return replace(choice, tokens=half, finish_reason="content_filter")
    return _cut(choice, _most_tokens(chat), _stops(chat.body))


def _written(chat: Chat, index: int) -> Choice:
    rng = generator(chat.seed, chat.card.id, chat.body.get("seed"), chat.body["messages"], index)
    author = Author(read(chat.body["messages"]), rng)
    schema = wanted_schema(chat.body)
    if schema is None:
        return Choice(index, tuple(tokenize(author.plain_text())), "stop", author.confidence())
    text = _broken(json.dumps(_document(schema, author, chat), ensure_ascii=False), chat)
    return Choice(index, tuple(tokenize(text)), "stop", author.confidence())


def _document(schema: Mapping[str, Any], author: Author, chat: Chat) -> Any:
    if not schema.get("properties") and schema.get("type", "object") == "object":
        made: Any = {"answer": author.plain_text()}
    else:
        made = SchemaAnswers(schema, author, author.rng).make()
    return _unfitting(made) if Fault.WRONG_SCHEMA in chat.faults else made


def _unfitting(document: Any) -> Any:
    """Return JSON that is right as JSON and fits no schema that the document fitted."""
    if not isinstance(document, dict):
        return {"unexpected": document}
    kept = dict(list(document.items())[1:])
    return {"unexpected": "simulated", **kept}


def _broken(text: str, chat: Chat) -> str:
    return text[: len(text) * 2 // 3] if Fault.INVALID_JSON in chat.faults else text


def _most_tokens(chat: Chat) -> int | None:
    """Return the most tokens of an answer; a lenient server knows only the older parameter."""
    asked: int | None = chat.body.get("max_tokens")
    if not chat.card.lenient:
        asked = asked or chat.body.get("max_completion_tokens")
    if Fault.LENGTH in chat.faults:
        return min(asked or _LENGTH_WHERE_NONE_IS_SET, _LENGTH_WHERE_NONE_IS_SET)
    return asked


def _stops(body: Mapping[str, Any]) -> list[str]:
    stops = body.get("stop") or []
    return [stops] if isinstance(stops, str) else list(stops)


def _cut(choice: Choice, most: int | None, stops: list[str]) -> Choice:
    found = [at for stop in stops if (at := choice.text.find(stop)) >= 0]
    if found:
        choice = replace(choice, tokens=tuple(tokenize(choice.text[: min(found)])))
    if most is not None and len(choice.tokens) > most:
        return replace(choice, tokens=choice.tokens[:most], finish_reason="length")
    return choice

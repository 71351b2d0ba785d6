"""What a model answers to a chat request, before it is put in the shape of a response."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from services.demo.provider.chance import generator, share
from services.demo.provider.content.author import Author
from services.demo.provider.content.drafting import Drafting, Form
from services.demo.provider.content.findings import Case
from services.demo.provider.content.knowledge import load_knowledge
from services.demo.provider.content.phrases import load_phrases
from services.demo.provider.content.reading import Part, Reading, read
from services.demo.provider.content.tasks import task_of
from services.demo.provider.content.writer import Writer
from services.demo.provider.faults import Fault
from services.demo.provider.settings import ModelCard, Structure
from services.demo.provider.structured.answers import SchemaAnswers
from services.demo.provider.structured.embedded import schema_in
from services.demo.provider.structured.rules import Schema
from services.demo.provider.tokens import tokenize

_ANYTHING: Schema = {"type": "object"}
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
    reading = read(chat.body["messages"])
    schema = _schema(chat, reading)
    author = _author(chat, reading, schema, index)
    if schema is None:
        return _choice_of(index, author.plain_text(), author, chat)
    text = json.dumps(_document(schema, author, chat), ensure_ascii=False)
    if Fault.INVALID_JSON in chat.faults:
        text = text[: len(text) * 2 // 3]
    elif chat.card.structure is Structure.TEXT:
        text = f"```json\n{text}\n```"
    return _choice_of(index, text, author, chat)


def _choice_of(index: int, text: str, author: Author, chat: Chat) -> Choice:
    sure = author.draft.confidence if chat.body.get("logprobs") else _SURE
    return Choice(index, tuple(tokenize(text)), "stop", sure)


def _schema(chat: Chat, reading: Reading) -> Schema | None:
    """Return the schema an answer has to fit, an open one for any JSON, None for text."""
    wanted = chat.body.get("response_format") or {"type": "text"}
    if wanted["type"] == "json_schema":
        return wanted["json_schema"].get("schema") or _ANYTHING
    beside = wanted.get("schema") if wanted["type"] == "json_object" else None
    told = beside or schema_in(reading.instructions)
    return told if told or wanted["type"] == "text" else _ANYTHING


def _author(chat: Chat, reading: Reading, schema: Schema | None, index: int) -> Author:
    rng = generator(chat.seed, chat.card.id, chat.body.get("seed"), index, *reading.subject)
    parts = reading.parts
    case = Case(reading.text(Part.CUSTOMER), reading.reply, parts.get(Part.AGENT_REPLY, ""))
    knowledge, phrases = load_knowledge(), load_phrases()
    writer = Writer(phrases, knowledge, case, reading.text(Part.EARLIER), rng)
    chances = (share(chat.seed, "difficulty", case.customer), rng.random())
    form = Form.of(chat.card.skill, reading.instructions, chances)
    task = task_of(reading, frozenset((schema or {}).get("properties", ())))
    return Author(reading, task, phrases, knowledge, Drafting(writer, form), rng)


def _document(schema: Schema, author: Author, chat: Chat) -> Any:
    if schema.get("properties") or schema.get("type", "object") != "object":
        made = SchemaAnswers(schema, author, author.rng).make()
    else:
        made = {"answer": author.plain_text()}
    return _unfitting(made) if Fault.WRONG_SCHEMA in chat.faults else made


def _unfitting(document: Any) -> Any:
    """Return JSON that is right as JSON and fits no schema that the document fitted."""
    if not isinstance(document, dict):
        return {"unexpected": document}
    kept = dict(list(document.items())[1:])
    return {"unexpected": "simulated", **kept}


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

"""The forms that answers have to have: what a model is told, and what is taken from it."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, Literal, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator
from pydantic_core import from_json

from reviewer.domain.rubric import Scores

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)

#: Errors of a validation that are told to the model.
MOST_ERRORS = 4
_FENCED = re.compile(r"^\s*```[a-z]*\s*\n(.*?)\n?\s*```\s*$", re.DOTALL)


class InvalidAnswer(Exception):
    """An answer that is not in its form, with the sentence that the model is told.

    `for_person` is what a person is told where the model does it again.
    """

    def __init__(self, problem: str, for_person: str | None = None) -> None:
        super().__init__(problem)
        self.for_person = for_person or (
            f"The model did not answer in the form that was asked for, twice: {problem}"
        )


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """How an answer looks: its JSON schema (strict, as OpenAI takes it) and how it is read.

    A plain text has no schema. `parse` raises InvalidAnswer. `streamed` is the property that is
    shown while it arrives.
    """

    name: str
    schema: Mapping[str, Any] | None
    parse: Callable[[str], T]
    streamed: str


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be empty")
    return value.strip()


class ImprovedReply(_Answer):
    """One improved reply, and what was changed."""

    improved_reply: str
    reason: str

    _filled = field_validator("improved_reply")(_text)


class WhyReply(_Answer):
    """Why the assistant replied as it did; `signals` are quotations."""

    explanation: str
    signals: list[str]

    _filled = field_validator("explanation")(_text)


class WhyFailed(_Answer):
    """Why a reply failed, its category, and a caution for later prompts."""

    explanation: str
    causes: list[str]
    category: str
    caution: str

    _filled = field_validator("explanation")(_text)


class Category(_Answer):
    """What shows a failure, and its category."""

    reason: str
    category: str


Score = Literal[1, 2, 3, 4, 5]


class ReplyScores(_Answer):
    """Scores of one reply by rubric v1."""

    correctness: Score
    helpfulness: Score
    tone: Score
    completeness: Score

    def scores(self) -> Scores:
        """Return them as the rubric's record."""
        return Scores(self.correctness, self.helpfulness, self.tone, self.completeness)


class PairVerdict(_Answer):
    """Scores of two replies, in the order they were shown, after what made the difference."""

    comment: str
    first: ReplyScores
    second: ReplyScores


class ClusterName(_Answer):
    """What a group of failures is called, and what to learn from it."""

    label: str
    caution: str

    _filled = field_validator("label")(_text)


def _plain(text: str) -> str:
    if not text.strip():
        raise InvalidAnswer("The answer is empty.")
    return text.strip()


#: The form of an answer that is a text for people.
PLAIN_TEXT: Form[str] = Form("text", None, _plain, "")


def _fine(_answer: object) -> None:
    """Find nothing else wrong."""


def form(answer: type[M], streamed: str, check: Callable[[M], object] = _fine) -> Form[M]:
    """Return the form of a model; `check` raises InvalidAnswer for what else is wrong with one."""

    def parse(text: str) -> M:
        parsed = _parsed(answer, text)
        check(parsed)
        return parsed

    return Form(_snake(answer.__name__), strict_schema(answer), parse, streamed)


def with_categories(made: Form[M], categories: Collection[str]) -> Form[M]:
    """Return the form with its `category` held to a vocabulary."""
    schema: dict[str, Any] = orjson.loads(orjson.dumps(dict(made.schema or {})))
    schema["properties"]["category"]["enum"] = list(categories)

    def parse(text: str) -> M:
        parsed = made.parse(text)
        if getattr(parsed, "category", None) not in categories:
            raise InvalidAnswer(f'"category" must be one of: {", ".join(categories)}.')
        return parsed

    return Form(made.name, schema, parse, made.streamed)


def turned(made: Form[M], into: Callable[[M], T]) -> Form[T]:
    """Return the form whose answers are turned into something else once they are read."""
    return Form(made.name, made.schema, lambda text: into(made.parse(text)), made.streamed)


@cache
def strict_schema(answer: type[BaseModel]) -> Mapping[str, Any]:
    """Return the JSON schema of a model in the strict subset: everything required, nothing else.

    It is made once per model, and not to be changed.
    """
    schema = answer.model_json_schema()
    for node in (schema, *schema.get("$defs", {}).values()):
        node["additionalProperties"] = False
        node["required"] = list(node["properties"])
        for described in (node, *node["properties"].values()):
            described.pop("title", None)
        node.pop("description", None)
    return schema


def _parsed(answer: type[M], text: str) -> M:
    try:
        return answer.model_validate_json(_json_part(text))
    except ValidationError as error:
        raise InvalidAnswer(_told(error)) from None


def _json_part(text: str) -> str:
    """Return the JSON object in an answer: models wrap it in a code block, or in a sentence."""
    fenced = _FENCED.match(text)
    inner = (fenced[1] if fenced else text).strip()
    if inner.startswith("{"):
        return inner
    start, end = inner.find("{"), inner.rfind("}")
    return inner[start : end + 1] if 0 <= start < end else inner


def _told(error: ValidationError) -> str:
    """Return the errors without the values they are about, which may be a customer's words."""
    errors = error.errors(include_url=False, include_context=False, include_input=False)
    told = [f"{'.'.join(map(str, one['loc'])) or 'JSON'}: {one['msg']}" for one in errors]
    return f"{'; '.join(told[:MOST_ERRORS])}."


def arriving_text(made: Form[Any], text: str) -> str:
    """Return as much of the shown property as has arrived of an answer."""
    if made.schema is None:
        return text
    if not text.lstrip().startswith("{"):
        return ""
    try:
        partial = from_json(text, allow_partial="trailing-strings")
    except ValueError:
        return ""
    shown = partial.get(made.streamed) if isinstance(partial, dict) else None
    return shown if isinstance(shown, str) else ""


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()

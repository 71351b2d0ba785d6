"""A question: everything that shapes an answer, and the key that names it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID

import orjson

from reviewer.domain.assistant import Provider, Purpose
from services.assistant.forms import Form
from services.assistant.quoting import draw_fence
from services.assistant.templates import PromptTemplate
from services.assistant.wire import Chat, Message

T = TypeVar("T")

#: Part of every key: another number forgets all answers.
KEY_VERSION = 1


@dataclass(frozen=True)
class Question(Generic[T]):
    """What is asked of a model. `turns` stand between the template's two parts.

    `sample` tells questions apart that are meant to be asked more than once.
    """

    purpose: Purpose
    provider: Provider
    model: str
    template: PromptTemplate
    values: Mapping[str, Any]
    form: Form[T]
    most_tokens: int
    temperature: float | None = 0.0
    logprobs: bool = False
    turns: Sequence[Message] = ()
    interaction_id: UUID | None = None
    run_id: UUID | None = None
    sample: int = 0

    @cached_property
    def key(self) -> bytes:
        """Return 16 bytes that are the same for the same question.

        They do not depend on the random ending of the tags, nor on the profile's name.
        """
        turns = [(turn.role, turn.text) for turn in self.turns]
        shape = (
            KEY_VERSION,
            self.provider.base_url,
            self.model,
            self.template.digest.hex(),
            self.values,
            turns,
            self.form.schema,
            self.most_tokens,
            self.temperature,
            self.logprobs,
            self.sample,
        )
        text = orjson.dumps(shape, option=orjson.OPT_SORT_KEYS)
        return hashlib.blake2b(text, digest_size=16).digest()

    def chat(self) -> Chat:
        """Return the messages, with freshly drawn tags around what is data."""
        prompt = self.template.render(self.values, draw_fence(self.values))
        first, last = Message("system", prompt.system), Message("user", prompt.user)
        return Chat(
            self.model,
            (first, *self.turns, last),
            self.most_tokens,
            self.form.name,
            self.form.schema,
            self.temperature,
            self.logprobs,
        )

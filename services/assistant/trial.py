"""Tries a provider out: is it there, does it take the key, what can the model do."""

import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment
from pydantic import BaseModel, ConfigDict

from reviewer.domain.assistant import Capabilities, NoAnswer, Provider, Purpose
from reviewer.errors import ProviderError
from services.assistant.asking import Asker, Manner
from services.assistant.forms import form
from services.assistant.gateway import Gateway
from services.assistant.questions import Question
from services.assistant.templates import PromptTemplate

if TYPE_CHECKING:
    from services.assistant.wire import Model

MOST_TOKENS = 300
_TEXT = (
    "{% block system %}You help to test a connection. Answer in one or two words.{% endblock %}"
    "{% block user %}Say hello: put a greeting into “greeting”.{% endblock %}"
)


@dataclass(frozen=True, slots=True)
class Tested:
    """What trying a provider out showed.

    `latency` is in seconds. `models` are those that it lists, None where it lists none. `problem`
    is a sentence where it does not work as it should.
    """

    provider: Provider
    works: bool
    latency: float | None
    capabilities: Capabilities
    models: "tuple[Model, ...] | None"
    cost: int
    problem: str | None

    @property
    def retires(self) -> str | None:
        """Return the day on which the profile's model is shut down, where the provider tells."""
        listed = (model for model in self.models or () if model.id == self.provider.model)
        return next((model.retires for model in listed), None)


class _Greeting(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)
    greeting: str


@cache
def _template() -> PromptTemplate:
    return PromptTemplate("test", "test/1", _TEXT, Environment(autoescape=False))  # noqa: S701


async def try_provider(provider: Provider, gateway: Gateway, asker: Asker) -> Tested:
    """List the models and make one small call, with the key as it is now.

    Raises SpendingRefused, StoreError.
    """
    gateway.forget_key(provider)
    try:
        models = await gateway.models(provider)
    except ProviderError:
        models = None  # many compatible servers list none; the call tells whether it works
    question = Question(
        purpose=Purpose.TEST,
        provider=provider,
        model=provider.model,
        template=_template(),
        values={},
        form=form(_Greeting, "greeting"),
        most_tokens=MOST_TOKENS,
        logprobs=True,
    )
    began = time.perf_counter()
    manner = Manner(fresh=True, waiting_person=True)
    try:
        given = await asker.ask(question, lambda _writing, _given: None, manner)
    except ProviderError as fault:
        return _tested(provider, gateway, models, None, 0, str(fault))
    latency = time.perf_counter() - began
    problem = given.sentence if isinstance(given, NoAnswer) else None
    return _tested(provider, gateway, models, latency, given.cost, problem)


def _tested(
    provider: Provider,
    gateway: Gateway,
    models: "tuple[Model, ...] | None",
    latency: float | None,
    cost: int,
    problem: str | None,
) -> Tested:
    can = gateway.can(provider, provider.model)
    return Tested(provider, problem is None, latency, can, models, cost, problem)

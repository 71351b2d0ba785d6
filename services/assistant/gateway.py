"""The one door to language models: asks, learns what a model takes, and names what went wrong."""

from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reviewer.domain.assistant import CallState, Capabilities, Provider
from reviewer.domain.cost import NO_TOKENS
from reviewer.errors import ProviderError, ProviderRefused
from services.assistant.clients import Clients
from services.assistant.exchange import Exchange, listening
from services.assistant.faults import FILTER_CODES, fault_of, refusal_of
from services.assistant.learning import learned_from, settled
from services.assistant.limits import RateLimits
from services.assistant.streaming import Arriving, gather
from services.assistant.wire import (
    Chat,
    Completion,
    Model,
    body_of,
    read_completion,
    read_models,
)

if TYPE_CHECKING:
    from openai import APIError, APIStatusError

PATH = "/chat/completions"
#: How often one call may be asked again without something that was refused.
MOST_LESSONS = 6

Remember = Callable[[Provider, str, Capabilities], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One call on its way: of whom, what, and what its connection sees.

    `arriving` hears the text of a streamed answer as it comes; without it the answer comes whole.
    """

    provider: Provider
    chat: Chat
    exchange: Exchange
    arriving: Arriving | None = None
    waiting_person: bool = False


class Gateway:
    """Asks providers through the SDK. For the one loop that uses it.

    `remember` keeps what was found out about a model.
    """

    def __init__(self, clients: Clients, remember: Remember) -> None:
        self._clients = clients
        self._remember = remember
        self._limits: dict[str, RateLimits] = {}
        self._known: dict[tuple[str, str, str], Capabilities] = {}

    def limits(self, provider: Provider) -> RateLimits:
        """Return the limits of a provider."""
        limits = self._limits.get(provider.base_url)
        if limits is None or limits.concurrency != provider.concurrency:
            limits = self._limits[provider.base_url] = RateLimits(provider.concurrency)
        return limits

    def can(self, provider: Provider, model: str) -> Capabilities:
        """Return what is known of a model by now."""
        return self._known.get(_place(provider, model), provider.can(model))

    async def complete(self, asked: Asked) -> Completion:
        """Ask, and return how the answer came out, whole. Raises ProviderError."""
        from openai import APIError

        chat, limits = asked.chat, asked.exchange.limits
        tokens = chat.prompt_bytes() // 4 + chat.most_tokens
        try:
            async with limits.place(tokens, waiting_person=asked.waiting_person):
                with listening(asked.exchange):
                    return await self._learning(asked)
        except APIError as error:
            raise self._fault(error, asked.provider, chat.model) from None

    def forget_key(self, provider: Provider) -> None:
        """Look a provider's key up anew with the next call."""
        self._clients.forget_key(provider)

    async def models(self, provider: Provider) -> tuple[Model, ...]:
        """Return the models that a provider lists. Raises ProviderError."""
        from httpx2 import Response
        from openai import APIError

        try:
            async with self._clients.lent(provider) as client:
                response = await client.get("/models", cast_to=Response)
        except APIError as error:
            raise self._fault(error, provider, provider.model) from None
        return read_models(response.content)

    def _fault(self, error: "APIError", provider: Provider, model: str) -> ProviderError:
        fault = fault_of(error, provider, model, self._clients.answer_seconds)
        if isinstance(fault, ProviderRefused):
            self._clients.forget_key(provider)
        return fault

    async def _learning(self, asked: Asked) -> Completion:
        """Send until no refusal teaches anything new."""
        from openai import APIStatusError

        can = self.can(asked.provider, asked.chat.model)
        tried = {can}
        while True:
            body = body_of(asked.chat, can, stream=asked.arriving is not None)
            try:
                completion = await self._send(asked, body)
            except APIStatusError as error:
                if _filtered(error):
                    return _no_text(asked.chat, CallState.FILTERED)
                can = _lesson(error, body, can, tried)
            else:
                await self._settle(asked, body, can, completion)
                return completion

    async def _settle(
        self, asked: Asked, body: dict[str, Any], can: Capabilities, completion: Completion
    ) -> None:
        found = settled(can, body, told_logprobs=completion.confidence is not None)
        found = replace(found, reasons=can.reasons or completion.reasoned)
        provider, model = asked.provider, asked.chat.model
        if found != self.can(provider, model):
            self._known[_place(provider, model)] = found
            await self._remember(provider, model, found)

    async def _send(self, asked: Asked, body: dict[str, Any]) -> Completion:
        if asked.arriving is not None:
            return await self._stream(asked, body, asked.arriving)
        from httpx2 import Response

        async with self._clients.lent(asked.provider) as client:
            response = await client.post(PATH, body=body, cast_to=Response)
        request_id = response.headers.get("x-request-id")
        return read_completion(response.content, asked.chat, request_id)

    async def _stream(self, asked: Asked, body: dict[str, Any], arriving: Arriving) -> Completion:
        from openai import AsyncStream
        from openai.types.chat import ChatCompletionChunk

        async with self._clients.lent(asked.provider) as client:
            stream = await client.post(
                PATH,
                body=body,
                cast_to=ChatCompletionChunk,
                stream=True,
                stream_cls=AsyncStream[ChatCompletionChunk],
            )
            async with aclosing(stream):
                request_id = stream.response.headers.get("x-request-id")
                return await gather(stream, asked.chat, arriving, request_id)


def _place(provider: Provider, model: str) -> tuple[str, str, str]:
    return provider.name, provider.base_url, model


def _filtered(error: "APIStatusError") -> bool:
    return refusal_of(error).code in FILTER_CODES


def _no_text(chat: Chat, state: CallState) -> Completion:
    return Completion(state, "", chat.model, NO_TOKENS)


def _lesson(
    error: "APIStatusError", body: dict[str, Any], can: Capabilities, tried: set[Capabilities]
) -> Capabilities:
    """Return what is known of the model now; raise the error where it taught nothing new."""
    lesson = learned_from(refusal_of(error), body, can)
    if lesson is None or lesson in tried or len(tried) > MOST_LESSONS:
        raise error
    tried.add(lesson)
    return lesson

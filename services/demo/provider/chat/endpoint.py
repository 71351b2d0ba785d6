"""The endpoint `/v1/chat/completions`."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import orjson

from services.demo.provider.api_errors import ApiError
from services.demo.provider.calls import Call
from services.demo.provider.chat.completion import Chat, complete
from services.demo.provider.chat.rules import check_rules
from services.demo.provider.chat.shape import Shape
from services.demo.provider.chat.usage import PromptCache, usage_of
from services.demo.provider.checks import check_chat
from services.demo.provider.clock import Clock
from services.demo.provider.exchange import Answer, Cut, Stream, event, json_answer
from services.demo.provider.faults import Fault
from services.demo.provider.models import Models
from services.demo.provider.refusals import server_error
from services.demo.provider.settings import Settings, Structure

_DONE = event(b"[DONE]")
#: Where a stream breaks, of its pieces.
_BREAKS_AFTER = 0.5
_BREAKS = (Fault.TRUNCATED, Fault.STREAM_RESET, Fault.STREAM_ERROR)


class ChatEndpoint:
    """Answers chat completions."""

    def __init__(self, seed: int, settings: Settings, models: Models, clock: Clock) -> None:
        self._seed = seed
        self._settings = settings
        self._models = models
        self._clock = clock
        self._cache = PromptCache()

    async def create(self, call: Call) -> Answer | Stream:
        """Answer one request, whole or as a stream. Raises ApiError."""
        shape = self.shape(call.document(), call.faults, call.body_key)
        if not shape.chat.body.get("stream"):
            return json_answer(shape.whole(), paid=True)
        broken = any(fault in shape.chat.faults for fault in _BREAKS)
        return Stream(self._pieces(shape), b"" if broken else _DONE)

    def shape(self, body: Mapping[str, Any], faults: frozenset[Fault], key: str) -> Shape:
        """Return the answer to a body in its shapes. Raises ApiError."""
        chat = self._checked(body, faults, key)
        choices = complete(chat)
        usage = usage_of(chat.body, chat.card, choices, self._cache)
        return Shape(chat, choices, usage, int(self._clock.now()))

    def _checked(self, body: Mapping[str, Any], faults: frozenset[Fault], key: str) -> Chat:
        name = body.get("model")
        card = self._models.find(name) if isinstance(name, str) else None
        check_chat(body, lenient=card is not None and card.lenient)
        assert card is not None
        if card.embeds:
            raise ApiError(404, "This is not a chat model.", param="model")
        if Fault.NO_JSON_SCHEMA in faults:
            _refuse_json_schema(body)
        check_rules(body, card)
        return Chat(body, card, faults, self._seed, key)

    async def _pieces(self, shape: Shape) -> AsyncIterator[bytes]:
        pieces = [event(orjson.dumps(chunk)) for chunk in shape.chunks()]
        breaks = next((fault for fault in _BREAKS if fault in shape.chat.faults), None)
        sent = pieces if breaks is None else pieces[: int(len(pieces) * _BREAKS_AFTER)]
        async for piece in self._paced(sent):
            yield piece
        if breaks is Fault.STREAM_RESET:
            raise Cut
        if breaks is Fault.STREAM_ERROR:
            yield event(orjson.dumps(server_error().document()))

    async def _paced(self, pieces: list[bytes]) -> AsyncIterator[bytes]:
        """Give the pieces one after the other, or all at once where nothing is to pass between."""
        if not self._settings.token_interval:
            yield b"".join(pieces)
            return
        for piece in pieces:
            yield piece
            await asyncio.sleep(self._settings.token_interval)


def _refuse_json_schema(body: Mapping[str, Any]) -> None:
    if (body.get("response_format") or {}).get("type") == Structure.JSON_SCHEMA.value:
        raise ApiError(500, "json_schema is not supported by this server", "server_error")

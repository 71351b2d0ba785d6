"""Answers the requests of batches through the endpoints that they name, and counts them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.demo.provider.api_errors import ApiError
from services.demo.provider.chat.endpoint import ChatEndpoint
from services.demo.provider.embeddings import EmbeddingEndpoint
from services.demo.provider.faults import Ask, Fault, Faults
from services.demo.provider.refusals import pick, refusal_of, server_error
from services.demo.provider.settings import Settings
from services.demo.provider.tally import Kind, Tally, body_key

#: In a batch nobody waits for an answer: what would break a connection is an error of its own.
_BREAKS = {Fault.TIMEOUT, Fault.RESET, Fault.HALF, Fault.BAD_GATEWAY, Fault.TRUNCATED}


@dataclass(frozen=True, slots=True)
class BatchAnswering:
    """Answers one request after the other."""

    settings: Settings
    chat: ChatEndpoint
    embeddings: EmbeddingEndpoint
    faults: Faults
    tally: Tally

    def __call__(self, endpoint: str, body: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a body. Raises ApiError."""
        key, paid = body_key(body), False
        attempt = self.tally.begin(Kind.BATCH_ITEM, key)
        ask = Ask(Kind.BATCH_ITEM, key, attempt, {}, str(body.get("model")))
        try:
            document = self._answer(endpoint, body, ask)
            paid = True
        finally:
            self.tally.end(Kind.BATCH_ITEM, key, paid=paid)
        return document

    def _answer(self, endpoint: str, body: Mapping[str, Any], ask: Ask) -> dict[str, Any]:
        picked = pick(self.faults, ask)
        if (refused := refusal_of(picked, self.settings)) is not None:
            raise refused
        if picked & _BREAKS:
            raise server_error()
        if endpoint.endswith("/embeddings"):
            return self.embeddings.document(dict(body))
        if body.get("stream"):
            message = "'stream' is not supported in batches."
            raise ApiError(400, message, param="stream", code="unsupported_parameter")
        return self.chat.shape(body, picked, ask.body_key).whole()

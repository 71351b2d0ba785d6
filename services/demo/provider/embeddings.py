"""The endpoint `/v1/embeddings`: vectors of words, so that texts with the same words lie close."""

import base64
import math
from array import array
from typing import Any

from services.demo.provider.api_errors import invalid, not_found
from services.demo.provider.calls import Call
from services.demo.provider.chance import digest
from services.demo.provider.checks import check_embedding
from services.demo.provider.content.words import content_words
from services.demo.provider.exchange import Answer, json_answer
from services.demo.provider.models import Models
from services.demo.provider.tokens import estimate

_USUAL_SIZE, _LARGEST_SIZE = 256, 2048
_MOST_INPUTS = 2048
_PLACES = 4


class EmbeddingEndpoint:
    """Answers with vectors."""

    def __init__(self, seed: int, models: Models) -> None:
        self._seed = seed
        self._models = models

    def create(self, call: Call) -> Answer:
        """Answer with one vector a text. Raises ApiError."""
        return json_answer(self.document(call.document()), paid=True)

    def document(self, body: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a body. Raises ApiError."""
        check_embedding(body)
        card = self._models.find(body["model"])
        if not card.embeds:
            raise not_found("This model does not make embeddings.", "model", "model_not_found")
        texts, size = _inputs(body), _size(body)
        tokens = sum(map(estimate, texts))
        as_base64 = body.get("encoding_format") == "base64"
        vectors = [self.vector(text, size) for text in texts]
        return {
            "object": "list",
            "model": card.id,
            "data": [
                {"object": "embedding", "index": at, "embedding": _shown(vector, as_base64)}
                for at, vector in enumerate(vectors)
            ],
            "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
        }

    def vector(self, text: str, size: int) -> list[float]:
        """Return the vector of a text, of length 1."""
        values = [0.0] * size
        for word in content_words(text) or {text}:
            drawn = digest(self._seed, "embedding", word)
            for place in range(_PLACES):
                at = int.from_bytes(drawn[4 * place : 4 * place + 4], "big")
                values[(at >> 1) % size] += 1.0 if at & 1 else -1.0
        length = math.sqrt(sum(value * value for value in values)) or 1.0
        return [value / length for value in values]


def _inputs(body: dict[str, Any]) -> list[str]:
    given = body["input"]
    texts = [given] if isinstance(given, str) else list(given)
    if texts and isinstance(texts[0], int):
        texts = [texts]
    if not 1 <= len(texts) <= _MOST_INPUTS or "" in texts:
        message = f"'$.input' is invalid: 1 to {_MOST_INPUTS} texts, none of them empty."
        raise invalid(message, "input", "invalid_value")
    return [text if isinstance(text, str) else " ".join(map(str, text)) for text in texts]


def _size(body: dict[str, Any]) -> int:
    size: int = body.get("dimensions") or _USUAL_SIZE
    if not 1 <= size <= _LARGEST_SIZE:
        message = f"Invalid 'dimensions': expected 1 to {_LARGEST_SIZE}, but got {size}."
        raise invalid(message, "dimensions", "invalid_value")
    return size


def _shown(vector: list[float], as_base64: bool) -> list[float] | str:
    return base64.b64encode(array("f", vector).tobytes()).decode() if as_base64 else vector

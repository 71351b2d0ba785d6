"""What a call used up, cached tokens included."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from services.demo.provider.chat.completion import Choice
from services.demo.provider.chat.texts import texts
from services.demo.provider.settings import ModelCard
from services.demo.provider.tokens import MESSAGE_OVERHEAD, estimate

#: Prompts are cached from 1,024 tokens on, in steps of 128.
#: https://platform.openai.com/docs/guides/prompt-caching
_FIRST_STEP, _STEP = 1024, 128
_CHARACTERS_PER_STEP = _STEP * 4
_KEPT = 20_000
_THOUGHTS = 64


class PromptCache:
    """Remembers the beginnings of prompts by their digests, as providers do."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: OrderedDict[bytes, None] = OrderedDict()

    def cached_tokens(self, model: str, prompt: str) -> int:
        """Return how many leading tokens of a prompt were seen before, and remember it."""
        running, cached, known = blake2b(model.encode(), digest_size=16), 0, True
        with self._lock:
            for step in range(len(prompt) // _CHARACTERS_PER_STEP):
                piece = prompt[step * _CHARACTERS_PER_STEP : (step + 1) * _CHARACTERS_PER_STEP]
                running.update(piece.encode("utf-8", "replace"))
                known = known and running.digest() in self._seen
                cached += _STEP if known else 0
                self._remember(running.digest())
        return cached if cached >= _FIRST_STEP else 0

    def _remember(self, digest: bytes) -> None:
        self._seen[digest] = None
        self._seen.move_to_end(digest)
        if len(self._seen) > _KEPT:
            self._seen.popitem(last=False)


def prompt_tokens(body: Mapping[str, Any]) -> int:
    """Return about how many tokens the messages of a request have."""
    return sum(MESSAGE_OVERHEAD + estimate(text) for text in texts(body["messages"]))


def usage_of(
    body: Mapping[str, Any], card: ModelCard, choices: list[Choice], cache: PromptCache
) -> dict[str, Any]:
    """Return the usage of a call in the documented shape."""
    prompt = prompt_tokens(body)
    thought = _THOUGHTS if card.reasons and body.get("reasoning_effort") != "none" else 0
    written = sum(len(choice.tokens) for choice in choices) + thought
    cached = cache.cached_tokens(card.id, "\n".join(texts(body["messages"])))
    return {
        "prompt_tokens": prompt,
        "completion_tokens": written,
        "total_tokens": prompt + written,
        "prompt_tokens_details": {"cached_tokens": min(cached, prompt), "audio_tokens": 0},
        "completion_tokens_details": {
            "reasoning_tokens": thought,
            "audio_tokens": 0,
            "accepted_prediction_tokens": 0,
            "rejected_prediction_tokens": 0,
        },
    }

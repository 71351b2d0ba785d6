"""Log probabilities of tokens, in the documented shape."""

import math
from typing import Any

from services.demo.provider.chance import generator
from services.demo.provider.chat.completion import Choice

#: What stands for a token that was next to impossible.
NEVER = -9999.0
_COMMON = "the your I we and is to please a for you on it with by our at can this will order"
_OTHERS = tuple(f" {word}" for word in _COMMON.split())
_LEAST, _MOST = 0.02, 0.999
_SPREAD = 0.12


def token_logprobs(choice: Choice, alternatives: int, *, seed: int) -> list[dict[str, Any]]:
    """Return one entry a token; the mean of exp(logprob) is about the choice's confidence."""
    rng = generator(seed, "logprobs", choice.text)
    entries = []
    for token in choice.tokens:
        drawn = choice.confidence + rng.uniform(-_SPREAD, _SPREAD)
        entries.append(_entry(token, min(_MOST, max(_LEAST, drawn)), alternatives))
    return entries


def _entry(token: str, probability: float, alternatives: int) -> dict[str, Any]:
    others = _others(token, probability) if alternatives else []
    shown = [(token, probability), *others][:alternatives]
    shown.sort(key=lambda pair: -pair[1])
    return {**_shape(token, probability), "top_logprobs": [_shape(*pair) for pair in shown]}


def _others(token: str, probability: float) -> list[tuple[str, float]]:
    """Return what else could have stood there: each half as likely as the one before."""
    left, others = 1 - probability, list[tuple[str, float]]()
    for other in _OTHERS:
        if other != token:
            left /= 2
            others.append((other, left))
    return others


def _shape(token: str, probability: float) -> dict[str, Any]:
    shown = round(math.log(probability), 6) if probability > 0 else NEVER
    return {"token": token, "logprob": shown, "bytes": list(token.encode())}

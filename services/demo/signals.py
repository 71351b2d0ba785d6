"""What is on record about a reply: how sure the assistant was, and what people thought of it."""

from random import Random
from typing import Literal

Feedback = Literal["yes", "no"]

_UNAVAILABLE = 0.12
_BAD_RATE = {"v1.0": 0.34, "v1.1": 0.265, "v2.0": 0.155}
_SURENESS = {"v1.0": 0.0, "v1.1": 0.1, "v2.0": 0.25}
_WORST = 0.6


def goes_wrong(rng: Random, version: str, difficulty: float) -> bool:
    """Tell whether the assistant answers badly; later versions do so less often."""
    return rng.random() < min(_BAD_RATE[version] * difficulty, _WORST)


def pick_confidence(rng: Random, version: str, *, flawed: bool) -> float | None:
    """Return a confidence from 0 to 1, or None where the source sent none.

    Higher means better on average, but it is not calibrated: some bad replies are sure of
    themselves, and some good ones are not. Later versions are a little surer.
    """
    if rng.random() < _UNAVAILABLE:
        return None
    alpha, beta = (1.7, 2.6) if flawed else (2.4, 1.5)
    return round(rng.betavariate(alpha + _SURENESS[version], beta), 3)


def pick_feedback(rng: Random, *, flawed: bool, overridden: bool) -> Feedback | None:
    """Return the verdict on record, if any: most bad replies got one, half of the good ones."""
    yes, no = _verdict_rates(flawed=flawed, overridden=overridden)
    draw = rng.random()
    if draw < yes:
        return "yes"
    return "no" if draw < yes + no else None


def _verdict_rates(*, flawed: bool, overridden: bool) -> tuple[float, float]:
    if flawed:
        return (0.01, 0.8) if overridden else (0.03, 0.6)
    return (0.44, 0.05) if overridden else (0.5, 0.01)

"""Dealing texts like cards: each comes once before any comes again."""

from collections import Counter
from collections.abc import Hashable, Iterable
from random import Random
from typing import TypeVar

Card = TypeVar("Card", bound=Hashable)


class Dealer:
    """Remembers how often each card was dealt, whatever pool it was dealt from."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._dealt: Counter[Hashable] = Counter()

    def deal(self, pool: Iterable[Card]) -> Card:
        """Return one of the cards of `pool` dealt least often; ValueError if it is empty."""
        cards = tuple(pool)
        least = min(self._dealt[card] for card in cards)
        card = self._rng.choice([card for card in cards if self._dealt[card] == least])
        self._dealt[card] += 1
        return card

"""Texts are dealt like cards."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.demo.dealer import Dealer


@given(st.integers(0, 99), st.integers(1, 12), st.integers(0, 60))
def test_each_card_comes_once_before_any_comes_again(seed: int, cards: int, deals: int) -> None:
    dealer = Dealer(Random(seed))
    dealt = Counter(dealer.deal(range(cards)) for _ in range(deals))
    assert max(dealt.values(), default=0) <= -(-deals // cards)
    assert set(dealt) <= set(range(cards))


def test_pools_that_overlap_share_their_memory() -> None:
    dealer = Dealer(Random(0))
    assert dealer.deal("a") == "a"
    assert dealer.deal("ab") == "b"


def test_an_empty_pool_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty"):
        Dealer(Random(0)).deal(())

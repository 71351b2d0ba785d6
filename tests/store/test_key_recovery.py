"""Recovery codes: read however they are typed, and a typing mistake is found for certain."""

from hypothesis import assume, given
from hypothesis import strategies as st

from reviewer.store.key_recovery import (
    ALPHABET,
    RANDOM_SYMBOLS,
    SYMBOLS,
    Mistyped,
    RecoveryCode,
    looks_like_code,
)

places = st.integers(0, SYMBOLS - 1)
values = st.integers(0, len(ALPHABET) - 1)
codes = st.builds(
    RecoveryCode.of, st.lists(values, min_size=RANDOM_SYMBOLS, max_size=RANDOM_SYMBOLS)
)


def symbols(code: RecoveryCode) -> list[str]:
    return list(code.text.replace("-", ""))


def test_a_code_has_more_than_160_random_bits() -> None:
    assert len(RecoveryCode.random().material) * 5 >= 160
    assert {len(group) for group in RecoveryCode.random().text.split("-")} == {5}
    used = {symbol for _ in range(100) for symbol in symbols(RecoveryCode.random())}
    assert used == set(ALPHABET)


@given(code=codes, data=st.data())
def test_a_code_is_read_however_it_is_typed(code: RecoveryCode, data: st.DataObject) -> None:
    swaps = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(
        data.draw(st.sampled_from(swaps.get(symbol, symbol + symbol.lower())))
        + data.draw(st.sampled_from(["", " ", "-", "  ", "\u2013", "\u00a0", "\n"]))
        for symbol in symbols(code)
    )
    assert RecoveryCode.parse(typed) == code
    assert looks_like_code(typed)


@given(code=codes, places=st.sets(places, min_size=1, max_size=4), data=st.data())
def test_one_to_four_wrong_symbols_are_found(
    code: RecoveryCode, places: set[int], data: st.DataObject
) -> None:
    typed = symbols(code)
    for place in places:
        typed[place] = data.draw(st.sampled_from([s for s in ALPHABET if s != typed[place]]))
    assert isinstance(RecoveryCode.parse("".join(typed)), Mistyped)
    assert looks_like_code("".join(typed))


@given(code=codes, place=st.integers(0, SYMBOLS - 2))
def test_two_swapped_symbols_are_found(code: RecoveryCode, place: int) -> None:
    typed = symbols(code)
    assume(typed[place] != typed[place + 1])
    typed[place], typed[place + 1] = typed[place + 1], typed[place]
    assert isinstance(RecoveryCode.parse("".join(typed)), Mistyped)


@given(code=codes, place=places, more=st.sampled_from(ALPHABET))
def test_a_symbol_too_few_or_too_many_is_found(code: RecoveryCode, place: int, more: str) -> None:
    typed = symbols(code)
    for text in (typed[:place] + typed[place + 1 :], [*typed[:place], more, *typed[place:]]):
        found = RecoveryCode.parse("".join(text))
        assert isinstance(found, Mistyped)
        assert f"{len(text)} characters" in found.problem


@given(st.text())
def test_any_text_is_a_code_or_mistyped_and_no_problem_repeats_it(text: str) -> None:
    found = RecoveryCode.parse(text)
    assert isinstance(found, Mistyped)
    assert len(text) < 12 or text not in found.problem

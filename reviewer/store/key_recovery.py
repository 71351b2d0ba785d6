"""Recovery codes: 170 random bits that a person can write down and type again.

Forty symbols of Crockford's base 32 in eight groups: 34 random ones, then a checksum of six, the
BCH code of Bech32m (BIP 350). It finds every one to four wrong symbols and every swapped pair for
certain, and anything else but once in 2**30, so that a typing mistake is told from a wrong code.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SYMBOLS = 34
CHECK_SYMBOLS = 6
SYMBOLS = RANDOM_SYMBOLS + CHECK_SYMBOLS
GROUP = 5

_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32M = 0x2BC830A3
_SEPARATORS = {ord(mark): None for mark in " \t\r\n-_.\u00a0\u2010\u2011\u2012\u2013\u2014\u2212"}
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Mistyped:
    """A text that is no recovery code, with what is wrong about it as half a sentence."""

    problem: str


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """A recovery code. Only `text` shows it; its repr and str do not."""

    text: str = field(repr=False)

    @classmethod
    def random(cls) -> Self:
        """Return a code that nobody has seen."""
        return cls.of([secrets.randbelow(len(ALPHABET)) for _ in range(RANDOM_SYMBOLS)])

    @classmethod
    def of(cls, values: list[int]) -> Self:
        """Return the code of 34 numbers below 32, which nobody may guess."""
        return cls(_grouped([*values, *_checksum(values)]))

    @classmethod
    def parse(cls, typed: str) -> "RecoveryCode | Mistyped":
        """Read a code as typed: any case and grouping, O for 0, I and L for 1."""
        symbols = _symbols(typed)
        if any(symbol not in _VALUE for symbol in symbols):
            return Mistyped("it has a character that no recovery code has")
        if len(symbols) != SYMBOLS:
            return Mistyped(f"it has {len(symbols)} characters where a code has {SYMBOLS}")
        values = [_VALUE[symbol] for symbol in symbols]
        if _remainder(values) != _BECH32M:
            return Mistyped("its checksum does not fit, so a character is wrong or swapped")
        return cls(_grouped(values))

    @property
    def material(self) -> bytes:
        """The secret as bytes, the same however the code was typed."""
        return "".join(_symbols(self.text)[:RANDOM_SYMBOLS]).encode("ascii")


def looks_like_code(typed: str) -> bool:
    """Tell whether a text was probably meant as a recovery code, mistyped or not."""
    symbols = _symbols(typed)
    known = sum(symbol in _VALUE for symbol in symbols)
    return abs(len(symbols) - SYMBOLS) <= _NEAR and known >= len(symbols) - _NEAR


def _symbols(typed: str) -> str:
    return typed.translate(_SEPARATORS).upper()


def _grouped(values: Iterable[int]) -> str:
    text = "".join(ALPHABET[value] for value in values)
    return "-".join(text[start : start + GROUP] for start in range(0, SYMBOLS, GROUP))


def _checksum(values: list[int]) -> list[int]:
    remainder = _remainder([*values, *[0] * CHECK_SYMBOLS]) ^ _BECH32M
    return [remainder >> 5 * place & 31 for place in reversed(range(CHECK_SYMBOLS))]


def _remainder(values: list[int]) -> int:
    """Return the remainder of the symbols as a polynomial over GF(32), as in BIP 173."""
    remainder = 1
    for value in values:
        top = remainder >> 25
        remainder = (remainder & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATOR):
            remainder ^= generator if top >> place & 1 else 0
    return remainder

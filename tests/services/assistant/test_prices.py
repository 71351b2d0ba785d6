"""A price table that somebody has edited: it holds, or a sentence says where it is wrong."""

from pathlib import Path

import pytest

from reviewer.errors import UsageError
from services.assistant.prices import PriceBook

GOOD = 'as_of = "2026-11-01"\n[models.m]\nprompt = 1\ncompletion = 2\n'


def test_an_edited_table_holds_at_once(tmp_path: Path) -> None:
    book = PriceBook(tmp_path / "prices.toml")
    before = book.table()
    book.own.write_text(GOOD)
    assert book.table() != before
    assert book.table().find("m") is not None


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\xff\xfe",
        b"models = 3",
        b'as_of = "x"\nmodels = [1]',
        GOOD.replace("= 1", "= nan").encode(),
        GOOD.replace("= 1", "= inf").encode(),
        GOOD.replace("= 1", "= -1").encode(),
        GOOD.replace("= 1", "= 1e300").encode(),
        GOOD.replace("= 1", '= "a lot"').encode(),
        GOOD.replace("= 1", "= [1]").encode(),
        b"a = " + b"[" * 5_000,
    ],
)
def test_garbage_is_told_with_its_file(garbage: bytes, tmp_path: Path) -> None:
    book = PriceBook(tmp_path / "prices.toml")
    book.own.write_bytes(garbage)
    with pytest.raises(UsageError, match=r"prices\.toml is no price table"):
        book.table()

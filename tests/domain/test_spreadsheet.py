"""No text that a customer wrote may become a formula."""

import csv

from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.spreadsheet import safe_cell, tab_separated


@given(st.text())
def test_no_cell_begins_a_formula_or_ends_its_row(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"))
    assert len(cell.splitlines()) <= 1
    assert "\t" not in cell


@given(st.text())
def test_words_stay(text: str) -> None:
    cell = safe_cell(text)
    assert cell.removeprefix("'").split() == text.replace("\0", " ").removeprefix("'").split()


@given(st.lists(st.text(), min_size=2))
def test_a_row_is_read_as_it_was_written(cells: list[str]) -> None:
    line = tab_separated(cells)
    (row,) = csv.reader([line], delimiter="\t")
    assert row == [safe_cell(cell) for cell in cells]


def test_a_formula_is_shown_and_not_run() -> None:
    assert safe_cell("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert safe_cell("\t@SUM(1)") == "'@SUM(1)"
    assert safe_cell("10 - 5 = 5") == "10 - 5 = 5"

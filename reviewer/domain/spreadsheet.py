"""Text that a spreadsheet takes for text, whoever wrote it."""

#: Characters with which a cell becomes a formula, full-width ones included.
_FORMULA = "=+-@＝＋－＠"


def safe_cell(text: str) -> str:
    """Return a text as one cell that no spreadsheet calculates.

    Runs of white space become one space, and an apostrophe goes before a formula (OWASP, "CSV
    Injection").
    """
    line = " ".join(text.replace("\0", " ").split())
    return f"'{line}" if line.startswith(tuple(_FORMULA)) else line


def tab_separated(cells: list[str]) -> str:
    """Return one line of safe cells; those with quotation marks are quoted."""
    return "\t".join(_quoted(safe_cell(cell)) for cell in cells)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if '"' in cell else cell

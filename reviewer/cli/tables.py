"""Tables on a terminal: aligned also where characters are wide, and fitted into its width."""

from collections.abc import Iterable, Sequence

from reviewer.cli.printing import printable, terminal_width

MOST_CELLS = 24
LEAST_CELLS = 8
LEAST_LAST = 20
GAP = "  "


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return aligned columns with a line of heads, no wider than the terminal.

    The first column names the row and is never cut; the last one takes what room is left.
    """
    lines = [list(heads), *([_cell(value) for value in row] for row in rows)]
    natural = [max(_cells(line[at]) for line in lines) for at in range(len(heads))]
    widths = _fitted(natural, terminal_width() - len(GAP) * (len(heads) - 1))
    return [GAP.join(map(_fit, line, widths)).rstrip() for line in lines]


def _cell(value: object) -> str:
    return "" if value is None else printable(" ".join(str(value).split()))


def _fitted(natural: Sequence[int], room: int) -> list[int]:
    first, *middle, last = natural
    middle = [min(width, MOST_CELLS) for width in middle]
    least = min(last, LEAST_LAST)
    while first + sum(middle) + least > room and max(middle, default=0) > LEAST_CELLS:
        middle[middle.index(max(middle))] -= 1
    return [first, *middle, max(least, min(last, room - first - sum(middle)))]


def _fit(text: str, width: int) -> str:
    from rich.cells import set_cell_size

    whole = _cells(text) <= width
    return set_cell_size(text, width) if whole else f"{set_cell_size(text, width - 1)}…"


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)

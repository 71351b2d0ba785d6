"""The replies of a cluster, the most typical first."""

from reviewer.domain.moments import now_micros
from services.interactions.browser import Line
from ui.models.moment_text import local_text
from ui.models.queue_text import one_line
from ui.models.table_cell import Cell, Column


def _message(line: Line) -> Cell:
    words = one_line(line.item.excerpt)
    return Cell(words or "(empty message)", "text" if words else "faint")


def _reply(line: Line) -> Cell:
    return Cell(one_line(line.reply or ""), "muted")


def _when(line: Line) -> Cell:
    return Cell(local_text(line.item.at, now_micros()), "muted", "small")


MEMBERS: tuple[Column[Line], ...] = (
    Column("Customer message", _message, share=0.55),
    Column("AI reply", _reply, share=0.45, gives_way=460),
    Column("When", _when, width=104),
)

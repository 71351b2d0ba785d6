"""The columns of the leaderboard, and what stands in them."""

from reviewer.domain.improvement import BoardLine, ImprovementState
from reviewer.domain.moments import now_micros
from ui.models.moment_text import local_text
from ui.models.queue_text import one_line, topic_words
from ui.models.table_cell import Cell, Column
from ui.pages.leaderboard.choices import STATES

_LOOKS = {
    ImprovementState.PROPOSED: "neutral",
    ImprovementState.ACCEPTED: "success",
    ImprovementState.DISCARDED: "danger",
}


def gain_text(gain: float | None) -> str:
    """Return a gain with its sign, such as `+1.75`; a dash where nobody scored it."""
    if gain is None:
        return "–"
    return f"{gain:+.2f}".replace("-", "−")


def gain_tone(gain: float | None) -> str:
    """Return the colour that a gain is written in."""
    if not gain:
        return "faint"
    return "success" if gain > 0 else "danger"


def _gain(line: BoardLine) -> Cell:
    return Cell(gain_text(line.gain), gain_tone(line.gain), "number")


def _message(line: BoardLine) -> Cell:
    words = one_line(line.message)
    return Cell(words or "(empty message)", "text" if words else "faint")


def _reply(line: BoardLine) -> Cell:
    return Cell(one_line(line.reply), "muted")


def _state(line: BoardLine) -> Cell:
    return Cell(STATES[line.state], _LOOKS[line.state], "pill")


def _topic(line: BoardLine) -> Cell:
    return Cell(topic_words(line.topic), "muted", "small")


def _version(line: BoardLine) -> Cell:
    return Cell(one_line(line.assistant_version or ""), "muted", "small")


def _when(line: BoardLine) -> Cell:
    return Cell(local_text(line.at, now_micros()), "muted", "small")


COLUMNS: tuple[Column[BoardLine], ...] = (
    Column("Gain", _gain, width=64, right=True),
    Column("Customer message", _message, share=0.5),
    Column("Improved reply", _reply, share=0.5, gives_way=560),
    Column("Topic", _topic, width=130, gives_way=900),
    Column("Version", _version, width=70, gives_way=1000),
    Column("State", _state, width=96),
    Column("When", _when, width=104, gives_way=700),
)

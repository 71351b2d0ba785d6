"""What was spent, in words: sums, shares, and the columns of the ledger."""

from collections.abc import Iterable
from datetime import date, timedelta

from reviewer.domain.assistant import Call, CallState, Purpose, is_simulated
from reviewer.domain.cost import Spending, money
from reviewer.domain.moments import now_micros
from services.assistant.spending import SpendingReport
from ui.models.moment_text import local_text, short_date
from ui.models.queue_text import one_line
from ui.models.table_cell import Cell, Column
from ui.widgets.bar_chart import Bar

#: Days that bars are shown for, the newest ones.
MOST_DAYS = 60
STATES: dict[CallState, tuple[str, str]] = {
    CallState.STARTED: ("running", "accent"),
    CallState.ANSWERED: ("answered", "success"),
    CallState.CACHED: ("from cache", "neutral"),
    CallState.REFUSED: ("refused", "warning"),
    CallState.FILTERED: ("filtered", "warning"),
    CallState.CUT_OFF: ("cut off", "warning"),
    CallState.INVALID: ("not usable", "warning"),
    CallState.FAILED: ("failed", "danger"),
    CallState.CANCELLED: ("cancelled", "neutral"),
    CallState.LOST: ("lost", "danger"),
}


def count_text(count: int, noun: str) -> str:
    """Return a number of things: `1 call`, `1,200 calls`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def short_count(count: int) -> str:
    """Return a large number briefly: `950`, `12.3k`, `4.56M`."""
    if count < 1_000:
        return str(count)
    return f"{count / 1_000:.1f}k" if count < 1_000_000 else f"{count / 1_000_000:.2f}M"


def share_text(part: int, whole: int) -> str:
    """Return a share in whole percent; a dash where there is nothing to share."""
    return f"{100 * part / whole:.0f} %" if whole else "–"


def simulated_text(report: SpendingReport) -> str:
    """Return how much of the sum is simulated; "" for nothing."""
    part = sum(one.cost for one in report.by_model if is_simulated(one.key))
    if not part:
        return ""
    whole = "all" if part == report.total else money(part)
    return f"{whole} of it simulated: no money was taken"


def purpose_title(key: str) -> str:
    """Return a purpose as a person reads it."""
    known = {purpose.value: purpose.label for purpose in Purpose}
    return known.get(key, key)


def model_title(key: str) -> str:
    """Return a model, marked where it is a simulated one."""
    marked = is_simulated(key) and not key.startswith("simulated")
    return one_line(key) + (" · simulated" if marked else "")


def day_bars(days: Iterable[Spending]) -> tuple[Bar, ...]:
    """Return a bar for each day from the first with calls to the last, at most `MOST_DAYS`."""
    known = {date.fromisoformat(one.key): one for one in days}
    if not known:
        return ()
    last = max(known)
    first = max(min(known), last - timedelta(days=MOST_DAYS - 1))
    span = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(_day_bar(day, known.get(day)) for day in span)


def _day_bar(day: date, one: Spending | None) -> Bar:
    name = short_date(day)
    if one is None:
        return Bar(0, name, f"{name}: no call")
    return Bar(one.cost, name, f"{name}: {money(one.cost)}, {count_text(one.calls, 'call')}")


def _when(call: Call) -> Cell:
    return Cell(local_text(call.at, now_micros()), "muted", "small")


def _purpose(call: Call) -> Cell:
    return Cell(call.purpose.label, "text", "small")


def _model(call: Call) -> Cell:
    tone = "warning" if is_simulated(call.model) else "muted"
    return Cell(f"{one_line(call.model)} ({one_line(call.provider)})", tone, "small")


def _state(call: Call) -> Cell:
    words, look = STATES[call.state]
    return Cell(words, look, "pill")


def _tokens(call: Call) -> Cell:
    use = call.use
    about = "~" if use.estimated else ""
    words = f"{about}{use.prompt:,} → {use.completion:,}" if use.prompt else "–"
    return Cell(words, "muted", "number")


def _cached(call: Call) -> Cell:
    return Cell(share_text(call.use.cached, call.use.prompt), "muted", "number")


def _cost(call: Call) -> Cell:
    if not call.priced:
        return Cell("unknown", "warning", "number")
    return Cell(money(call.cost), "text" if call.cost else "faint", "number")


def _latency(call: Call) -> Cell:
    words = f"{call.latency / 1_000_000:.1f} s" if call.latency else "–"
    return Cell(words, "muted", "number")


def _problem(call: Call) -> Cell:
    return Cell(one_line(call.problem or ""), "muted", "small")


CALLS: tuple[Column[Call], ...] = (
    Column("When", _when, width=104),
    Column("Purpose", _purpose, width=138),
    Column("Model", _model, share=0.45),
    Column("State", _state, width=96),
    Column("Tokens", _tokens, width=112, right=True),
    Column("Cached", _cached, width=68, gives_way=860, right=True),
    Column("Cost", _cost, width=88, right=True),
    Column("Took", _latency, width=64, gives_way=760, right=True),
    Column("What happened", _problem, share=0.55, gives_way=700),
)

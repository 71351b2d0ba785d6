"""Where an answer is from and what it cost, on one line."""

from reviewer.domain.assistant import is_simulated
from reviewer.domain.cost import money
from reviewer.domain.improvement import Explanation, Improvement
from reviewer.domain.moments import now_micros
from ui.models.moment_text import local_text
from ui.pages.triage.asking.endings import Answered


def facts_of(one: Improvement | Explanation, told: Answered | None) -> str:
    """Return such as `simulated · simulated-large · $0.0021 · 7 Sep 12:53`."""
    cost = "" if told is None else "from cache" if told.from_cache else money(told.cost)
    judge = one.judge if isinstance(one, Improvement) else None
    parts = (
        "simulated" if is_simulated(one.model) else "",
        one.model,
        f"scored by {judge}" if judge and judge != one.model else "",
        cost,
        local_text(one.at, now_micros()),
    )
    return " · ".join(part for part in parts if part)

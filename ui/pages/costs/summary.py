"""The sums above the ledger: this month, the period, by day, by purpose and by model."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.domain.cost import Spending, money
from services.assistant.spending import SpendingReport
from ui.pages.costs.words import (
    count_text,
    day_bars,
    model_title,
    purpose_title,
    share_text,
    short_count,
    simulated_text,
)
from ui.theme import ThemeController
from ui.widgets.bar_chart import BarChart
from ui.widgets.figure import Figure
from ui.widgets.section_header import SectionHeader
from ui.widgets.sum_rows import Sum, SumRows

MOST_SUMS = 5
#: From this share of the cap on, the month's figure warns.
NEAR_CAP = 0.8
_PADDING = 16


class Summary(QFrame):
    """Shows a report of what was spent."""

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = Figure("This month", self)
        self.total = Figure("In this time", self)
        self.calls = Figure("Calls", self)
        self.tokens = Figure("Tokens", self)
        self.days = BarChart(themes, "Cost by day", self)
        self.purposes = SumRows(themes, "By purpose", MOST_SUMS, self)
        self.models = SumRows(themes, "By model", MOST_SUMS, self)
        self.setProperty("surface", "plain")
        self._lay_out()

    def show_report(self, report: SpendingReport) -> None:
        """Show the sums of a report."""
        self._show_month(report)
        self.total.show_figure(money(report.total), simulated_text(report) or "as billed per call")
        calls = sum(one.calls for one in report.by_purpose)
        cached = sum(one.from_cache for one in report.by_purpose)
        answered = share_text(cached, calls + cached)
        self.calls.show_figure(f"{calls:,}", f"{cached:,} more from the cache ({answered})")
        prompt, again, written = (
            sum(getattr(one, name) for one in report.by_purpose)
            for name in ("prompt_tokens", "cached_tokens", "completion_tokens")
        )
        line = f"{share_text(again, prompt)} of those read were cached at the provider"
        self.tokens.show_figure(f"{short_count(prompt)} → {short_count(written)}", line)
        most = max((one.cost for one in report.by_day), default=0)
        self.days.show_bars(day_bars(report.by_day), money(most))
        self.purposes.show_sums(_sums(report.by_purpose, purpose_title))
        self.models.show_sums(_sums(report.by_model, model_title))

    def _show_month(self, report: SpendingReport) -> None:
        cap = report.caps.month
        share = report.month / cap if cap else 1.0
        line = f"of {money(cap)} · {money(max(0, cap - report.month))} left"
        tone = "danger" if share >= 1 else "warning" if share >= NEAR_CAP else "text"
        self.month.show_figure(money(report.month), line, share=share, tone=tone)  # type: ignore[arg-type]

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(24)
        for figure in (self.month, self.total, self.calls, self.tokens):
            figures.addWidget(figure, 1)
        by_day = QVBoxLayout()
        by_day.setSpacing(2)
        by_day.addWidget(SectionHeader("By day", self))
        by_day.addWidget(self.days)
        by_day.addStretch(1)
        sums = QHBoxLayout()
        sums.setSpacing(32)
        sums.addLayout(by_day, 4)
        sums.addWidget(self.purposes, 3)
        sums.addWidget(self.models, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, 12, _PADDING, 8)
        column.setSpacing(12)
        column.addLayout(figures)
        column.addLayout(sums)


def _sums(found: Sequence[Spending], title: Callable[[str], str]) -> tuple[Sum, ...]:
    most = max((one.cost for one in found), default=0)
    return tuple(
        Sum(
            title(one.key),
            one.cost / most if most else 0.0,
            money(one.cost),
            count_text(one.calls, "call"),
        )
        for one in found
    )


def as_lines(report: SpendingReport) -> list[list[str]]:
    """Return the sums as rows of a table, for the clipboard."""
    heads = ["by", "of", "calls", "from cache", "tokens read", "cached", "tokens written", "cost"]
    groups = {"purpose": report.by_purpose, "model": report.by_model, "day": report.by_day}
    rows = [
        [name, one.key, *map(str, (one.calls, one.from_cache, one.prompt_tokens)),
         *map(str, (one.cached_tokens, one.completion_tokens)), money(one.cost)]
        for name, sums in groups.items()
        for one in sums
    ]  # fmt: skip
    return [heads, *rows]

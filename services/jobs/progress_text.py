"""Progress in words, the same on a terminal and in a window."""

from services.jobs.progress import Progress

_MINUTE = 60
_HOUR = 60 * _MINUTE
#: Items per second from which on a fraction of an item says nothing.
_FAST = 10


def counts_text(progress: Progress) -> str:
    """Return `31,200 of 100,000 · 5,200/s · 13 s left`, as far as it is known."""
    parts = [_done_text(progress), _rate_text(progress.rate)]
    if progress.seconds_left:
        parts.append(f"{duration_text(progress.seconds_left)} left")
    return " · ".join(part for part in parts if part)


def duration_text(seconds: float) -> str:
    """Return a duration in its two leading units: `13 s`, `2 min 5 s`, `1 h 10 min`."""
    whole = max(1, round(seconds))
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE} s"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE} min"


def _done_text(progress: Progress) -> str:
    if progress.total is None:
        return f"{progress.done:,}" if progress.done else ""
    return f"{progress.done:,} of {progress.total:,}"


def _rate_text(rate: float) -> str:
    if rate <= 0:
        return ""
    return f"{rate:,.0f}/s" if rate >= _FAST else f"{rate:.1f}/s"

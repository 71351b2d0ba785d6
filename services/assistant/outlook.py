"""What is known of a run before it is begun: who is asked, within which caps, what is left."""

from dataclasses import dataclass, replace

from reviewer.domain.assistant import Provider
from services.assistant.parts import Assistant
from services.assistant.wishes import Wish


@dataclass(frozen=True, slots=True)
class Outlook:
    """`provider` is None where nobody can be asked yet.

    `run_cap` is the usual cap of a run, `month_left` what this month's cap still allows, in
    nanos. `left` counts what an earlier run with the same wish has left; such a run is gone on
    with. None where there is none.
    """

    provider: Provider | None
    run_cap: int
    month_left: int
    left: int | None = None


def outlook(parts: Assistant, kind: str, wish: Wish) -> Outlook:
    """Return what is known. Reads at once on the caller's thread. Raises UsageError."""
    report = parts.spending.report(parts.spending.month_start())
    month_left = max(0, report.caps.month - report.month)
    if not parts.providers.list():
        return Outlook(None, report.caps.run, month_left)
    provider = parts.providers.find(wish.provider)
    wanted = replace(wish, provider=provider.name, cap=None, unpriced=False)
    same = (run.left for run in parts.sweeps.unfinished() if (run.kind, run.wish) == (kind, wanted))
    return Outlook(provider, report.caps.run, month_left, next(same, None))

"""What the status bar says of the assistant: this month's spending, and whether it is simulated."""

from dataclasses import dataclass

from reviewer.domain.assistant import is_simulated
from services.assistant.parts import Assistant


@dataclass(frozen=True, slots=True)
class Glance:
    """What this month cost and may cost, in nanos; whether anybody can be asked.

    `simulated` tells that the one who is asked only simulates a model.
    """

    spent: int
    cap: int
    can_ask: bool
    simulated: bool


def glance(parts: Assistant) -> Glance:
    """Return what is so now. Reads at once on the caller's thread."""
    report = parts.spending.report(parts.spending.month_start())
    usual = parts.providers.default()
    models = [one.model for one in parts.providers.list() if one.name == usual]
    return Glance(
        spent=report.month,
        cap=report.caps.month,
        can_ask=bool(models),
        simulated=any(is_simulated(model) for model in models),
    )

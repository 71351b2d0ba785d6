"""A reviewer's day: what is done, what is left, and how one's own decisions fell."""

from dataclasses import dataclass

from reviewer.domain.review import Decision


@dataclass(frozen=True, slots=True)
class Tally:
    """One's own standing decisions on the replies of one topic or version; None for none."""

    value: str | None
    decisions: dict[Decision, int]

    @property
    def total(self) -> int:
        """Return how many verdicts these are; a skip is none."""
        return sum(n for decision, n in self.decisions.items() if decision is not Decision.SKIP)

    @property
    def share_bad(self) -> float | None:
        """Return the share of verdicts against the AI reply, 0..1; None without a verdict."""
        bad = sum(n for decision, n in self.decisions.items() if decision.feedback == "no")
        return bad / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Day:
    """What a reviewer did since a moment, and what is due now.

    `done` counts replies with a standing verdict of one's own, `skipped` and `snoozed` replies
    likewise.
    """

    done: int
    skipped: int
    snoozed: int
    left: int
    goal: int | None
    by_topic: tuple[Tally, ...]
    by_version: tuple[Tally, ...]

"""The assistant's part of the demo: replies improved, failures explained, sorted and grouped."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from reviewer.domain.cost import dollars
from reviewer.domain.filters import Filter
from reviewer.domain.improvement import ExplanationKind, LeaderboardRow
from reviewer.domain.queue import Queue
from reviewer.store.improvements import Board
from services.assistant.profiles import NewProvider
from services.assistant.wishes import Wish
from services.demo.at_hand import JUDGE, MODEL, NAME
from services.jobs.job import Job

if TYPE_CHECKING:
    from services.assistant.batches import BatchOutcome
    from services.assistant.parts import Assistant
    from services.workbench import Workbench

T = TypeVar("T")

#: How many of each; enough that every page has something to show.
REVIEWED, FAILED, CATEGORISED, EXPLAINED = 24, 30, 120, 6
ACCEPTED, DISCARDED = 6, 2
SIGNED = "\n\nKind regards, your service team"


class Follow(Protocol):
    """Waits for a job, and shows how far it is."""

    def __call__(self, job: Job[T], /) -> T: ...


@dataclass(frozen=True, slots=True)
class Assisted:
    """What the assistant did; `cost` is in nanos, and no money: the provider is simulated."""

    improved: int
    failed: int
    from_cache: int
    categorised: int
    explained: int
    accepted: int
    clusters: int
    cost: int

    def as_json(self) -> dict[str, Any]:
        """Return it as the demo's summary holds it."""
        return {
            "provider": NAME,
            "simulated": True,
            "improved": self.improved,
            "failed": self.failed,
            "from_cache": self.from_cache,
            "categorised": self.categorised,
            "explained": self.explained,
            "accepted": self.accepted,
            "clusters": self.clusters,
            "cost": dollars(self.cost),
        }


def introduce(parts: "Assistant", base_url: str) -> None:
    """Make the simulated provider the one that is asked."""
    parts.providers.add(NewProvider(NAME, base_url, MODEL, judge_model=JUDGE))
    parts.providers.use(NAME)


def assist(bench: "Workbench", follow: Follow) -> Assisted:
    """Let the provider work on the demo's failures, and decide on some improvements.

    What is found of failures comes first: it goes into the prompts of the better replies.
    """
    parts = bench.assistant.parts
    sorted_ = follow(parts.sweeps.categorise(Wish(limit=CATEGORISED)))
    explained = _explain(bench, parts, follow)
    clusters = follow(parts.clusters.find())
    named = follow(parts.cluster_names.name())
    runs = [
        _improve(parts, follow, Filter(queue=Queue.REVIEWED), REVIEWED),
        _improve(parts, follow, Filter(feedback="no"), FAILED),
    ]
    return Assisted(
        improved=sum(run.done for run in runs),
        failed=sum(run.failed for run in runs) + sorted_.failed,
        from_cache=sum(run.from_cache for run in runs),
        categorised=sorted_.done,
        explained=explained,
        accepted=_decide(parts),
        clusters=len(clusters),
        cost=sum(run.cost for run in (*runs, sorted_)) + named.cost,
    )


def _improve(parts: "Assistant", follow: Follow, wanted: Filter, limit: int) -> "BatchOutcome":
    return follow(parts.sweeps.improve(Wish(wanted, limit, only_new=True)))


def _explain(bench: "Workbench", parts: "Assistant", follow: Follow) -> int:
    """Explain the replies that were reviewed last: why they were given, and why they failed."""
    page = bench.desk.page(Queue.REVIEWED, limit=EXPLAINED)
    for interaction, _ in bench.desk.interactions(page):
        for kind in (ExplanationKind.REPLY, ExplanationKind.FAILURE):
            follow(parts.desk.explain(kind, interaction.id))
    return len(page.items)


def _decide(parts: "Assistant") -> int:
    """Accept the best improvements, one of them as somebody edited it; discard the worst."""
    rows = parts.board.rows(Board())
    for number, row in enumerate(rows[:ACCEPTED]):
        final = row.improvement.corrected_reply + SIGNED if number == 1 else None
        parts.board.accept(row.improvement.id, final).result()
    for row in _worst(rows):
        parts.board.discard(row.improvement.id).result()
    return len(rows[:ACCEPTED])


def _worst(rows: tuple[LeaderboardRow, ...]) -> tuple[LeaderboardRow, ...]:
    return rows[ACCEPTED:][-DISCARDED:]

"""The demo: a store of its own, the corpus in it, and a first morning's reviews."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer.domain.queue import Queue, QueueCounts
from reviewer.domain.review import Decision, Verdict
from services.demo.assisting import Assisted, Follow, assist, introduce
from services.demo.corpus import write_jsonl
from services.sync.files import ImportOutcome, import_file
from services.triage.desk import TriageDesk
from services.workbench import Workbench

ROWS = 1200
REVIEWS = 24
#: Who reviewed on the first morning; whoever sits down next corrects the name.
REVIEWER = "Robin Keller"
SOURCE_KEY = "demo"


@dataclass(frozen=True, slots=True)
class Tour:
    """What the demo did, for its summary."""

    corpus: Path
    outcome: ImportOutcome
    reviewed: int
    counts: QueueCounts
    assisted: Assisted | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the summary as the demo writes it."""
        return {
            "corpus": self.corpus.name,
            "import": self.outcome.tally.as_json(),
            "reviewed": self.reviewed,
            "queues": {queue.value: self.counts.of(queue) for queue in Queue},
            "assistant": None if self.assisted is None else self.assisted.as_json(),
        }


def take_tour(
    bench: Workbench,
    folder: Path,
    follow: Follow,
    rows: int = ROWS,
    provider_url: str | None = None,
) -> Tour:
    """Write the corpus, import it, and review the first due replies the way a person would.

    With a `provider_url` the simulated provider there then improves and explains some.

    A second tour in the same folder changes nothing that is there already, and reviews no more.
    """
    corpus = folder / "demo-interactions.jsonl"
    write_jsonl(corpus, rows=rows)
    job = bench.runner.start(
        f"Importing {corpus.name}",
        lambda control: import_file(corpus, SOURCE_KEY, bench.lane, control),
    )
    outcome = follow(job)
    if bench.reviewers.me() is None:
        bench.reviewers.introduce(REVIEWER).result()
    first = outcome.tally.added > 0
    reviewed = _review_some(bench.desk) if first else 0
    assisted = None
    if provider_url is not None:
        introduce(bench.assistant.parts, provider_url)
        assisted = assist(bench, follow) if first else None
    return Tour(corpus, outcome, reviewed, bench.desk.counts(), assisted)


def _review_some(desk: TriageDesk) -> int:
    page = desk.page(Queue.DUE, limit=REVIEWS)
    for interaction, _ in desk.interactions(page):
        override = interaction.agent_reply is not None
        decision = Decision.AGENT_BETTER if override else Decision.AI_BAD
        desk.decide(interaction.id, Verdict(decision)).result()
    return len(page.items)

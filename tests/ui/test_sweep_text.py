"""A run over many replies, in words."""

from uuid import UUID

from reviewer.domain.cost import Estimate, nanos
from reviewer.domain.filters import Filter
from reviewer.domain.queue import Queue
from services.assistant.batches import BatchOutcome
from services.assistant.wishes import CATEGORISE, IMPROVE
from ui.models.sweep_text import estimate_text, outcome_text, scope_text

SINCE = 1_790_000_000_000_000


def test_a_filter_is_said_without_keys_and_numbers_that_nobody_reads() -> None:
    wanted = Filter(queue=Queue.DUE, topic="bank", reviewer=UUID(int=7), flagged=True, since=SINCE)
    said = scope_text(IMPROVE, wanted)
    assert said.startswith("All due replies (topic “bank”, by the chosen reviewer, flagged, since ")
    assert "2026" in said
    assert "1790" not in said
    assert scope_text(IMPROVE, Filter()).startswith("All replies that have")
    assert "whatever the filter" in scope_text(CATEGORISE, wanted)


def test_an_estimate_says_what_is_known() -> None:
    assert estimate_text(Estimate(0, 0, 0, 0, priced=True)) == "There is nothing left to do here."
    known = estimate_text(Estimate(3, 0, 0, 0, priced=True))
    assert known == "3 replies: every answer is known already and costs nothing."
    usual = estimate_text(Estimate(1, 2, nanos(0.5), nanos(1), priced=True))
    assert usual == "1 reply · 2 calls · about $0.50, at most $1.00"
    assert "nobody knows the price" in estimate_text(Estimate(1, 2, 0, 0, priced=False))


def test_an_outcome_leaves_out_what_did_not_happen() -> None:
    whole = BatchOutcome(UUID(int=1), asked=3, done=3, from_cache=0, failed=0, left=0, cost=0)
    assert outcome_text("Improving replies", whole) == "Improving replies: 3 of 3 done, $0.00."
    part = BatchOutcome(UUID(int=1), 9, 4, 1, 2, 3, nanos(1))
    said = outcome_text("Improving replies", part)
    assert said == "Improving replies: 4 of 9 done, 1 from cache, 2 failed, 3 left, $1.00."

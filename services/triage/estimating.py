"""Estimates the confidence of replies whose source sent none, from replies that were accepted."""

from functools import partial

from rapidfuzz import fuzz, utils

from reviewer.domain.changes import Changed
from reviewer.domain.moments import now_micros
from reviewer.store import estimates, similar
from reviewer.store.estimates import Estimate, Unestimated
from reviewer.store.store import Connection, Store, Writing
from services.jobs.control import JobControl
from services.jobs.write_lane import WriteLane
from services.triage.similar import CANDIDATES, rank

ORIGIN = "similarity"
PAGE = 50
#: The nearest messages that are looked at, and how many of them an estimate needs.
NEIGHBOURS = 10
FEWEST = 3


def estimate(reply: str, neighbours: list[tuple[float, str]]) -> float | None:
    """Return the confidence of a reply, 0..1; None with fewer than three neighbours.

    `neighbours` are accepted replies to similar messages with the similarity of the messages,
    0..1. The estimate is the mean of the similarities between the reply and each of them,
    weighted by the similarity of the messages: a distance-weighted k-nearest-neighbour rule
    (Dudani, "The Distance-Weighted k-Nearest-Neighbor Rule", IEEE SMC 1976) over rapidfuzz's
    `token_set_ratio`. It tells how alike a reply is to what was accepted before; it is no
    probability until it is calibrated.
    """
    if len(neighbours) < FEWEST:
        return None
    weighted = sum(weight * _alike(reply, other) for weight, other in neighbours)
    return weighted / sum(weight for weight, _ in neighbours)


def _alike(one: str, other: str) -> float:
    return fuzz.token_set_ratio(one, other, processor=utils.default_process) / 100


class Estimating:
    """`run` is the body of a job; it resumes by asking the store what has no estimate yet."""

    def __init__(self, store: Store, lane: WriteLane[Writing]) -> None:
        self._store = store
        self._lane = lane

    def waiting(self) -> int:
        """Count the replies that could get an estimate."""
        with self._store.reading() as connection:
            return estimates.count_waiting(connection)

    def run(self, control: JobControl) -> int:
        """Estimate every reply that waits; return how many got a number."""
        total, done, told, after = self.waiting(), 0, 0, 0
        control.report(0, total)
        while page := self._next(after):
            control.checkpoint()
            found = self._estimated(page)
            self._lane.background(partial(_save, found)).result()
            after, done = page[-1].row_id, done + len(page)
            told += sum(one.confidence is not None for one in found)
            control.report(done, total)
        return told

    def _next(self, after: int) -> list[Unestimated]:
        with self._store.reading() as connection:
            return list(estimates.waiting(connection, after, PAGE))

    def _estimated(self, page: list[Unestimated]) -> list[Estimate]:
        with self._store.reading() as connection:
            return [
                Estimate(one.row_id, _confidence(connection, one), one.content_hash) for one in page
            ]


def _confidence(connection: Connection, one: Unestimated) -> float | None:
    found = similar.candidates(connection, one.message, CANDIDATES)
    accepted = {
        other.row_id: other
        for other in similar.accepted(connection, found)
        if other.row_id != one.row_id
    }
    messages = {row_id: other.message for row_id, other in accepted.items()}
    ranked = rank(one.message, messages, NEIGHBOURS)
    return estimate(one.reply, [(score, accepted[row_id].reply) for row_id, score in ranked])


def _save(found: list[Estimate], writing: Writing) -> None:
    estimates.put(writing.connection, found, ORIGIN, now_micros())
    row_ids = frozenset(one.row_id for one in found)
    writing.announce(Changed(reviews=True, row_ids=row_ids))

"""Interactions whose customer asked much the same."""

from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from reviewer.domain.queue import QueueItem
from reviewer.store import interactions, similar, triage
from reviewer.store.store import Store

#: Candidates that are compared, and the similarity below which one is none.
CANDIDATES = 400
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class SimilarInteraction:
    """An interaction and how alike its message is, 0..1."""

    item: QueueItem
    similarity: float


class SimilarInteractions:
    """Reads at once on the caller's thread: not for the GUI thread."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, row_id: int, limit: int = 6) -> tuple[SimilarInteraction, ...]:
        """Return the most similar interactions, the most similar first.

        Similarity is the normalised Indel similarity of the messages' sorted words, without case
        and punctuation, of their first 1,000 characters (rapidfuzz's `token_sort_ratio`).
        """
        with self._store.reading() as connection:
            whole = interactions.by_row_ids(connection, [row_id]).get(row_id)
            if whole is None:
                return ()
            message = whole.customer_message
            found = similar.candidates(connection, message, CANDIDATES + 1)
            others = similar.messages(connection, [one for one in found if one != row_id])
            ranked = rank(message, others, limit)
            items = triage.states_of(connection, [one for one, _ in ranked])
        return tuple(SimilarInteraction(items[one], score) for one, score in ranked)


def rank(message: str, others: dict[int, str], limit: int) -> list[tuple[int, float]]:
    """Return row ids with their similarity, 0..1, the most similar first."""
    scored = process.extract(
        message[: similar.LOOKED_AT],
        others,
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        limit=limit,
        score_cutoff=ALIKE * 100,
    )
    return [(row_id, score / 100) for _, score, row_id in scored]

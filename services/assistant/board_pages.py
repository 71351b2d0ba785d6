"""The leaderboard as a window reads it: ids first, lines by the page, one row whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from reviewer.domain.filters import Facet
from reviewer.domain.improvement import BoardLine, ImprovementState, LeaderboardRow
from reviewer.store import board
from reviewer.store.improvements import Board
from reviewer.store.store import Store


@dataclass(frozen=True, slots=True)
class BoardFacets:
    """What a leaderboard can be narrowed to, and how many improvements there are of each state."""

    topics: tuple[Facet, ...]
    categories: tuple[Facet, ...]
    versions: tuple[Facet, ...]
    states: tuple[tuple[ImprovementState, int], ...]

    @property
    def total(self) -> int:
        """Return how many improvements there are at all."""
        return sum(count for _, count in self.states)


class BoardPages:
    """Reads at once on the caller's thread: not for the GUI thread."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ids(self, wanted: Board) -> tuple[UUID, ...]:
        """Return the improvements that fit, in the board's order, one per interaction."""
        with self._store.reading() as connection:
            return board.ids(connection, wanted)

    def lines(self, ids: Sequence[UUID]) -> dict[UUID, BoardLine]:
        """Return one line for each of a few improvements."""
        with self._store.reading() as connection:
            return board.lines(connection, ids)

    def rows(self, ids: Sequence[UUID]) -> dict[UUID, LeaderboardRow]:
        """Return a few improvements whole."""
        with self._store.reading() as connection:
            return board.rows(connection, ids)

    def row(self, improvement_id: UUID) -> LeaderboardRow | None:
        """Return one improvement whole; None where it is gone."""
        return self.rows([improvement_id]).get(improvement_id)

    def facets(self) -> BoardFacets:
        """Count what a leaderboard can be narrowed to."""
        with self._store.reading() as connection:
            topics, categories, versions = (
                board.facets(connection, column) for column in board.FACETS
            )
            states = tuple(board.states(connection).items())
            return BoardFacets(topics, categories, versions, states)

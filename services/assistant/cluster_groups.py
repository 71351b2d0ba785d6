"""Groups of similar failures: communities in the graph of each failure's nearest neighbours."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from services.assistant.cluster_vectors import Vector

NEIGHBOURS = 10
#: Below this cosine two failures have nothing to do with each other.
LEAST_LIKENESS = 0.15
#: Smaller groups are chance.
SMALLEST = 5
SEED = 1
#: Failures after which the other threads of the process get their turn.
TURN = 8


def groups_of(vectors: Sequence[Vector], checkpoint: Callable[[int], object]) -> list[list[int]]:
    """Return groups of positions in `vectors`, the largest first; the same for the same input.

    Communities by Louvain (Blondel et al., 2008), by networkx. `checkpoint` is called with the
    number of failures that are done, and may raise to stop.
    """
    from networkx import Graph
    from networkx.algorithms.community import louvain_communities

    graph = Graph()
    graph.add_nodes_from(range(len(vectors)))
    graph.add_weighted_edges_from(_edges(vectors, checkpoint))
    found = louvain_communities(graph, weight="weight", seed=SEED)
    groups = [sorted(group) for group in found if len(group) >= SMALLEST]
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def _edges(
    vectors: Sequence[Vector], checkpoint: Callable[[int], object]
) -> Iterator[tuple[int, int, float]]:
    """Give each failure with its nearest neighbours and their likeness."""
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, vector in enumerate(vectors):
        for word, weight in vector.items():
            postings[word].append((at, weight))
    for at, vector in enumerate(vectors):
        if at % TURN == 0:
            checkpoint(at)
            time.sleep(0)
        yield from ((at, other, alike) for other, alike in _nearest(at, vector, postings))


def _nearest(
    at: int, vector: Vector, postings: dict[str, list[tuple[int, float]]]
) -> Iterator[tuple[int, float]]:
    alike: dict[int, float] = defaultdict(float)
    for word, weight in vector.items():
        for other, weight_there in postings[word]:
            alike[other] += weight * weight_there
    alike.pop(at, None)
    near = ((other, cosine) for other, cosine in alike.items() if cosine >= LEAST_LIKENESS)
    yield from islice(sorted(near, key=lambda pair: (-pair[1], pair[0])), NEIGHBOURS)

"""Chooses, among real cases, the one that shows at a glance what the desk is for."""

from collections.abc import Iterable

from reviewer.domain.diff import word_diff
from reviewer.domain.interaction import Interaction

#: So many characters and earlier turns are read at a glance.
READABLE, TURNS = range(80, 480), range(1, 5)
#: So many changes are a pattern; more are noise.
CHANGES = range(3, 8)
KEPT = 0.6
ENGLISH = frozenset(("en", None))


def most_telling(interactions: Iterable[Interaction]) -> Interaction | None:
    """Return the case with the most to see; None where there is none at all."""
    return max(interactions, key=telling, default=None)


def telling(interaction: Interaction) -> float:
    """Return how much a case shows: an override that keeps a part, earlier turns, good lengths."""
    ai, agent = interaction.ai_reply, interaction.agent_reply
    turns = 3 * (len(interaction.context) in TURNS)
    if not ai or not agent:
        return turns
    diff = word_diff(ai, agent)
    lengths = (len(ai) in READABLE) + (len(agent) in READABLE)
    changes = 2 * (1 - abs(diff.similarity - KEPT)) + (len(diff.changes) in CHANGES)
    return turns + lengths + changes + (interaction.language in ENGLISH)

"""A conversation as a whole: what was said before, here, and after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewer.domain.interaction import Interaction, Turn
from reviewer.store import interactions
from reviewer.store.conversations import conversation_of
from reviewer.store.store import Store

#: Interactions of one conversation that are read at most.
MOST = 500


@dataclass(frozen=True, slots=True)
class Conversation:
    """All turns, oldest first; those from `here` to `after` belong to the interaction itself."""

    turns: tuple[Turn, ...]
    here: int
    after: int


class WholeConversation:
    """Reads at once on the caller's thread: not for the GUI thread."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, row_id: int) -> Conversation | None:
        """Return the conversation around an interaction; None where the interaction is gone.

        What the source sent as earlier turns is what came before; where it sent none, the
        conversation's earlier interactions are. Later ones follow in either case.
        """
        with self._store.reading() as connection:
            row_ids = conversation_of(connection, row_id, MOST) or (row_id,)
            found = interactions.by_row_ids(connection, {*row_ids, row_id})
        here = found.get(row_id)
        if here is None:
            return None
        place = row_ids.index(row_id) if row_id in row_ids else len(row_ids)
        earlier = [found[one] for one in row_ids[:place] if one in found]
        later = [found[one] for one in row_ids[place + 1 :] if one in found]
        before = here.context or tuple(_all_turns(earlier))
        own = tuple(_turns(here))
        turns = (*before, *own, *_all_turns(later))
        return Conversation(turns, len(before), len(before) + len(own))


def _all_turns(found: Iterable[Interaction]) -> Iterator[Turn]:
    for interaction in found:
        yield from _turns(interaction)


def _turns(interaction: Interaction) -> Iterator[Turn]:
    yield Turn("customer", interaction.customer_message)
    if interaction.ai_reply:
        yield Turn("assistant", interaction.ai_reply)
    if interaction.agent_reply:
        yield Turn("agent", interaction.agent_reply)

"""The tables, one module per owner; importing this fills `Base.metadata` with all of them.

A table has one owner. Sync writes source facts and nothing else does; human events are only
ever added; derived state can be computed again from the other two (see `reviewer.store.state`).
What a model said belongs to none of these: it is kept with the question that led to it, and a
person's word on it is an event of its own. The store's own books stand apart.
"""

from reviewer.store.schema import (
    books,
    derived_state,
    human_events,
    model_answers,
    model_calls,
    source_facts,
)
from reviewer.store.schema.base import Base

__all__ = [
    "Base",
    "books",
    "derived_state",
    "human_events",
    "model_answers",
    "model_calls",
    "source_facts",
]

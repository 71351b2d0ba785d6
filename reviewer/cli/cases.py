"""Finds the interaction that a person names on the command line."""

from typing import TYPE_CHECKING

from reviewer.errors import NotPossible

if TYPE_CHECKING:
    from services.triage.desk import Case, TriageDesk

#: What a command says of the argument.
ID = "the interaction's id, or its source's own"


def find_case(desk: "TriageDesk", given: str) -> "Case":
    """Return the case that a person means. Raises NotPossible where there is none."""
    found = desk.find(given)
    if found is None:
        raise NotPossible(f"There is no interaction {given} in this store.")
    return found

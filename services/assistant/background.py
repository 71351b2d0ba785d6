"""What the store knows of a failure, for the questions about it."""

from collections.abc import Iterable

from reviewer.domain.improvement import ExplanationKind
from reviewer.domain.interaction import Interaction
from reviewer.store import clusters, explanations, interactions, reviews
from reviewer.store.store import Connection
from services.assistant.cases import Background


def background_of(connection: Connection, interaction: Interaction) -> Background:
    """Return what is known: the reviewer's word first, then what was explained."""
    said = reviews.reviews_of(connection, interaction.id)
    standing = next((review for review in said if review.standing), None)
    failure = explanations.latest(connection, interaction.id, ExplanationKind.FAILURE)
    sorted_ = explanations.latest(connection, interaction.id, ExplanationKind.CATEGORY)
    found = (one.category for one in (standing, failure, sorted_) if one is not None)
    return Background(
        explanation=None if failure is None else failure.text,
        category=next((category for category in found if category), None),
        note=None if standing is None else standing.note,
        cautions=clusters.cautions_of(connection, interaction.row_id),
    )


def cases_of(
    connection: Connection, row_ids: Iterable[int]
) -> dict[int, tuple[Interaction, Background]]:
    """Return interactions with what is known of them, by row id."""
    found = interactions.by_row_ids(connection, row_ids)
    return {row_id: (one, background_of(connection, one)) for row_id, one in found.items()}

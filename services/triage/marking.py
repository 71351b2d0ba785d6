"""Tags, and failure categories that are given without a verdict."""

from typing import TYPE_CHECKING
from uuid import UUID

from reviewer.domain.filters import Facet
from reviewer.domain.review import FAILURE_CATEGORIES, known_category
from reviewer.domain.tags import clean_tag
from reviewer.store import tags
from reviewer.store.store import Store
from services.triage.gestures import Done, Gestures

if TYPE_CHECKING:
    from concurrent.futures import Future


class Marking:
    """Marks replies without deciding on them."""

    def __init__(self, store: Store, gestures: Gestures) -> None:
        self._store = store
        self._gestures = gestures

    def tag(self, interaction_id: UUID, tag: str, *, present: bool = True) -> "Future[Done]":
        """Put a tag on a reply, or take it off. Raises NotPossible where the tag is empty."""
        name = clean_tag(tag)
        return self._gestures.mark(
            interaction_id,
            "tag",
            tag_label(name, present=present),
            lambda connection, action, key: tags.append_tags(
                connection, action.id, [key], name, action.at, present=present
            ),
        )

    def categorise(self, interaction_id: UUID, category: str | None) -> "Future[Done]":
        """Give a reply a failure category; None takes it back. Raises NotPossible for no such."""
        known = known_category(category)
        return self._gestures.mark(
            interaction_id,
            "categorise",
            category_label(known),
            lambda connection, action, key: tags.append_categories(
                connection, action.id, [key], known, action.at
            ),
        )

    def in_use(self) -> tuple[Facet, ...]:
        """Return the tags that replies carry, the most frequent first."""
        with self._store.reading() as connection:
            return tags.tags_in_use(connection)


def tag_label(tag: str, *, present: bool) -> str:
    """Return what menus call the step."""
    return f"Tag “{tag}”" if present else f"Take off tag “{tag}”"


def category_label(category: str | None) -> str:
    """Return what menus call the step."""
    title = "none" if category is None else FAILURE_CATEGORIES[category]
    return f"Category: {title}"

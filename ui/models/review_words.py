"""What belongs to a review, in words."""

from reviewer.domain.review import FAILURE_CATEGORIES

SEVERITY_TITLES = {1: "Small", 2: "Serious", 3: "Grave"}


def category_title(category: str | None) -> str:
    """Return a failure category's title; one that a team added is its own."""
    return FAILURE_CATEGORIES.get(category, category) if category else ""

"""Imports that a first gesture would wait for, made on a reader's thread after the first page."""


def warm_up() -> None:
    """Import the parts of a diff."""
    from reviewer.domain.diff import word_diff

    word_diff("a b", "b a")

"""Imports that a first gesture would wait for, made on a reader's thread after the first page."""

from importlib import import_module

#: What the window's own keys open.
_OPENED = ("ui.widgets.cheat_sheet", "ui.widgets.command_palette")


def warm_up() -> None:
    """Import the parts of a diff and what keys open."""
    from reviewer.domain.diff import word_diff

    word_diff("a b", "b a")
    for name in _OPENED:
        import_module(name)

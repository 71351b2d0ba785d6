"""Imports that a first gesture would wait for, made on a reader's thread after the first page."""

from importlib import import_module

#: What the window's own keys open, what writes the first decision, and the other pages.
_NEXT = (
    "ui.widgets.cheat_sheet",
    "ui.widgets.command_palette",
    "reviewer.store.writer",
    "services.triage.room",
    "ui.dialogs.snooze",
    "ui.dialogs.tags",
    "ui.pages.triage.sections.similar",
    "services.assistant.parts",
    "ui.pages.leaderboard.page",
    "ui.pages.failures.page",
    "ui.pages.costs.page",
    "ui.pages.calibration.page",
    "ui.pages.settings.page",
)


def warm_up() -> None:
    """Import the parts of a diff, what keys open, and what writes."""
    from reviewer.domain.diff import word_diff

    word_diff("a b", "b a")
    for name in _NEXT:
        import_module(name)

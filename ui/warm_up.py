"""Imports that somebody would wait for, made on other threads before anybody does."""

from ui.ahead import import_all

#: What stands behind the window, and what furnishes it: needed once it was painted.
BEHIND = (
    "ui.door",
    "ui.job_bridge",
    "ui.opening",
    "services.logs",
    "services.redaction",
    "services.user_dirs",
    "services.jobs.network_lane",
    "services.identity",
    "services.typed_secrets",
    "ui.failed_jobs",
    "ui.faults",
    "ui.leaving",
    "ui.file_menu",
    "ui.importing",
    "ui.page_list",
    "ui.actions",
    "ui.status_bar",
    "ui.window_actions",
    "ui.window_keys",
)
#: What tells of a store that was opened.
_OPEN = ("ui.naming", "ui.status_feed")
#: What begins a moment later.
LATE = (
    "services.housekeeping",
    "services.assistant.failure_watch",
    "services.demo.resuming",
    "services.assistant.glance",
    "services.assistant.parts",
    "ui.sweeping",
)
#: What the window's own keys open, what writes the first decision, and the other pages.
AFTER = (
    "ui.pages.interactions.page",
    "ui.widgets.cheat_sheet",
    "ui.widgets.command_palette",
    "reviewer.store.writer",
    "services.triage.room",
    "ui.dialogs.snooze",
    "ui.dialogs.tags",
    "ui.pages.triage.sections.similar",
    "ui.pages.leaderboard.page",
    "ui.pages.failures.page",
    "ui.pages.costs.page",
    "ui.pages.calibration.page",
    "ui.pages.settings.page",
    "ui.settings_list",
    "ui.pages.settings.general",
    "ui.threshold_change",
)


def warm_up_late() -> None:
    """Import what begins by itself once the first reply is shown."""
    import_all(LATE)


def warm_up() -> None:
    """Import the parts of a diff, what keys open, and what writes."""
    from reviewer.domain.diff import word_diff

    word_diff("a b", "b a")
    import_all(AFTER)


def warm_up_first(page_id: str) -> None:
    """Import what the first page is made of."""
    import_all((f"ui.pages.{page_id}.page", *_OPEN))

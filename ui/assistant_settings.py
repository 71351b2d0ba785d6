"""The way to the settings of the assistant."""

from contextlib import suppress

from ui.main_window import MainWindow
from ui.page_heading import SETTINGS

SECTION = "assistant"


def show_assistant_settings(window: MainWindow) -> None:
    """Show the settings, at the assistant's section."""
    window.show_page(SETTINGS.id)
    with suppress(ValueError):
        window.page(SETTINGS.id).show_section(SECTION)

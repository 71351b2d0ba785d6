"""What the Settings page needs to know of a section before it makes it."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget


class Section(NamedTuple):
    """A section: `id` is stable, `factory` makes its widget when it is shown first.

    Most are a `ui.widgets.settings_form.SettingsForm`.
    """

    id: str
    title: str
    factory: Callable[[], QWidget]

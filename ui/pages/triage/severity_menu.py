"""How grave a bad reply is, each step under a key of one press."""

from PySide6.QtWidgets import QWidget

from reviewer.domain.review import SEVERITIES
from ui.models.review_words import SEVERITY_TITLES
from ui.pages.triage.key_menu import Entry, KeyMenu


class SeverityMenu(KeyMenu):
    """`chosen(object)` gives 1 to 3, or None."""

    def __init__(self, current: int | None, parent: QWidget) -> None:
        entries = [Entry(str(step), SEVERITY_TITLES[step], step) for step in SEVERITIES]
        super().__init__("Severity", [*entries, Entry("0", "No severity", None)], current, parent)

"""What the window asks of whoever keeps its settings."""

from typing import Protocol


class SettingsPort(Protocol):
    """Small texts under stable names; neither call may wait for anything slow."""

    def get(self, key: str) -> str | None:
        """The text kept under a name, None where there is none."""

    def set(self, key: str, value: str) -> None:
        """Keeps a text under a name."""

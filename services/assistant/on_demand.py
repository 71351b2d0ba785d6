"""The assistant's parts, built when something of them is first asked for."""

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from services.assistant.parts import Assistant


class AssistantOnDemand:
    """Builds the parts once. A window that asks no model never imports them."""

    def __init__(self, build: "Callable[[], Assistant]") -> None:
        self._build = build
        self._building = Lock()
        self._built: Assistant | None = None

    @property
    def parts(self) -> "Assistant":
        """Return the parts, built now if they were not yet. Safe from any thread."""
        with self._building:
            if self._built is None:
                self._built = self._build()
            return self._built

    def close(self) -> None:
        """Close what is open at providers, if anything; the network lane must still be open."""
        if self._built is not None:
            self._built.close()

"""The simulated provider inside of the program, for whoever has no key yet."""

from contextlib import ExitStack
from threading import Lock

#: The profile under which it is known, and the models that write and that judge.
NAME, MODEL, JUDGE = "simulated", "simulated-large", "simulated-small"


class SimulatedAtHand:
    """Runs a simulated provider on loopback until it is closed. Safe from any thread.

    Starting takes a moment: not for the GUI thread.
    """

    def __init__(self) -> None:
        self._guard = Lock()
        self._running = ExitStack()
        self._base_url: str | None = None

    @property
    def base_url(self) -> str | None:
        """Return where it runs; None where it does not."""
        return self._base_url

    def start(self) -> str:
        """Start it, unless it runs, and return its base URL."""
        from services.demo.stand_in import standing_in

        with self._guard:
            if self._base_url is None:
                self._base_url = self._running.enter_context(standing_in())
            return self._base_url

    def close(self) -> None:
        """Stop it, if it runs."""
        with self._guard:
            self._base_url = None
            self._running.close()

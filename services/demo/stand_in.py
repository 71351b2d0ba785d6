"""The simulated provider beside the demo: on this machine, for as long as the demo lasts."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from services.demo.provider.server import SimulatedProvider
from services.demo.provider.settings import Settings

#: The same port each time, where it is free: an answer is known again by who gave it.
PORT = 18_639
#: Seconds until an answer begins and between its pieces, so that one sees it arrive.
LATENCY, TOKEN_SECONDS = 0.1, 0.02


@contextmanager
def standing_in() -> Iterator[str]:
    """Run the provider and give its base URL."""
    with ExitStack() as running:
        try:
            url = running.enter_context(_provider(PORT).running())
        except OSError:  # somebody else has the port
            url = running.enter_context(_provider(0).running())
        yield url


def _provider(port: int) -> SimulatedProvider:
    settings = Settings(port=port, latency=LATENCY, token_interval=TOKEN_SECONDS)
    return SimulatedProvider(settings=settings)

"""Where the engine is built when it is first needed: its imports take most of a second."""

from typing import TYPE_CHECKING

from services.assistant.foundation import Foundation
from services.jobs.network_lane import NetworkLane
from services.jobs.status import ShuttingDown

if TYPE_CHECKING:
    import asyncio

    from services.assistant.engine import Engine

#: Seconds that closing connections may take.
CLOSE_SECONDS = 5.0


class EngineRoom:
    """Builds the engine once, on the network lane's loop, and closes it."""

    def __init__(self, foundation: Foundation, network: NetworkLane) -> None:
        self._foundation = foundation
        self._network = network
        self._building: asyncio.Lock | None = None
        self._engine: Engine | None = None

    async def engine(self) -> "Engine":
        """Return the engine."""
        import asyncio

        self._building = self._building or asyncio.Lock()
        async with self._building:
            if self._engine is None:
                self._engine = await asyncio.to_thread(_build, self._foundation)
        return self._engine

    def close(self) -> None:
        """Close every connection; the network lane must still be open for that."""
        if self._engine is None:
            return
        try:
            closing = self._network.submit(self._engine.clients.close())
        except ShuttingDown:
            return
        closing.result(CLOSE_SECONDS)


def _build(foundation: Foundation) -> "Engine":
    from services.assistant.engine import build_engine

    return build_engine(foundation)

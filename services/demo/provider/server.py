"""The simulated provider: an OpenAI-compatible server on loopback, for the demo and for tests."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from services.demo.provider.batches.answering import BatchAnswering
from services.demo.provider.batches.endpoint import BatchEndpoint
from services.demo.provider.chat.endpoint import ChatEndpoint
from services.demo.provider.checks import warm_up
from services.demo.provider.clock import Clock
from services.demo.provider.connection import Connection, Connections
from services.demo.provider.content.knowledge import load_knowledge
from services.demo.provider.content.phrases import load_phrases
from services.demo.provider.embeddings import EmbeddingEndpoint
from services.demo.provider.endpoints import Endpoints, ModelEndpoint
from services.demo.provider.faults import Faults
from services.demo.provider.files import FileEndpoint, Files
from services.demo.provider.limits import Meter
from services.demo.provider.models import Models
from services.demo.provider.service import ProviderService
from services.demo.provider.settings import Settings
from services.demo.provider.tally import Tally
from services.demo.provider.tuning.endpoint import TuningEndpoint

LOOPBACK = "127.0.0.1"
_WAITING = 512
#: Turns of the loop that a connection takes from its acceptance to its beginning, and one more.
_SETTLING = 4


class SimulatedProvider:
    """A provider that answers without a model, the same for the same seed and request.

    `faults`, `tally` and `clock` may be used from any thread while it runs. What was uploaded and
    created stays in memory, also from one `running` to the next, and is never written to disk.
    """

    def __init__(self, seed: int = 1, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.faults = Faults(seed)
        self.tally = Tally()
        self.clock = Clock()
        routes = self._endpoints(seed).routes()
        meter = Meter(self.settings.limits, self.clock)
        self._service = ProviderService(self.settings, routes, self.faults, self.tally, meter)

    def _endpoints(self, seed: int) -> Endpoints:
        settings, clock = self.settings, self.clock
        models, files = Models(settings.models), Files(seed, clock)
        chat, embeddings = (
            ChatEndpoint(seed, settings, models, clock),
            EmbeddingEndpoint(seed, models),
        )
        tuning = TuningEndpoint(seed, settings.job_seconds, files, models, clock)
        models.add_source(tuning.tuned)
        answering = BatchAnswering(settings, chat, embeddings, self.faults, self.tally)
        batches = BatchEndpoint(seed, settings.batch_seconds, files, clock, answering)
        return Endpoints(
            chat, embeddings, ModelEndpoint(models), FileEndpoint(files), tuning, batches
        )

    @contextmanager
    def running(self) -> Iterator[str]:
        """Serve on a thread of its own, and give the base URL, which ends in `/v1`.

        Raises OSError where the port of the settings is taken.
        """
        with socket.create_server((LOOPBACK, self.settings.port), backlog=_WAITING) as listening:
            port = listening.getsockname()[1]
            serving = _Serving(self._service, listening)
            serving.start()
            try:
                yield f"http://{LOOPBACK}:{port}/v1"
            finally:
                serving.stop()


class _Serving:
    """One run of the server, from its thread's start to its end."""

    def __init__(self, service: ProviderService, listening: socket.socket) -> None:
        self._service = service
        self._listening = listening
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="simulated provider", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    def _run(self) -> None:
        warm_up()
        load_phrases()
        load_knowledge()
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        connections = Connections()
        server = await self._loop.create_server(
            lambda: Connection(self._service, connections), sock=self._listening, backlog=_WAITING
        )
        await self._over.wait()
        server.close()
        for _ in range(_SETTLING):  # who was let in a moment ago is not known as a connection yet
            await asyncio.sleep(0)
        connections.drop_all()
        while connections:
            await asyncio.sleep(0)

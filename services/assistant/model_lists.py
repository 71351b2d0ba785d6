"""Which models an endpoint lists, before anybody has made a profile of it."""

from typing import TYPE_CHECKING

from reviewer.domain.assistant import Capabilities, Provider
from services.assistant.addresses import checked_base_url
from services.assistant.engine_room import EngineRoom
from services.assistant.keys import ProviderKeys
from services.assistant.titles import LISTING
from services.jobs.control import AsyncJobControl
from services.jobs.runner import JobRunner

if TYPE_CHECKING:
    from services.assistant.wire import Model
    from services.jobs.job import Job


class ModelLists:
    """Asks endpoints for their models; jobs raise UsageError and ProviderError."""

    def __init__(self, runner: JobRunner, room: EngineRoom, keys: ProviderKeys) -> None:
        self._runner = runner
        self._room = room
        self._keys = keys

    def ask(
        self, name: str, base_url: str, key: str | None, key_variable: str | None
    ) -> "Job[tuple[Model, ...]]":
        """Ask an endpoint; without a key the one that is kept under the profile's name is used."""

        async def body(_control: AsyncJobControl) -> "tuple[Model, ...]":
            import asyncio

            await self._room.engine()  # imports what is heavy beside the loop
            from services.assistant.clients import Clients
            from services.assistant.gateway import Gateway

            url = checked_base_url(base_url)
            provider = Provider(name or "the new provider", url, "", key_variable=key_variable)
            known = key or await asyncio.to_thread(self._keys.of, provider)
            clients = Clients(lambda _provider: known)
            try:
                return await Gateway(clients, _forget).models(provider)
            finally:
                await clients.close()

        return self._runner.start_async(LISTING, body)


async def _forget(_provider: Provider, _model: str, _found: Capabilities) -> None:
    """Learn nothing: there is no profile to learn for."""

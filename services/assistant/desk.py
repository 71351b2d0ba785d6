"""The assistant at one interaction: a better reply, an explanation, and what is kept of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from reviewer.domain.assistant import Provider
from reviewer.domain.improvement import (
    Explanation,
    ExplanationKind,
    GeneratedReply,
    LeaderboardRow,
)
from reviewer.domain.interaction import Interaction
from reviewer.errors import NotPossible
from reviewer.store import explanations, generated_replies, improvements, interactions
from reviewer.store.store import Store
from services.assistant.background import background_of
from services.assistant.cases import Background
from services.assistant.engine_room import EngineRoom
from services.assistant.profiles import ProviderCatalogue
from services.assistant.titles import EXPLAINING, IMPROVING, REPLYING, TESTING
from services.jobs.control import AsyncJobControl
from services.jobs.runner import JobRunner

if TYPE_CHECKING:
    from reviewer.domain.assistant import NoAnswer
    from services.assistant.asking import Manner
    from services.assistant.explaining import Explained
    from services.assistant.improving import Improved
    from services.assistant.replying import Replied, Version
    from services.assistant.trial import Tested
    from services.assistant.wire import Model
    from services.jobs.job import Job

#: Hears a text as it arrives, on the network's thread.
Arriving = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the assistant has said about an interaction until now, the newest first."""

    improvements: tuple[LeaderboardRow, ...]
    why_reply: Explanation | None
    why_failed: Explanation | None
    generated: tuple[GeneratedReply, ...]


class AssistantDesk:
    """Asks about one interaction; each job can be cancelled, and its answer is kept.

    Jobs raise NotPossible, UsageError, ProviderError, SpendingRefused, StoreError. `kept` reads at
    once on the caller's thread.
    """

    def __init__(
        self, store: Store, runner: JobRunner, room: EngineRoom, catalogue: ProviderCatalogue
    ) -> None:
        self._store = store
        self._runner = runner
        self._room = room
        self._catalogue = catalogue

    def kept(self, interaction_id: UUID) -> Kept:
        """Return what is kept of an interaction."""
        with self._store.reading() as connection:
            return Kept(
                improvements.of_interaction(connection, interaction_id),
                explanations.latest(connection, interaction_id, ExplanationKind.REPLY),
                explanations.latest(connection, interaction_id, ExplanationKind.FAILURE),
                generated_replies.of_interaction(connection, interaction_id),
            )

    def improve(
        self,
        interaction_id: UUID,
        *,
        provider: str | None = None,
        arriving: Arriving | None = None,
        fresh: bool = False,
        unpriced: bool = False,
    ) -> "Job[Improved | NoAnswer]":
        """Write a better reply; `arriving` hears it grow. `fresh` asks although it is known.

        `unpriced` is the leave to ask this once although nobody knows what it costs.
        """

        async def body(_control: AsyncJobControl) -> "Improved | NoAnswer":
            from services.assistant.improving import Task

            engine = await self._room.engine()
            interaction, known = self._case(interaction_id)
            task = Task(interaction, self._asked(provider, unpriced=unpriced), known)
            return await engine.improver.improve(task, _manner(arriving, fresh=fresh))

        return self._runner.start_async(IMPROVING, body)

    def explain(
        self,
        kind: ExplanationKind,
        interaction_id: UUID,
        *,
        provider: str | None = None,
        arriving: Arriving | None = None,
        fresh: bool = False,
        unpriced: bool = False,
    ) -> "Job[Explained | NoAnswer]":
        """Explain a reply or its failure; `arriving` hears the explanation grow."""

        async def body(_control: AsyncJobControl) -> "Explained | NoAnswer":
            engine = await self._room.engine()
            interaction, known = self._case(interaction_id)
            asked = self._asked(provider, unpriced=unpriced)
            manner = _manner(arriving, fresh=fresh)
            return await engine.explainer.explain(kind, interaction, asked, known, manner)

        return self._runner.start_async(EXPLAINING[kind], body)

    def reply(
        self,
        interaction_id: UUID,
        version: "Version",
        *,
        provider: str | None = None,
        arriving: Arriving | None = None,
        fresh: bool = False,
    ) -> "Job[Replied | NoAnswer]":
        """Reply as one of our versions would; `arriving` hears the reply grow."""

        async def body(_control: AsyncJobControl) -> "Replied | NoAnswer":
            engine = await self._room.engine()
            interaction, _ = self._case(interaction_id)
            manner = _manner(arriving, fresh=fresh)
            asked = self._catalogue.find(provider)
            return await engine.replier.reply(interaction, version, asked, manner)

        return self._runner.start_async(REPLYING, body)

    def test(self, provider: str | None = None) -> "Job[Tested]":
        """Try a provider out with one small call."""

        async def body(_control: AsyncJobControl) -> "Tested":
            from services.assistant.trial import try_provider

            engine = await self._room.engine()
            return await try_provider(self._catalogue.find(provider), engine.gateway, engine.asker)

        return self._runner.start_async(TESTING, body)

    def models(self, provider: str | None = None) -> "Job[tuple[Model, ...]]":
        """List the models of a provider, with the day each is shut down where it tells."""

        async def body(_control: AsyncJobControl) -> "tuple[Model, ...]":
            engine = await self._room.engine()
            return await engine.gateway.models(self._catalogue.find(provider))

        return self._runner.start_async("Listing models", body)

    def _asked(self, name: str | None, *, unpriced: bool) -> Provider:
        found = self._catalogue.find(name)
        return replace(found, unpriced=True) if unpriced else found

    def _case(self, interaction_id: UUID) -> tuple[Interaction, Background]:
        with self._store.reading() as connection:
            found = interactions.by_id(connection, interaction_id)
            if found is None:
                raise NotPossible(f"There is no interaction {interaction_id} in this store.")
            return found, background_of(connection, found)


def _manner(arriving: Arriving | None, *, fresh: bool) -> "Manner":
    from services.assistant.asking import Manner

    return Manner(fresh=fresh, arriving=arriving, waiting_person=True)

"""What would be sent to a model, to be read before it is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from reviewer.domain.interaction import Interaction
from reviewer.errors import NotPossible
from reviewer.store import interactions
from reviewer.store.store import Store
from services.assistant.background import background_of
from services.assistant.cases import Background
from services.assistant.engine_room import EngineRoom
from services.assistant.profiles import ProviderCatalogue
from services.jobs.control import AsyncJobControl
from services.jobs.runner import JobRunner

if TYPE_CHECKING:
    from services.jobs.job import Job


@dataclass(frozen=True, slots=True)
class PromptPreview:
    """A prompt that was not sent: to whom it would go, and its two parts.

    `cautions` are those of the interaction's failure cluster, which the prompt holds too. The
    endings of tags are drawn anew for each request.
    """

    provider: str
    base_url: str
    model: str
    prompt_used: str
    system: str
    user: str
    cautions: tuple[str, ...]


class PromptPreviews:
    """Shows prompts. Jobs raise NotPossible, UsageError, StoreError; nothing leaves the machine."""

    def __init__(
        self, store: Store, runner: JobRunner, room: EngineRoom, catalogue: ProviderCatalogue
    ) -> None:
        self._store = store
        self._runner = runner
        self._room = room
        self._catalogue = catalogue

    def improve(self, interaction_id: UUID, provider: str | None = None) -> "Job[PromptPreview]":
        """Return what `AssistantDesk.improve` would send."""

        async def body(_control: AsyncJobControl) -> PromptPreview:
            from services.assistant.improving import Task

            engine = await self._room.engine()
            asked = self._catalogue.find(provider)
            interaction, known = self._case(interaction_id)
            question = engine.improver.question(Task(interaction, asked, known))
            first, *_, last = question.chat().messages
            return PromptPreview(
                asked.name,
                asked.base_url,
                question.model,
                question.template.version,
                first.text,
                last.text,
                known.cautions,
            )

        return self._runner.start_async("Making the prompt", body)

    def _case(self, interaction_id: UUID) -> tuple[Interaction, Background]:
        with self._store.reading() as connection:
            found = interactions.by_id(connection, interaction_id)
            if found is None:
                raise NotPossible(f"There is no interaction {interaction_id} in this store.")
            return found, background_of(connection, found)

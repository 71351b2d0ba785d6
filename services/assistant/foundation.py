"""What the engine that asks models stands on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from reviewer.domain.cost import Caps
from reviewer.store.store import Store, Writing
from services.assistant.keys import ProviderKeys
from services.assistant.prices import PriceBook
from services.assistant.profiles import ProviderCatalogue
from services.assistant.templates import PromptLibrary
from services.jobs.write_lane import WriteLane


@dataclass(frozen=True, slots=True)
class Foundation:
    """What the engine stands on. `zone` is the time zone of the month's budget."""

    store: Store
    lane: WriteLane[Writing]
    keys: ProviderKeys
    catalogue: ProviderCatalogue
    prompts: PromptLibrary
    prices: PriceBook
    caps: Callable[[], Caps]
    zone: tzinfo

"""The assistant's parts, as window and commands get them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from reviewer.domain.cost import Caps
from reviewer.store.store import Store, Writing
from services.assistant.board import ImprovementBoard, Sign
from services.assistant.board_export import BoardExport
from services.assistant.board_pages import BoardPages
from services.assistant.cluster_names import ClusterNames
from services.assistant.clusters import ClusterDesk
from services.assistant.desk import AssistantDesk
from services.assistant.engine_room import EngineRoom
from services.assistant.foundation import Foundation
from services.assistant.keys import ProviderKeys
from services.assistant.ledger_pages import LedgerPages
from services.assistant.model_lists import ModelLists
from services.assistant.previews import PromptPreviews
from services.assistant.prices import PriceBook
from services.assistant.profiles import ProviderCatalogue
from services.assistant.spending import SpendingBook
from services.assistant.sweeps import Sweeps
from services.assistant.templates import PromptLibrary
from services.demo.at_hand import SimulatedAtHand
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.jobs.write_lane import WriteLane


@dataclass(frozen=True, slots=True)
class Ground:
    """What the assistant stands on: a store with its lanes, and whose keys, prices and caps."""

    store: Store
    lane: WriteLane[Writing]
    network: NetworkLane
    runner: JobRunner
    keys: ProviderKeys
    sign: Sign
    caps: Callable[[], Caps]
    own_prices: Path
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Assistant:
    """The parts: profiles, prompts, prices; questions about one or many; what came of them."""

    providers: ProviderCatalogue
    prompts: PromptLibrary
    prices: PriceBook
    desk: AssistantDesk
    previews: PromptPreviews
    sweeps: Sweeps
    board: ImprovementBoard
    clusters: ClusterDesk
    cluster_names: ClusterNames
    board_pages: BoardPages
    board_export: BoardExport
    spending: SpendingBook
    calls: LedgerPages
    model_lists: ModelLists
    simulated: SimulatedAtHand
    room: EngineRoom

    def close(self) -> None:
        """Close what is open at providers; the network lane must still be open."""
        self.room.close()
        self.simulated.close()


def build_assistant(on: Ground) -> Assistant:
    """Build the assistant's parts; nothing heavy is imported before the first question."""
    providers = ProviderCatalogue(on.store, on.lane, on.keys)
    prompts = PromptLibrary(on.store, on.lane)
    prices = PriceBook(on.own_prices)
    foundation = Foundation(
        on.store, on.lane, on.keys, providers, prompts, prices, on.caps, on.zone
    )
    room = EngineRoom(foundation, on.network)
    board_pages = BoardPages(on.store)
    return Assistant(
        providers=providers,
        prompts=prompts,
        prices=prices,
        desk=AssistantDesk(on.store, on.runner, room, providers),
        previews=PromptPreviews(on.store, on.runner, room, providers),
        sweeps=Sweeps(on.store, on.lane, on.runner, room, providers),
        board=ImprovementBoard(on.store, on.lane, on.sign),
        clusters=ClusterDesk(on.store, on.lane, on.runner, on.zone),
        cluster_names=ClusterNames(on.store, on.runner, room, providers),
        board_pages=board_pages,
        board_export=BoardExport(board_pages, on.runner),
        spending=SpendingBook(on.store, prices, on.caps, on.zone),
        calls=LedgerPages(on.store, on.runner),
        model_lists=ModelLists(on.runner, room, on.keys),
        simulated=SimulatedAtHand(),
        room=room,
    )

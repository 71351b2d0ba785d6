"""What window and commands work with, once a store is open."""

from dataclasses import dataclass

from reviewer.store.store import Store, Writing
from services.assistant.on_demand import AssistantOnDemand
from services.interactions.browser import InteractionBrowser
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.jobs.write_lane import WriteLane
from services.reviewers import Reviewers
from services.settings import Settings
from services.store_care import StoreCare
from services.sync.catalogue import SourceCatalogue
from services.sync.importer import FileImporter
from services.triage.desk import TriageDesk


@dataclass(frozen=True, slots=True)
class Workbench:
    """An open store with its lanes and the services on top of it; made by `reviewer.startup`."""

    store: Store
    lane: WriteLane[Writing]
    network: NetworkLane
    runner: JobRunner
    desk: TriageDesk
    browser: InteractionBrowser
    sources: SourceCatalogue
    importer: FileImporter
    reviewers: Reviewers
    settings: Settings
    assistant: AssistantOnDemand
    care: StoreCare

    def close(self, timeout: float | None = None) -> None:
        """Stop jobs, write what is queued, and close the store; waits at most so many seconds."""
        self.runner.close(timeout)
        self.assistant.close()
        self.network.close()
        self.lane.close(timeout=timeout)
        self.store.close()

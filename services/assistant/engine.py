"""What answers questions, built of its parts. Importing this module imports openai and pydantic."""

from dataclasses import dataclass

import httpx2
import openai

from services.assistant.asking import Asker
from services.assistant.clients import Clients
from services.assistant.explaining import Explainer
from services.assistant.foundation import Foundation
from services.assistant.gateway import Gateway
from services.assistant.improving import Improver
from services.assistant.judging import Judge
from services.assistant.ledger import Ledger
from services.assistant.naming import Namer
from services.assistant.prices import PriceBook
from services.assistant.replying import Replier
from services.assistant.templates import PromptLibrary

#: Named here because the engine is what makes them needed; imported where they are used.
HEAVY = (httpx2, openai)


@dataclass(frozen=True, slots=True)
class Engine:
    """The parts that speak to providers. For the network lane's loop."""

    clients: Clients
    gateway: Gateway
    ledger: Ledger
    asker: Asker
    prompts: PromptLibrary
    prices: PriceBook

    @property
    def judge(self) -> Judge:
        """Return the judge, with its template as it is now."""
        return Judge(self.asker, self.prompts.get("judge"))

    @property
    def improver(self) -> Improver:
        """Return who improves replies, with the templates as they are now."""
        return Improver(self.asker, self.prompts.get("improve"), self.judge)

    @property
    def explainer(self) -> Explainer:
        """Return who explains replies."""
        return Explainer(self.asker, self.prompts.get)

    @property
    def namer(self) -> Namer:
        """Return who names failure clusters."""
        return Namer(self.asker, self.prompts.get("name_cluster"))

    @property
    def replier(self) -> Replier:
        """Return who generates replies."""
        return Replier(self.asker, self.prompts.get("reply"))


def build_engine(on: Foundation, clients: Clients | None = None) -> Engine:
    """Build the engine; `clients` are the usual ones unless others are given."""
    clients = clients or Clients(on.keys.of)
    gateway = Gateway(clients, on.catalogue.learn)
    ledger = Ledger(on.store, on.lane, on.prices, on.caps, on.zone)
    return Engine(clients, gateway, ledger, Asker(gateway, ledger), on.prompts, on.prices)

"""The simulated provider of the last time, started again where it is still in use."""

import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reviewer.store import providers
from reviewer.store.store import Store
from services.demo.at_hand import NAME

if TYPE_CHECKING:
    from services.assistant.on_demand import AssistantOnDemand

#: Seconds until a server on this machine counts as gone.
PATIENCE = 0.5


def resume_simulated(store: Store, assistant: "AssistantOnDemand") -> bool:
    """Start it where the profile in use is its own and nobody answers there; tell whether it was.

    Blocks for a moment: not for the GUI thread. Raises StoreError where another address cannot be
    kept.
    """
    with store.reading() as connection:
        if providers.default(connection) != NAME:
            return False
        known = {one.name: one for one in providers.all_providers(connection)}
    if NAME not in known or assistant.parts.simulated.base_url or _answers(known[NAME].base_url):
        return False
    from services.demo.assisting import introduce

    url = assistant.parts.simulated.start()
    if url != known[NAME].base_url:
        introduce(assistant.parts, url)
    return True


def _answers(base_url: str) -> bool:
    url = urlsplit(base_url)
    try:
        with socket.create_connection((url.hostname or "", url.port or 80), timeout=PATIENCE):
            return True
    except OSError:
        return False

"""The simulated provider inside of the program: started on request, and again the next time."""

import urllib.request
from pathlib import Path

from reviewer.store.opening import create_store
from services.assistant.on_demand import AssistantOnDemand
from services.assistant.profiles import NewProvider
from services.demo.at_hand import MODEL, NAME, SimulatedAtHand
from services.demo.resuming import resume_simulated
from tests.services.assistant.bench import opened


def answers(base_url: str) -> bool:
    with urllib.request.urlopen(f"{base_url}/models", timeout=10) as answer:
        return bool(answer.status == 200)


def test_it_runs_once_until_it_is_closed() -> None:
    at_hand = SimulatedAtHand()
    url = at_hand.start()
    assert at_hand.start() == url == at_hand.base_url
    assert answers(url)
    at_hand.close()
    assert at_hand.base_url is None


def test_it_is_started_again_where_it_was_in_use_and_is_gone(tmp_path: Path) -> None:
    store = create_store(tmp_path / "store.sqlite", None)
    with opened(store, tmp_path / "prices.toml") as bench:
        assistant = AssistantOnDemand(lambda: bench.parts)
        assert not resume_simulated(store, assistant)
        bench.parts.providers.add(NewProvider("other", "http://127.0.0.1:9/v1", MODEL))
        bench.parts.providers.add(NewProvider(NAME, "http://127.0.0.1:9/v1", MODEL))
        assert not resume_simulated(store, assistant)
        bench.parts.providers.use(NAME)
        assert resume_simulated(store, assistant)
        url = bench.parts.providers.find().base_url
        assert url == bench.parts.simulated.base_url
        assert answers(url)
        assert not resume_simulated(store, assistant)
    store.close()

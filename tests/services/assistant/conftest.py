"""The assistant on a real store and lanes, asking the simulated provider over a real socket."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.store.opening import create_store
from reviewer.store.store import Store
from services.demo.provider.server import SimulatedProvider
from services.demo.provider.settings import Settings
from tests.services.assistant.bench import Bench, Simulated, opened


@pytest.fixture(autouse=True)
def _short_backoff(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK waits half a second before it tries again, where a provider does not say how long."""
    monkeypatch.setattr("openai._base_client.INITIAL_RETRY_DELAY", 0.01)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = create_store(tmp_path / "store.sqlite", None)
    yield store
    store.close()


@pytest.fixture
def bench(store: Store, tmp_path: Path) -> Iterator[Bench]:
    """The assistant's parts on an empty store; no provider yet."""
    with opened(store, tmp_path / "prices.toml") as bench:
        yield bench


@pytest.fixture
def simulated() -> Iterator[Simulated]:
    """A simulated provider that runs."""
    provider = SimulatedProvider()
    with provider.running() as url:
        yield Simulated(provider, url)


@pytest.fixture
def slow() -> Iterator[Simulated]:
    """A simulated provider that takes its time."""
    provider = SimulatedProvider(settings=Settings(latency=0.3, token_interval=0.02))
    with provider.running() as url:
        yield Simulated(provider, url)


@pytest.fixture
def asked(bench: Bench, simulated: Simulated) -> Bench:
    """The assistant with the simulated provider as its own, and ten failures to work on."""
    bench.add_provider(simulated.url)
    bench.add_failures(10)
    return bench

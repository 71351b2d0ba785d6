"""The key that is sent is the present one."""

from collections.abc import Iterator

import pytest

from reviewer.errors import ProviderRefused, UsageError
from services.assistant.improving import Improved
from services.demo.provider.server import SimulatedProvider
from services.demo.provider.settings import Settings
from tests.services.assistant.bench import Bench, Simulated

KEY, OTHER = "marked-key-one", "marked-key-two"


@pytest.fixture
def guarded() -> Iterator[Simulated]:
    """A simulated provider that takes one key only."""
    provider = SimulatedProvider(settings=Settings(api_key=KEY))
    with provider.running() as url:
        yield Simulated(provider, url)


@pytest.fixture
def keyed(bench: Bench, guarded: Simulated) -> Bench:
    bench.add_provider(guarded.url, key_variable="TEAM_KEY")
    bench.add_failures(2)
    return bench


def test_a_key_that_was_not_taken_is_looked_up_anew(keyed: Bench) -> None:
    keyed.environ["TEAM_KEY"] = OTHER
    with pytest.raises(ProviderRefused, match="does not take the key"):
        keyed.parts.desk.improve(keyed.ids[0]).result(60)
    keyed.environ["TEAM_KEY"] = KEY
    assert isinstance(keyed.parts.desk.improve(keyed.ids[0]).result(60), Improved)


def test_a_trial_uses_the_key_as_it_is_now(keyed: Bench) -> None:
    keyed.environ["TEAM_KEY"] = KEY
    assert keyed.parts.desk.test().result(60).works
    keyed.environ["TEAM_KEY"] = OTHER
    tested = keyed.parts.desk.test().result(60)
    assert not tested.works
    assert "does not take the key" in (tested.problem or "")


def test_a_run_looks_the_key_up_once(keyed: Bench) -> None:
    keyed.environ["TEAM_KEY"] = KEY
    for interaction_id in keyed.ids:
        keyed.parts.desk.improve(interaction_id).result(60)
    assert len(keyed.calls) == 4
    assert keyed.hidden == [KEY]


@pytest.mark.parametrize("broken", ["marked\nkey", "marked-kéy", "marked key", "marked\0key"])
def test_a_variable_that_holds_no_key_is_named(keyed: Bench, broken: str) -> None:
    keyed.environ["TEAM_KEY"] = broken
    with pytest.raises(UsageError, match="TEAM_KEY holds no key") as caught:
        keyed.parts.desk.improve(keyed.ids[0]).result(60)
    assert "marked" not in str(caught.value)
    assert broken in keyed.hidden


def test_what_to_do_is_said_for_the_terminal_and_for_the_window_apart(bench: Bench) -> None:
    with pytest.raises(UsageError) as told:
        bench.parts.providers.find()
    fault = told.value
    assert "reviewer provider add" in fault.on_terminal()
    assert fault.in_window().startswith("There is no provider yet. Add one in Settings")
    assert "reviewer" not in fault.in_window()

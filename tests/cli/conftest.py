"""The command line on stores of its own; the 20,000 rows are imported once per worker."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.demo.provider.server import SimulatedProvider
from tests.cli.failures import add_provider, write_failures
from tests.services.assistant.bench import Simulated
from tests.support.command_line import CommandLine


@pytest.fixture
def reviewer(tmp_path: Path) -> CommandLine:
    """`reviewer` with a plain store that is not there yet."""
    return CommandLine(tmp_path).on(tmp_path / "team.db", "--plain")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> CommandLine:
    """`reviewer` with a store of the 20,000 rows, for commands that only read."""
    folder = tmp_path_factory.mktemp("filled")
    reviewer = CommandLine(folder).on(folder / "team.db", "--plain")
    reviewer.done("import", shared / "data" / "interactions.jsonl.gz")
    return reviewer


@pytest.fixture
def working(tmp_path: Path, filled: CommandLine) -> CommandLine:
    """`reviewer` with a copy of the 20,000 rows of this test's own."""
    store = tmp_path / "team.db"
    shutil.copyfile(filled.folder / "team.db", store)
    return CommandLine(tmp_path).on(store)


@pytest.fixture(scope="session")
def running_provider() -> Iterator[Simulated]:
    """A simulated provider that runs as long as the tests do."""
    provider = SimulatedProvider()
    with provider.running() as url:
        yield Simulated(provider, url)


@pytest.fixture
def simulated(running_provider: Simulated) -> Simulated:
    """A simulated provider that nobody has asked anything, and nothing goes wrong with."""
    running_provider.provider.faults.use()
    running_provider.provider.tally.clear()
    return running_provider


@pytest.fixture
def asking(working: CommandLine, simulated: Simulated) -> CommandLine:
    """`reviewer` on its own 20,000 rows, with the simulated provider as its own."""
    add_provider(working, simulated.url)
    return working


@pytest.fixture(scope="session")
def dozen(tmp_path_factory: pytest.TempPathFactory, running_provider: Simulated) -> Path:
    """A store of twelve failures, with the simulated provider as its own."""
    folder = tmp_path_factory.mktemp("dozen")
    reviewer = CommandLine(folder).on(folder / "team.db", "--plain")
    write_failures(folder / "failures.jsonl", 12)
    reviewer.done("import", "failures.jsonl")
    add_provider(reviewer, running_provider.url)
    return folder / "team.db"


@pytest.fixture
def small(tmp_path: Path, dozen: Path, simulated: Simulated) -> CommandLine:
    """`reviewer` on twelve failures of this test's own; `simulated` is asked about them."""
    assert simulated.chats == 0
    shutil.copyfile(dozen, tmp_path / "team.db")
    return CommandLine(tmp_path).on(tmp_path / "team.db")

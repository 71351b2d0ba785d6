"""The command line on stores of its own; the 20,000 rows are imported once per worker."""

import shutil
from pathlib import Path

import pytest

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

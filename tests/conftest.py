"""Every test has a home of its own; the developer data and a real PostgreSQL are at hand."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.isolation import isolate

#: How long an example takes says more of the machine than of the code.
settings.register_profile("reviewer", deadline=None)
settings.load_profile("reviewer")

pytest_plugins = ["tests.support.postgres"]

REPOSITORY = Path(__file__).parents[1]


def pytest_configure(config: pytest.Config) -> None:
    """Isolate what runs outside of tests too: collection, and fixtures of a wider scope."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    patch = pytest.MonkeyPatch()
    home = Path(tempfile.mkdtemp(prefix="reviewer-tests-"))
    isolate(home, patch)
    config.add_cleanup(patch.undo)
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Paint in tests as the window does, on every system."""
    return ["reviewer", "-style", "fusion"]


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of this test's own, with no keyring and no settings in it."""
    folder = tmp_path_factory.mktemp("home")
    isolate(folder, monkeypatch)
    return folder


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the working copy."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the developer data, which lies beside a working copy or at REVIEWER_SHARED."""
    folder = Path(os.environ.get("REVIEWER_SHARED") or REPOSITORY.parent / "shared")
    if not (folder / "data").is_dir():
        pytest.skip(f"the developer data is missing: no folder {folder / 'data'}")
    return folder

"""The material, the corpus that the demo shows, and a larger one to count in."""

import pytest

from services.demo.corpus import Specimen, make_specimens
from services.demo.scripts import Library, load_library


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="session")
def specimens() -> list[Specimen]:
    """What `make demo` shows: 1,200 rows, seed 1."""
    return make_specimens()


@pytest.fixture(scope="session")
def many() -> list[Specimen]:
    """Enough rows for shares to be within a percent or two of what is meant."""
    return make_specimens(rows=8000, seed=5)

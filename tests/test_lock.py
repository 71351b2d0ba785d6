"""The lock installs the same files everywhere: pinned, hashed, complete, and naming no host."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@dataclass(frozen=True, slots=True)
class Locked:
    """One requirement of the lock: its pin and the hashes of the files it may come from."""

    requirement: Requirement
    hashes: tuple[str, ...]


@pytest.fixture(scope="module")
def lock(repository: Path) -> list[Locked]:
    text = (repository / "requirements.lock").read_text(encoding="utf-8")
    return [locked(entry) for entry in text.replace("\\\n", " ").splitlines() if is_entry(entry)]


def is_entry(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def locked(entry: str) -> Locked:
    pin, *hashes = re.split(r"\s+--hash=", entry.strip())
    return Locked(Requirement(pin), tuple(hashes))


def test_the_lock_names_no_host(repository: Path) -> None:
    text = (repository / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|^-[ifr]| @ ", text, re.MULTILINE)


def test_the_lock_pins_and_hashes_everything(lock: list[Locked]) -> None:
    for entry in lock:
        assert [each.operator for each in entry.requirement.specifier] == ["=="], entry
        assert entry.hashes, entry
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in entry.hashes), entry


def test_the_lock_answers_what_the_project_asks_for(repository: Path, lock: list[Locked]) -> None:
    pins = {
        canonicalize_name(each.requirement.name): next(iter(each.requirement.specifier)).version
        for each in lock
    }
    for wish in wishes(repository):
        assert wish.specifier.contains(pins[canonicalize_name(wish.name)]), wish


def wishes(repository: Path) -> list[Requirement]:
    table = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    project = table["project"]
    tools = [*project["optional-dependencies"]["dev"], *table["build-system"]["requires"]]
    return [Requirement(wish) for wish in (*project["dependencies"], *tools)]

"""The house keeps its rules, and the rules bite: each is broken once in a copy of the sources."""

import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reviewer import __version__
from scripts.qt_libraries import PAINTING

FLOORS = ("reviewer", "services", "ui", "resources")


@dataclass(frozen=True, slots=True)
class Breach:
    """One line that breaks one rule."""

    rule: str
    module: str
    line: str


BREACHES = (
    Breach("Rule of floors", "reviewer/store/breach.py", "import services.sync"),
    Breach("Rule of floors", "reviewer/domain/breach.py", "import reviewer.store"),
    Breach("Rule of floors", "services/triage/breach.py", "import ui.widgets"),
    Breach("Rule of floors", "ui/pages/triage/breach.py", "import reviewer.cli"),
    Breach("Everything in reviewer stands on a floor", "reviewer/breach.py", ""),
    Breach("The core knows no Qt and no network", "reviewer/domain/breach.py", "import socket"),
    Breach("The core knows no Qt and no network", "reviewer/store/breach.py", "import PySide6"),
    Breach("Qt is imported by the window only", "services/jobs/breach.py", "import PySide6.QtCore"),
    Breach("Qt is imported by the window only", "reviewer/cli/breach.py", "import PySide6.QtCore"),
    Breach("Only reviewer.store opens", "services/sync/breach.py", "import sqlcipher3"),
    Breach("Only reviewer.store opens", "ui/models/breach.py", "import sqlite3"),
    Breach("SQL: reviewer.store for our store", "ui/pages/triage/breach.py", "import sqlalchemy"),
    Breach("SQL: reviewer.store for our store", "services/triage/breach.py", "import sqlalchemy"),
    Breach("SQL: reviewer.store for our store", "reviewer/cli/breach.py", "import psycopg"),
    Breach("Providers and keyrings", "ui/dialogs/breach.py", "import openai"),
    Breach("Providers and keyrings", "reviewer/store/breach.py", "import keyring"),
    Breach("A page never imports", "ui/pages/triage/breach.py", "import ui.pages.interactions"),
)


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    tool = Path(sys.executable).with_name("lint-imports")
    command = [str(tool), "--no-cache", "--config", "pyproject.toml"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_imports_follow_the_rules(repository: Path) -> None:
    outcome = lint_imports(repository)
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: f"{breach.module}: {breach.line}")
def test_a_breach_of_a_rule_is_found(breach: Breach, repository: Path, tmp_path: Path) -> None:
    copy_sources(repository, tmp_path)
    (tmp_path / breach.module).write_text(breach.line + "\n", encoding="utf-8")
    outcome = lint_imports(tmp_path)
    assert outcome.returncode == 1
    assert re.search(rf"^{re.escape(breach.rule)}.* BROKEN", outcome.stdout, re.MULTILINE), (
        outcome.stdout
    )


def copy_sources(repository: Path, target: Path) -> None:
    for source in (path for floor in FLOORS for path in (repository / floor).rglob("*.py")):
        copy = target / source.relative_to(repository)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, copy)
    shutil.copy(repository / "pyproject.toml", target)


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, Any]:
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_package_is_listed_for_installation(
    project: dict[str, Any], repository: Path
) -> None:
    found = {
        ".".join(init.parent.relative_to(repository).parts)
        for floor in FLOORS
        for init in (repository / floor).rglob("__init__.py")
    }
    assert set(project["tool"]["setuptools"]["packages"]) == found


def test_the_version_is_stated_once(project: dict[str, Any]) -> None:
    assert project["project"]["version"] == __version__


def test_the_check_of_system_libraries_covers_what_the_window_imports(repository: Path) -> None:
    imported = {
        module
        for source in (repository / "ui").rglob("*.py")
        for module in re.findall(
            r"^\s*(?:from|import) PySide6\.(\w+)", source.read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    checked = {Path(file).name.removesuffix(".abi3.so") for file in PAINTING}
    assert imported <= checked | {"QtCore", "QtGui"}  # QtWidgets loads these two

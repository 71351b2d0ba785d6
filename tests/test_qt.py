"""Windows are painted in memory under test, and a warning fails a test, one of Qt's too."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

WARNINGS = """
import warnings
from PySide6.QtCore import qWarning

def test_of_qt(qapp):
    qWarning("a warning of Qt")

def test_of_python():
    warnings.warn("a warning of Python")

def test_without_one():
    pass
"""


def test_windows_are_shown_and_raised_in_memory(qtbot: QtBot) -> None:
    label = QLabel("replay")
    qtbot.addWidget(label)
    label.setMinimumSize(200, 50)
    with qtbot.waitExposed(label):
        label.show()
    label.raise_()
    assert not label.grab().isNull()


def test_warnings_fail_tests(repository: Path, tmp_path: Path) -> None:
    tests = tmp_path / "test_warnings.py"
    tests.write_text(WARNINGS, encoding="utf-8")
    settings = str(repository / "pyproject.toml")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", settings, "-p", "no:cacheprovider", str(tests)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 failed, 1 passed" in done.stdout
    assert "a warning of Qt" in done.stdout

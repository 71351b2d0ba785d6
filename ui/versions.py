"""What runs on what, for whoever mends a bug."""

import platform
from importlib.metadata import PackageNotFoundError, version

import PySide6
from PySide6.QtCore import qVersion

from reviewer import __version__

LIBRARIES = ("SQLAlchemy", "sqlcipher3", "openai")


def versions() -> str:
    """Return the versions that matter, in two lines; nothing in them names a person or a host."""
    ours = f"Reviewer {__version__}, Python {platform.python_version()}, "
    qt = f"Qt {qVersion()}, PySide6 {PySide6.__version__}"
    libraries = ", ".join(f"{name} {_version(name)}" for name in LIBRARIES)
    return f"{ours}{qt}, {libraries}\n{platform.platform()}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # a packaged program may carry a library without its papers
        return "of unknown version"

"""The person's own copy of the price table, opened in whatever edits such files."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from ui.job_bridge import JobBridge
from ui.page_tell import Tell

if TYPE_CHECKING:
    from services.assistant.prices import PriceBook


def edit_prices(prices: "PriceBook", bridge: JobBridge, tell: Tell, owner: QObject) -> None:
    """Open the copy, made now if there is none, and say where it lies."""
    bridge.read(prices.editable_copy, partial(_open, tell), owner=owner)


def _open(tell: Tell, path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
    tell(f"Edit the prices in {path}; they hold once the file is saved.", kind="info")

"""Pictures of every page, made without a screen: for the demo, the README, and a second look."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from services.jobs.runner import JobRunner
from ui.app import App
from ui.door import Backstage, Door
from ui.theme import Mode, ThemeController

#: Pages read through the bridge; a picture is taken when nothing has moved for so long.
CALM_MS = 700
MODES: tuple[Mode, ...] = ("light", "dark")


class Forgetful:
    """Settings that start anew and are kept nowhere."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """The text of a key, as long as this lives."""
        return self._values.get(key)

    def set(self, key: str, value: str) -> None:
        """Keeps a text as long as this lives."""
        self._values[key] = value


class Camera:
    """Opens the window on a store, goes to each page, and saves what it shows."""

    def __init__(
        self,
        application: QApplication,
        runner: JobRunner,
        door: Door,
        folder: Path,
        size: tuple[int, int],
    ) -> None:
        self._folder, self._size = folder, size
        self._themes = ThemeController(application, MODES[0])
        self._app = App(self._themes, Forgetful(), lambda: Backstage(runner, door, redact=str))

    def take_all(self) -> list[Path]:
        """Return the pictures, one per page and theme."""
        window = self._app.window
        window.resize(*self._size)
        wait_for(self._app.opened.connect, self._app.start)
        pictures = [self._take(page, mode) for mode in MODES for page in window.page_ids]
        window.close()
        self._app.close()
        return pictures

    def _take(self, page: str, mode: Mode) -> Path:
        self._themes.set_mode(mode)
        self._app.window.show_page(page)
        pause(CALM_MS)
        target = self._folder / f"{page}-{mode}.png"
        self._app.window.grab().save(str(target))
        return target


def wait_for(connect: Callable[[Callable[[], None]], object], begin: Callable[[], None]) -> None:
    """Run the event loop until a signal comes."""
    loop = QEventLoop()
    connect(loop.quit)
    begin()
    loop.exec()


def pause(milliseconds: int) -> None:
    """Run the event loop for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()

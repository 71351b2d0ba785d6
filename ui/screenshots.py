"""Pictures of every page, made without a screen: for the demo, the README, and a second look."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import (
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QObject,
    QPoint,
    QRect,
    Qt,
    QTimer,
    QtMsgType,
    qFormatLogMessage,
    qInstallMessageHandler,
)
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from services.workbench import Workbench
from ui.app import App
from ui.door import Backstage, Door
from ui.poses import poses
from ui.stage import Pose, Stage
from ui.theme import Mode, ThemeController

#: A picture is taken when nothing was painted for so long, and at the latest after that.
CALM_MS, PATIENCE_MS = 200, 4_000
MODES: tuple[Mode, ...] = ("light", "dark")
SHADE = 70
NOISE = "This plugin does not support propagateSizeHints()"


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
    """Opens the window on a store, arranges each pose, and saves what is to be seen."""

    def __init__(
        self, application: QApplication, bench: Workbench, folder: Path, size: tuple[int, int]
    ) -> None:
        self._folder, self._size = folder, size
        self._themes = ThemeController(application, MODES[0])
        application.setCursorFlashTime(0)
        door = Door(bench.store.path, lambda _typed: bench)
        self._app = App(self._themes, Forgetful(), lambda: Backstage(bench.runner, door, str))
        self._calm = Calm(application)
        self._scratch = TemporaryDirectory(prefix="reviewer-")
        place = Path(self._scratch.name)
        self._stage = Stage(self._app.window, bench, self._themes, self._calm.wait, place)

    def take_all(self) -> list[Path]:
        """Return the pictures, one per pose and theme."""
        with without_noise(), self._scratch:
            self._open()
            pictures = [path for mode in MODES for path in self._take_in(mode)]
            self._app.window.close()
            self._app.close()
        return pictures

    def _open(self) -> None:
        self._app.window.resize(*self._size)
        wait_for(self._app.opened.connect, self._app.start)
        self._calm.wait()
        self._dismiss()

    def _take_in(self, mode: Mode) -> list[Path]:
        self._themes.set_mode(mode)
        return [self._take(pose, mode) for pose in poses(self._app.window.page_ids)]

    def _take(self, pose: Pose, mode: Mode) -> Path:
        dialog = pose.arrange(self._stage)
        if dialog is not None:
            dialog.open()
        self._calm.wait()
        picture = self._save(f"{pose.name}-{mode}.png", dialog)
        self._dismiss()
        return picture

    def _save(self, name: str, dialog: QDialog | None) -> Path:
        picture = self._app.window.grab()
        if dialog is not None:
            lay_over(picture, dialog.grab(), self._themes.colour("border_strong"))
        target = self._folder / name
        picture.save(str(target))
        return target

    def _dismiss(self) -> None:
        """Take dialogs away, also one that asks who reviews, and the notice of a pose before."""
        self._app.window.status.notice.hide()
        for dialog in self._app.window.findChildren(QDialog):
            dialog.done(0)


class Calm(QObject):
    """Knows whether something is still being painted."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._loop = QEventLoop(self)
        self._quiet = QTimer(self, singleShot=True, interval=CALM_MS)
        self._quiet.timeout.connect(self._loop.quit)

    def wait(self) -> None:
        """Run the event loop until nothing moves, or the patience is at its end."""
        with self._watching(), self._limited():
            self._quiet.start()
            self._loop.exec()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._quiet.start()
        return super().eventFilter(watched, event)

    @contextmanager
    def _watching(self) -> Iterator[None]:
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        yield
        application.removeEventFilter(self)

    @contextmanager
    def _limited(self) -> Iterator[None]:
        limit = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        limit.timeout.connect(self._loop.quit)
        limit.start()
        yield
        limit.stop()


@contextmanager
def without_noise() -> Iterator[None]:
    """Leave out what Qt says of every window that it paints in memory."""

    def tell(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message != NOISE:
            sys.stderr.write(qFormatLogMessage(kind, context, message) + "\n")

    before = qInstallMessageHandler(tell)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def lay_over(picture: QPixmap, dialog: QPixmap, edge: QColor) -> None:
    """Paint a dialog over a window's picture, as a desktop would show it."""
    place = QRect(QPoint(0, 0), dialog.size())
    place.moveCenter(picture.rect().center() - QPoint(0, picture.height() // 16))
    place.moveTop(max(place.top(), 32))
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, SHADE))
    painter.drawPixmap(place.topLeft(), dialog)
    painter.setPen(edge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place.adjusted(-1, -1, 0, 0))
    painter.end()


def wait_for(connect: Callable[[Callable[[], None]], object], begin: Callable[[], None]) -> None:
    """Run the event loop until a signal comes."""
    loop = QEventLoop()
    connect(loop.quit)
    begin()
    loop.exec()

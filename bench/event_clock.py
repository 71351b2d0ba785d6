"""Times every event that the GUI thread handles, its painting set apart."""

from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter, thread_time
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

_PAINTING = {
    QEvent.Type.Paint,
    QEvent.Type.UpdateRequest,
    QEvent.Type.Expose,
    QEvent.Type.UpdateLater,
}


@dataclass(frozen=True, slots=True)
class Handled:
    """One event, whole: milliseconds by the clock and of the thread's own work, without painting.

    `during` is the gesture it belongs to; `name` is the event and who received it.
    """

    during: str
    name: str
    wall: float
    cpu: float


class ClockedApplication(QApplication):
    """A QApplication that notes how long each event took that came from the event loop."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.handled: list[Handled] = []
        self.during = "start"
        self._depth = 0
        self._painted = (0.0, 0.0)

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Hand an event over, with the clock running."""
        painting = event.type() in _PAINTING
        if self._depth and not painting:
            return super().notify(receiver, event)
        name = f"{event.type().name} of {_name(receiver)}"
        began, self._depth = _now(), self._depth + 1
        try:
            return super().notify(receiver, event)
        finally:
            self._depth -= 1
            self._note(name, began, painting=painting)

    def _note(self, name: str, began: tuple[float, float], *, painting: bool) -> None:
        ended = _now()
        wall, cpu = ended[0] - began[0], ended[1] - began[1]
        if painting and self._depth:
            self._painted = self._painted[0] + wall, self._painted[1] + cpu
        elif not self._depth:
            wall, cpu = wall - self._painted[0], cpu - self._painted[1]
            self._painted = (0.0, 0.0)
            if not painting:
                self.handled.append(Handled(self.during, name, wall * 1000, cpu * 1000))


def _now() -> tuple[float, float]:
    return perf_counter(), thread_time()


def _name(receiver: Any) -> str:
    with suppress(RuntimeError):
        return str(receiver.objectName() or type(receiver).__name__)
    return "something that is gone"

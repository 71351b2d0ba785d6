"""How free the GUI thread stays while many answers stream, with keys pressed all the while."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, Any

import orjson

from bench.figures import Figure, percentile
from bench.size import Size

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from reviewer.startup import RunningWindow

STREAMS = 32
#: So many made-up rows have more due replies than that.
ROWS = 800
#: Seconds between two keys, and that are looked at in each part.
KEY_SECONDS, LOOK_SECONDS = 0.05, 4.0
#: Milliseconds between two beats; a frame has 16.
BEAT_MS, FRAME_MS = 2, 16.0


def measure(_size: Size) -> Sequence[Figure]:
    """Return the longest stall beside that of an idle window, and a key's work beside a frame.

    A stall counts all that holds the event loop: handlers, painting, waiting for the interpreter
    or the processor. Work is the GUI thread's own time.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with TemporaryDirectory(prefix="reviewer-bench-") as folder, _desk(Path(folder)) as desk:
        idle = desk.watch()
        desk.ask_all()
        streaming = desk.watch()
        sys.stderr.write(
            f"  idle: {idle.told()}\n  {STREAMS} streams: {streaming.told()}, "
            f"{desk.in_flight} still in flight at the end\n"
        )
    return (
        Figure(
            f"longest stall of the window, {STREAMS} answers streaming",
            *(max(streaming.gaps), max(idle.gaps)),
            *("ms", STREAMS, 2.0),
        ),
        Figure(
            f"work of a key's handler at p99, {STREAMS} streams (limit: a frame)",
            *(percentile(streaming.busy, 0.99), FRAME_MS),
            *("ms", STREAMS, 1.0),
        ),
    )


class Seen:
    """Gaps between beats beyond their interval, and how long keys took, in milliseconds."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self.keys: list[float] = []
        self.busy: list[float] = []

    def told(self) -> str:
        """Return it in words."""
        return (
            f"longest stall {max(self.gaps):.1f} ms, p99 {percentile(self.gaps, 0.99):.1f} ms; "
            f"{len(self.keys)} keys, slowest {max(self.keys):.1f} ms, "
            f"p99 {percentile(self.keys, 0.99):.1f} ms, of it work at most {max(self.busy):.1f} ms"
        )


class Desk:
    """The window on a store of failed replies, and the provider that is asked."""

    def __init__(self, application: "QApplication", running: "RunningWindow") -> None:
        self._application, self._running = application, running

    @property
    def in_flight(self) -> int:
        """Return how many answers are under way."""
        return len(self._running.app.bench.runner.jobs)

    def ask_all(self) -> None:
        """Ask for a better reply to each case, and wait until all stream."""
        page = self._running.app.window.page("triage")
        page.pane.sections.open("improved")
        for _ in range(STREAMS):
            self.until(lambda: page.case is not None)
            page.assistant.step_into("improved")
            page.queue.view.step(1)
        self.until(lambda: self.in_flight >= STREAMS)

    def watch(self) -> Seen:
        """Press keys for a while, and see how long the event loop is held."""
        from PySide6.QtCore import Qt, QTimer
        from PySide6.QtTest import QTest

        seen, last = Seen(), perf_counter()
        focus = self._running.app.window.page("triage").queue.view

        def beat() -> None:
            nonlocal last
            now = perf_counter()
            seen.gaps.append(max(0.0, (now - last) * 1000 - BEAT_MS))
            last = now

        timer = QTimer(interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(beat)
        timer.start()
        keys = [Qt.Key.Key_K, Qt.Key.Key_D, Qt.Key.Key_J, Qt.Key.Key_T]
        end = perf_counter() + LOOK_SECONDS
        while (began := perf_counter()) < end:
            busy = thread_time()
            QTest.keyClick(focus, keys[len(seen.keys) % len(keys)])
            seen.keys.append((perf_counter() - began) * 1000)
            seen.busy.append((thread_time() - busy) * 1000)
            self.until(lambda: perf_counter() >= began + KEY_SECONDS)
        timer.stop()
        return seen

    def until(self, condition: Any) -> None:
        """Run the event loop until something is so."""
        from PySide6.QtCore import QEventLoop

        while not condition():
            flags = QEventLoop.ProcessEventsFlag.AllEvents
            self._application.processEvents(flags | QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


@contextmanager
def _desk(folder: Path) -> Iterator[Desk]:
    """Open the window as its command does, on a store of its own."""
    from PySide6.QtWidgets import QApplication

    from reviewer.startup import window_on

    path = folder / "desk.reviewer"
    with _provider() as url:
        _fill(path, url)
        running = window_on(path, plain=True)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        desk = Desk(application, running)
        running.app.window.resize(1280, 800)
        opened: list[bool] = []
        running.app.opened.connect(lambda: opened.append(True))
        running.app.start()
        desk.until(lambda: opened and running.app.window.page("triage").case is not None)
        yield desk
        running.app.window.hide()
        running.end()


@contextmanager
def _provider() -> Iterator[str]:
    """Run the simulated provider in a process of its own: a real one takes none of our time."""
    command = [sys.executable, "-m", "reviewer", "--json", "simulate", "--latency-ms", "200"]
    with subprocess.Popen([*command, "--token-ms", "150"], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        document = b""
        while not document.strip().endswith(b"}"):
            document += process.stdout.readline()
        try:
            yield orjson.loads(document)["base_url"]
        finally:
            process.terminate()


def _fill(path: Path, url: str) -> None:
    from reviewer.startup import secrets, workbench
    from reviewer.store.opening import create_store
    from services.assistant.profiles import NewProvider
    from services.demo.tour import take_tour

    store = create_store(path, None)
    with workbench(store, secrets(None)) as bench:
        take_tour(bench, path.parent, lambda job: job.result(), rows=ROWS)
        bench.assistant.parts.providers.add(NewProvider("sim", url, "simulated-large"))

"""A job on a terminal: a bar on standard error, and Ctrl+C that stops it gently."""

import math
import signal
import sys
import threading
import time
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from services.jobs.job import Job
from services.jobs.progress_text import counts_text
from services.jobs.status import JobStatus

if TYPE_CHECKING:
    from rich.console import RenderableType

T = TypeVar("T")

#: Seconds that a job has to last before its progress is shown.
PATIENCE = 0.5
_TICK = 0.1
_BAR_WIDTH = 24


def follow(job: Job[T], *, patience: float = PATIENCE) -> T:
    """Wait for the job on the main thread, and return its result.

    Progress is shown on standard error, if that is a terminal and the job lasts longer than
    `patience` seconds; nothing of it stays there. The first Ctrl+C asks the job to cancel, which
    ends in JobCancelled; the second aborts with KeyboardInterrupt. Raises what the job raised.
    """
    with _Interrupts(job) as interrupts:
        if not interrupts.wait(patience):
            _show(job, interrupts) if sys.stderr.isatty() else interrupts.wait(math.inf)
    return job.result()


def rendered(status: JobStatus) -> "RenderableType":
    """Return one line: title, bar, counts and detail, for rich to fit into the terminal."""
    from rich.progress_bar import ProgressBar
    from rich.table import Table

    progress = status.progress
    fraction = progress.fraction
    line = Table.grid(padding=(0, 1))
    line.add_row(
        _plain(status.title),
        ProgressBar(1.0, fraction or 0.0, width=_BAR_WIDTH, pulse=fraction is None),
        _plain(counts_text(progress)),
        _plain(_note(status)),
    )
    for column in line.columns:
        column.no_wrap, column.overflow = True, "ellipsis"
    return line


class _Interrupts:
    """While it is entered, Ctrl+C is a wish to cancel the job; the second one aborts."""

    def __init__(self, job: Job[Any]) -> None:
        self._job = job
        self._asked = False
        self._before: Any = None

    def __enter__(self) -> "_Interrupts":
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._on_interrupt)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def wait(self, seconds: float) -> bool:
        """Wait for the end of the job, at most so long; tell whether it has ended."""
        deadline = time.monotonic() + seconds
        while not self._job.wait(min(_TICK, max(0.0, deadline - time.monotonic()))):
            if self._asked:
                self._job.cancel()
            if time.monotonic() >= deadline:
                return False
        return True

    def _on_interrupt(self, number: int, frame: FrameType | None) -> None:
        if self._asked:
            signal.default_int_handler(number, frame)
        self._asked = True


def _show(job: Job[Any], interrupts: _Interrupts) -> None:
    from rich.console import Console
    from rich.live import Live

    console = Console(stderr=True)
    with Live(console=console, auto_refresh=False, transient=True, redirect_stdout=False) as live:
        live.update(rendered(job.status), refresh=True)
        while not interrupts.wait(_TICK):
            live.update(rendered(job.status), refresh=True)


def _note(status: JobStatus) -> str:
    return "stopping; Ctrl+C again aborts" if status.cancelling else status.progress.detail


def _plain(text: str) -> Any:
    from rich.text import Text

    return Text("".join(letter if letter.isprintable() else " " for letter in text))

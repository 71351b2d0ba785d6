"""Runs of the assistant over many replies: begun in a dialog, told of at their end."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from reviewer.domain.filters import Filter
from services.assistant.wishes import IMPROVE, Wish
from services.jobs.status import JobState, JobStatus
from ui.assistant_settings import show_assistant_settings
from ui.job_bridge import JobBridge
from ui.main_window import MainWindow
from ui.models.sweep_text import outcome_text, title_of
from ui.page_heading import FAILURES, LEADERBOARD
from ui.theme import ThemeController

if TYPE_CHECKING:
    from collections.abc import Callable

    from services.assistant.open_runs import OpenRun
    from services.assistant.parts import Assistant
    from services.jobs.job import Job


class Sweeping(QObject):
    """Opens the dialog of a run, starts it, and says how it came out, whatever page is on."""

    def __init__(
        self,
        parts: "Callable[[], Assistant]",
        bridge: JobBridge,
        themes: ThemeController,
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._parts, self._bridge, self._themes, self._window = parts, bridge, themes, window
        self._has_begun = False
        self._running: set[tuple[str, Filter, int | None]] = set()

    def ask(self, kind: str, wanted: Filter) -> None:
        """Ask how a run over these replies is to be."""
        self._open(kind, Wish(wanted, only_new=kind == IMPROVE))

    def offer_to_go_on(self) -> None:
        """Say which run was not finished the last time, unless another has begun by now."""
        read = partial(_unfinished, self._parts)
        self._bridge.read(read, self._offer, lambda _fault: None, owner=self)

    def _offer(self, runs: "tuple[OpenRun, ...]") -> None:
        if runs and not self._has_begun:
            run = runs[0]
            self._window.tell(
                f"{title_of(run.kind)}: {run.left:,} of {run.size:,} are left of a run that was "
                "not finished.",
                kind="info",
                action="Go on…",
                run=partial(self._open, run.kind, run.wish),
            )

    def _open(self, kind: str, wish: Wish) -> None:
        from ui.dialogs.sweep import SweepDialog

        dialog = SweepDialog(
            self._themes, self._bridge, self._parts, kind, wish, parent=self._window
        )
        dialog.started.connect(partial(self._start, kind))
        dialog.provider_wanted.connect(partial(show_assistant_settings, self._window))
        dialog.open()

    def _start(self, kind: str, wish: Wish) -> None:
        run = kind, wish.wanted, wish.limit
        if run in self._running:
            self._window.tell(f"{title_of(kind)}: this run is under way already.", kind="info")
            return
        self._running.add(run)
        self._has_begun = True
        begin = partial(_begin, self._parts, kind, wish)
        self._bridge.read(begin, partial(self._follow, kind, wish), owner=self)

    def _follow(self, kind: str, wish: Wish, job: "Job[Any]") -> None:
        self._bridge.watch(job, partial(self._look, kind, wish, job), owner=self)

    def _look(self, kind: str, wish: Wish, job: "Job[Any]", status: JobStatus) -> None:
        if status.state.ended:
            self._running.discard((kind, wish.wanted, wish.limit))
        go_on = partial(self._open, kind, wish)
        if status.state is JobState.SUCCEEDED:
            self._tell(kind, go_on, job)
        elif status.state is JobState.CANCELLED:
            done, total = status.progress.done, status.progress.total
            how_far = f" {done:,} of {total:,} are done and kept." if total else ""
            said = f"{status.title}: stopped.{how_far}"
            self._window.tell(said, kind="info", action="Go on…", run=go_on)

    def _tell(self, kind: str, go_on: "Callable[[], None]", job: "Job[Any]") -> None:
        outcome = job.result()
        said = outcome_text(job.title, outcome)
        if outcome.stopped is not None:
            words = f"{said} Stopped: {outcome.stopped}"
            self._window.tell(words, kind="warning", action="Go on…", run=go_on)
            return
        page = LEADERBOARD if kind == IMPROVE else FAILURES
        show = partial(self._window.show_page, page.id)
        self._window.tell(said, action=f"Show {page.title.lower()}", run=show)


def _unfinished(parts: "Callable[[], Assistant]") -> "tuple[OpenRun, ...]":
    return parts().sweeps.unfinished()


def _begin(parts: "Callable[[], Assistant]", kind: str, wish: Wish) -> "Job[Any]":
    return parts().sweeps.run(kind, wish)

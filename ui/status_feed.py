"""Keeps the status bar true: the store, its sources, the jobs that run."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from reviewer.domain.changes import Changed
from reviewer.domain.cost import money
from reviewer.domain.moments import now_micros
from reviewer.domain.source import Source
from services.jobs.job import Job
from services.jobs.status import JobStatus
from ui.job_bridge import JobBridge
from ui.models.moment_text import local_text
from ui.status_bar import StatusBar, StatusView
from ui.widgets.job_strip import JobView

if TYPE_CHECKING:
    from services.assistant.glance import Glance
    from services.workbench import Workbench

#: A batch announces each of its items.
PAUSE_MS = 500


class StatusFeed(QObject):
    """Shows what is known of the store; looks again when they change."""

    def __init__(self, bench: "Workbench", bridge: JobBridge, bar: StatusBar) -> None:
        super().__init__(bar)
        self._bench, self._bridge, self._bar = bench, bridge, bar
        self._views: dict[str, JobView] = {}
        bridge.visible_jobs_changed.connect(self._show_jobs)
        bar.cancelled.connect(self._cancel)
        stop = bench.store.subscribe(bridge.relay(self._hear))
        self.destroyed.connect(stop)
        self._sources: tuple[Source, ...] = ()
        self._glance: Glance | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.look_at_assistant)
        self._look()

    def look_at_assistant(self) -> None:
        """Read what the assistant cost this month; what it changes later is followed."""
        from services.assistant.glance import glance

        read = lambda: glance(self._bench.assistant.parts)  # noqa: E731
        self._bridge.read(read, self._show_glance, owner=self)

    def _hear(self, changed: Changed) -> None:
        if changed.sources:
            self._look()
        if (changed.assistant or changed.settings) and not self._pause.isActive():
            self._pause.start()

    def _look(self) -> None:
        self._bridge.read(self._bench.sources.list, self._show, owner=self)

    def _show(self, sources: tuple[Source, ...]) -> None:
        self._sources = sources
        self._show_all()

    def _show_glance(self, seen: "Glance") -> None:
        self._glance = seen
        self._show_all()

    def _show_all(self) -> None:
        store, seen = self._bench.store, self._glance
        words, detail = _summary(self._sources)
        view = StatusView(
            encrypted=store.encrypted,
            store=str(store.path),
            source=words,
            source_detail=detail,
            spend="" if seen is None else _spend(seen),
            simulated=seen is not None and seen.simulated,
        )
        self._bar.show_status(view)

    def _show_jobs(self, jobs: tuple[Job[object], ...]) -> None:
        known = {str(job.id) for job in jobs}
        self._views = {id_: view for id_, view in self._views.items() if id_ in known}
        for job in jobs:
            if str(job.id) not in self._views:
                self._bridge.watch(job, self._update, owner=self)
        self._bar.jobs.show_jobs(tuple(self._views.values()))

    def _update(self, status: JobStatus) -> None:
        if status.state.ended:
            self._views.pop(str(status.id), None)
        else:
            self._views[str(status.id)] = _view(status)
        self._bar.jobs.show_jobs(tuple(self._views.values()))

    def _cancel(self, job_id: str) -> None:
        for job in self._bench.runner.jobs:
            if str(job.id) == job_id:
                job.cancel()


def _view(status: JobStatus) -> JobView:
    """A job that was asked to stop says so, and cannot be asked again."""
    progress = status.progress
    title = f"Stopping: {status.title}" if status.cancelling else status.title
    return JobView(
        id=str(status.id),
        title=title,
        done=progress.done,
        total=progress.total,
        detail=progress.detail,
        can_cancel=not status.cancelling,
    )


def _spend(seen: "Glance") -> str:
    """Return such as `$0.42 of $20`; nothing where nobody can be asked and nothing was spent."""
    return f"{money(seen.spent)} of {money(seen.cap).removesuffix('.00')}" if _spends(seen) else ""


def _spends(seen: "Glance") -> bool:
    return seen.can_ask or seen.spent > 0


def _summary(sources: tuple[Source, ...]) -> tuple[str, str]:
    """The source that was synced last, in words, and all of them for the tooltip."""
    lines = [_line(source) for source in sources]
    latest = max(sources, key=lambda source: source.finished_at or 0, default=None)
    return ("" if latest is None else _line(latest)), "\n".join(lines)


def _line(source: Source) -> str:
    if source.finished_at is None:
        return f"{source.name}: never synced"
    outcome = (source.outcome or {}).get("state", "")
    ended = {"done": "synced", "failed": "sync failed", "cancelled": "sync stopped"}.get(
        outcome, ""
    )
    return f"{source.name}: {ended} {local_text(source.finished_at, now_micros())}"

"""Today's backup, made once a day while the window is open."""

from datetime import UTC, datetime
from pathlib import Path

from reviewer.store import backup
from reviewer.store.store import Store
from services.jobs.control import JobControl


def back_up_today(store: Store, control: JobControl) -> Path | None:
    """Make today's backup unless there is one; return its path. Raises StoreError, DiskFull."""

    def report(done: int, total: int) -> None:
        control.checkpoint()
        control.report(done, total)

    return backup.back_up_daily(store.path, store.key, datetime.now(UTC), report)

"""What the body of a job holds: it reports through it, and stops or stands still at its wish."""

from typing import Any

from services.jobs.lifecycle import Lifecycle


class JobControl:
    """The port of a body that runs on a thread."""

    def __init__(self, life: Lifecycle[Any]) -> None:
        self._life = life

    @property
    def cancel_requested(self) -> bool:
        """Tell whether somebody asked the job to stop, for bodies that wait in other ways."""
        return self._life.status.cancelling

    def report(self, done: int, total: int | None = None, detail: str = "") -> None:
        """Say how far the body is, in items of its own unit; cheap enough for every page."""
        self._life.report(done, total, detail)

    def checkpoint(self) -> None:
        """Stand still while the job is paused. Raises JobCancelled where it is to stop."""
        while self._life.stand():
            self._life.wait_while_pausing()
        self._life.raise_if_cancelling()


class AsyncJobControl:
    """The port of a body that is a coroutine on the network lane.

    A cancel also reaches the body as asyncio.CancelledError at whatever it awaits.
    """

    def __init__(self, life: Lifecycle[Any]) -> None:
        self._life = life

    @property
    def cancel_requested(self) -> bool:
        """Tell whether somebody asked the job to stop."""
        return self._life.status.cancelling

    def report(self, done: int, total: int | None = None, detail: str = "") -> None:
        """Say how far the body is, in items of its own unit; cheap enough for every page."""
        self._life.report(done, total, detail)

    async def checkpoint(self) -> None:
        """Stand still while the job is paused. Raises JobCancelled where it is to stop."""
        while self._life.stand():
            await self._changed()
        self._life.raise_if_cancelling()

    async def _changed(self) -> None:
        import asyncio

        loop, woken = asyncio.get_running_loop(), asyncio.Event()
        unsubscribe = self._life.observers.add(lambda: loop.call_soon_threadsafe(woken.set))
        try:
            if self._life.status.pausing:  # looked at once observed, so that no wake-up is missed
                await woken.wait()
        finally:
            unsubscribe()

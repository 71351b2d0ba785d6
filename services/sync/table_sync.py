"""One sync of one table: on from the cursor, page by page, through lost connections."""

from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass

from reviewer.domain.source import Source
from reviewer.errors import SourceUnreachable
from reviewer.store import sync
from reviewer.store.store import Store, Writing
from services.jobs.control import JobControl
from services.jobs.status import JobCancelled
from services.jobs.write_lane import WriteLane
from services.sync.backoff import Backoff
from services.sync.intake import Intake, Tally
from services.sync.normalise import Normaliser
from services.sync.notation import TYPED
from services.sync.records import RawBlock
from services.sync.sql_cursor import SqlCursor
from services.sync.sql_plan import SqlPlan
from services.sync.sql_source import SqlTable

OpenTable = Callable[[], AbstractContextManager[SqlTable]]


@dataclass(slots=True)
class TableSync:
    """Reads a table into the store; what it has read is saved, however it ends.

    A connection that breaks after it stood is tried again; where nobody answers at first, the
    sync fails at once.
    """

    source: Source
    plan: SqlPlan
    open_table: OpenTable
    store: Store
    lane: WriteLane[Writing]
    backoff: Backoff

    def run(self, control: JobControl) -> Tally:
        """Return what became of the rows. Raises SourceError, StoreError, JobCancelled."""
        intake = Intake(self.lane, self.source.key, self.source.name, repeats_refused=False)
        reading = _Reading(self, intake, Normaliser(self.plan.mapping, TYPED), control)
        try:
            while not reading.read_to_the_end():
                pass
        except (JobCancelled, SourceUnreachable):
            intake.finish()
            raise
        return intake.finish()

    def cursor(self) -> SqlCursor | None:
        """Return how far the table has been read and saved."""
        with self.store.reading() as connection:
            return SqlCursor.of_text(sync.cursor_of(connection, self.source.name))


@dataclass(slots=True)
class _Reading:
    """The rows on their way, over as many connections as it takes."""

    run: TableSync
    intake: Intake
    normaliser: Normaliser
    control: JobControl
    connected: bool = False

    def read_to_the_end(self) -> bool:
        """Read on; False where the connection was lost and it is worth another try."""
        try:
            with self.run.open_table() as table:
                self.run.plan.check(table)
                self.connected = True
                self._read(table)
        except SourceUnreachable as lost:
            self._wait_or_give_up(lost)
            return False
        return True

    def _read(self, table: SqlTable) -> None:
        key, updated, after = self.run.plan.key, self.run.plan.updated, self.run.cursor()
        done = self.intake.tally.read
        total = done + table.count(updated, after)
        self.control.report(done, total)
        with closing(table.blocks(key, updated, after)) as blocks:
            for raw, reached in blocks:
                self.control.checkpoint()
                self._take(raw, reached)
                done += raw.consumed
                self.control.report(done, max(total, done))

    def _take(self, raw: RawBlock, reached: SqlCursor | None) -> None:
        cursor = (self.run.source.name, reached.as_text()) if reached else None
        self.intake.take(self.normaliser.block(raw), cursor)
        self.run.backoff.succeeded()

    def _wait_or_give_up(self, lost: SourceUnreachable) -> None:
        self.intake.finish()
        if not self.connected or self.run.backoff.exhausted:
            raise lost
        seconds = self.run.backoff.next_wait()
        done = self.intake.tally.read
        self.control.report(done, None, f"connection lost, trying again in {seconds:.0f} s")
        self.run.backoff.wait(seconds, self.control)

"""Cases read before they are asked for, so that the next one is there when a key is pressed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from reviewer.domain.diff import Diff, word_diff
from services.triage.desk import Case, TriageDesk
from ui.job_bridge import JobBridge
from ui.tickets import Ticket
from ui.widgets.safe_text import FIRST_PART


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case, and the changes between the parts of both replies that are shown at first."""

    case: Case
    diff: Diff

    @property
    def row_id(self) -> int:
        """Return the interaction's row id."""
        return self.case.interaction.row_id


class Prefetch(QObject):
    """Holds the cases that are wanted, and reads those that are missing in the order given.

    `arrived(Prepared)`, `gone(row_id)` and `failed(row_id, sentence)` tell how a read ended.
    """

    arrived = Signal(object)
    gone = Signal(int)
    failed = Signal(int, str)

    def __init__(self, desk: TriageDesk, bridge: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._bridge = bridge
        self._wanted: tuple[int, ...] = ()
        self._there: dict[int, Prepared] = {}
        self._coming: dict[int, Ticket] = {}

    def get(self, row_id: int) -> Prepared | None:
        """Return a case that is there already."""
        return self._there.get(row_id)

    def want(self, row_ids: Sequence[int]) -> None:
        """Keep these cases at hand, the first one first, and let the others go."""
        self._wanted = tuple(row_ids)
        self._let_go((set(self._there) | set(self._coming)) - set(row_ids))
        self._read_missing()

    def renew(self, row_ids: Iterable[int] | None) -> None:
        """Read cases anew that may have changed; None for all. Until then, the old ones serve."""
        changed = set(self._wanted if row_ids is None else row_ids)
        for row_id in (row_id for row_id in self._wanted if row_id in changed):
            self._stop(row_id)
            self._coming[row_id] = self._read(row_id)

    def _let_go(self, row_ids: set[int]) -> None:
        for row_id in row_ids:
            self._there.pop(row_id, None)
            self._stop(row_id)

    def _stop(self, row_id: int) -> None:
        if (ticket := self._coming.pop(row_id, None)) is not None:
            ticket.cancel()

    def _read_missing(self) -> None:
        for row_id in self._wanted:
            if row_id not in self._there and row_id not in self._coming:
                self._coming[row_id] = self._read(row_id)

    def _read(self, row_id: int) -> Ticket:
        return self._bridge.read(
            partial(prepare, self._desk, row_id),
            partial(self._arrive, row_id),
            partial(self._fail, row_id),
            owner=self,
        )

    def _arrive(self, row_id: int, prepared: Prepared | None) -> None:
        del self._coming[row_id]
        if prepared is None:
            self.gone.emit(row_id)
        else:
            self._there[row_id] = prepared
            self.arrived.emit(prepared)

    def _fail(self, row_id: int, fault: Exception) -> None:
        del self._coming[row_id]
        self.failed.emit(row_id, str(fault))


def prepare(desk: TriageDesk, row_id: int) -> Prepared | None:
    """Read a case and compare its replies; None where it is gone."""
    case = desk.case(row_id)
    if case is None:
        return None
    interaction = case.interaction
    return Prepared(case, compared(interaction.ai_reply, interaction.agent_reply))


def compared(ai_reply: str | None, reply: str | None) -> Diff:
    """Return the changes from the AI's reply to another one, in what is shown of both at first."""
    return word_diff(as_edited(ai_reply)[:FIRST_PART], as_edited(reply)[:FIRST_PART])


def as_edited(text: str | None) -> str:
    """Return a text as the editor gives it back: with line feeds only."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")

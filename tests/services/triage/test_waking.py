"""Several conditions at once: whichever holds first wakes a reply, and it is named."""

from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias
from uuid import UUID

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviewer.domain.identity import interaction_id
from reviewer.domain.moments import now_micros
from reviewer.domain.queue import QueueItem
from reviewer.domain.snooze import Snooze, WakeOn, WokenBy
from reviewer.store import sync
from reviewer.store.opening import create_store
from reviewer.store.store import Store
from services.jobs.write_lane import WriteLane
from services.triage.desk import TriageDesk
from services.triage.room import TriageRoom, furnish
from services.triage.signing import Signing
from tests.support.rows import a_row

#: What happens: a kind of event for all, for this reply or for another one; or a person wakes it.
Happening: TypeAlias = tuple[WakeOn | WokenBy, str]
FAR = 4_000_000_000_000_000
ALL, THIS, OTHER = "all", "this", "other"
EVENTS = st.tuples(st.sampled_from(list(WakeOn)), st.sampled_from([ALL, THIS, OTHER]))
HAPPENINGS = st.lists(EVENTS | st.just((WokenBy.PERSON, THIS)), max_size=5)
CONDITIONS = st.frozensets(st.sampled_from(list(WakeOn)))
EVERY, VERSION = frozenset(WakeOn), (WakeOn.NEW_VERSION, ALL)
ONE = interaction_id("file", "x")


class Bench:
    """A store with a reply to snooze, and one in another conversation."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.lane = WriteLane(store.writing)
        sign = Signing(UUID(int=7), "Ada")
        self._desk = TriageDesk(store, self.lane, sign)
        self.room: TriageRoom = furnish(store, self.lane, sign, UTC)
        self._messages = 0
        self._save("x", "c-1")
        self._save("y", "c-2")

    def item(self) -> QueueItem:
        case = self._desk.case_by_id(ONE)
        assert case is not None
        return case.standing

    def let(self, kind: WakeOn | WokenBy, whom: str) -> None:
        """Let something happen."""
        match kind:
            case WokenBy():
                self.room.snoozing.wake(ONE).result()
            case WakeOn.CUSTOMER_REPLIED if whom != ALL:
                self._save(f"reply {self._messages}", "c-1" if whom == THIS else "c-2")
            case _:
                rows = {ALL: None, THIS: [1], OTHER: [2]}[whom]
                self.room.snoozing.happened(kind, "v9", rows).result()

    def _save(self, name: str, conversation: str) -> None:
        self._messages += 1
        row = a_row(name, conversation_id=conversation, created_at=self._messages)
        with self._store.writing() as writing:
            sync.save_page(writing.connection, "file", [row])


def _wakes(kind: WakeOn | WokenBy, whom: str, conditions: frozenset[WakeOn]) -> bool:
    return kind is WokenBy.PERSON or (kind in conditions and whom != OTHER)


@settings(max_examples=40, deadline=None)
@given(before=HAPPENINGS, after=HAPPENINGS, conditions=CONDITIONS, past=st.none() | st.booleans())
@example(before=[], after=[(WakeOn.CUSTOMER_REPLIED, THIS)], conditions=EVERY, past=False)
@example(before=[], after=[(WakeOn.NEW_VERSION, ALL)], conditions=EVERY, past=True)
@example(before=[VERSION], after=[(WakeOn.CLUSTER_FIXED, THIS)], conditions=EVERY, past=None)
def test_the_first_that_holds_wakes(
    before: list[Happening],
    after: list[Happening],
    conditions: frozenset[WakeOn],
    past: bool | None,
) -> None:
    if past is None and not conditions:
        past = False
    until = None if past is None else (1 if past else FAR)
    with TemporaryDirectory() as folder:
        store = create_store(Path(folder) / "s.sqlite", None)
        bench = Bench(store)
        for kind, whom in before:
            if kind is not WokenBy.PERSON:
                bench.let(kind, whom)
        bench.room.snoozing.snooze(ONE, Snooze(until, conditions)).result()

        woken: str | None = "time" if past else None
        for kind, whom in after:
            if kind is WokenBy.PERSON and woken is not None:
                continue  # who is awake cannot be woken
            bench.let(kind, whom)
            if woken is None and _wakes(kind, whom, conditions):
                woken = kind.value
        item = bench.item()
        bench.lane.close()
        store.close()

    assert item.woken_by == woken
    assert item.due(now_micros()) is (woken is not None)
    assert item.returns == (woken is not None)
    if woken is None:
        assert item.due_at == until

"""A reply snoozed until there is a new version wakes with the first reply that one gives."""

from uuid import UUID

from reviewer.domain.snooze import Snooze, WakeOn
from services.triage.desk import TriageDesk
from services.triage.signing import Signing
from tests.services.assistant.bench import Bench, a_failure


def test_the_first_reply_of_another_version_wakes(bench: Bench) -> None:
    desk = TriageDesk(bench.store, bench.lane, Signing(UUID(int=7), "Ada"))
    bench.add_rows(a_failure(1, assistant_version="v1"), a_failure(2, assistant_version="v1"))
    snoozed = bench.ids[0]
    snooze = Snooze(None, frozenset({WakeOn.NEW_VERSION}), "until v2")
    desk.furnish().snoozing.snooze(snoozed, snooze).result()

    bench.add_rows(a_failure(3, assistant_version="v1"), a_failure(4, assistant_version=None))
    assert woken_by(desk, snoozed) is None
    bench.add_rows(a_failure(5, assistant_version="v2"))
    assert woken_by(desk, snoozed) == "new_version"
    bench.assert_sound()


def woken_by(desk: TriageDesk, interaction_id: UUID) -> str | None:
    case = desk.case_by_id(interaction_id)
    assert case is not None
    return case.standing.woken_by

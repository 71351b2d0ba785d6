"""What is kept beside the events: drafts and saved filters."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.draft import Draft
from reviewer.domain.filters import Filter, SavedFilter
from reviewer.domain.queue import Queue
from reviewer.errors import NotPossible
from reviewer.store import drafts
from reviewer.store.opening import create_store, open_store
from services.triage.room import TriageRoom

ONE, TWO = UUID(int=1), UUID(int=2)


def test_a_draft_is_kept_as_it_was_left(room: TriageRoom) -> None:
    room.drafts.save(Draft(ONE, "Dear custo", None, "ask Bob")).result()
    room.drafts.save(Draft(ONE, "Dear customer,", "tone", "ask Bob")).result()
    room.drafts.save(Draft(TWO, "", severity=3, flagged=True)).result()

    kept = room.drafts.of(ONE)
    assert kept is not None
    assert (kept.text, kept.category, kept.note) == ("Dear customer,", "tone", "ask Bob")
    assert [draft.interaction_id for draft in room.drafts.all()] == [TWO, ONE]
    room.drafts.discard(ONE).result()
    assert room.drafts.of(ONE) is None
    assert [(draft.severity, draft.flagged) for draft in room.drafts.all()] == [(3, True)]


TYPING = """
import sys
from pathlib import Path
from uuid import UUID
from reviewer.domain.draft import Draft
from reviewer.store.opening import open_store
from services.jobs.write_lane import WriteLane
from services.triage.room import furnish
from services.triage.signing import Signing

store = open_store(Path(sys.argv[1]), None)
room = furnish(store, WriteLane(store.writing), Signing(UUID(int=7), "Ada"))
room.drafts.save(Draft(UUID(int=1), "all but the last second")).result()
print("saved", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on this system")
def test_a_draft_that_was_saved_survives_a_kill(tmp_path: Path, repository: Path) -> None:
    path = tmp_path / "s.sqlite"
    create_store(path, None).close()
    command = [sys.executable, "-c", TYPING, str(path)]
    typing = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=repository
    )
    assert typing.stdout is not None
    assert typing.stdout.readline() == b"saved\n"
    os.kill(typing.pid, signal.SIGKILL)
    typing.communicate()

    store = open_store(path, None)
    with store.reading() as connection:
        kept = drafts.of(connection, ONE)
    assert kept is not None
    assert kept.text == "all but the last second"
    store.close()


def test_filters_are_saved_under_names(room: TriageRoom) -> None:
    angry = Filter(words="refund", topic="bank", queue=Queue.DUE, confidence_from=0.0)
    room.filters.save("  Angry   banks ", angry).result()
    room.filters.save("Flagged", Filter(flagged=True)).result()
    room.filters.save("Flagged", Filter(flagged=True, reviewer=ONE)).result()

    assert room.filters.all() == (
        SavedFilter("Angry banks", angry),
        SavedFilter("Flagged", Filter(flagged=True, reviewer=ONE)),
    )
    assert room.filters.remove("Flagged").result()
    assert not room.filters.remove("Flagged").result()
    with pytest.raises(NotPossible, match="needs a name"):
        room.filters.save(" ", angry)


_words = st.none() | st.text(max_size=5).filter(bool)


@given(
    st.builds(
        Filter,
        words=st.text(max_size=5),
        queue=st.sampled_from(list(Queue)),
        topic=_words,
        tag=_words,
        reviewer=st.none() | st.uuids(),
        disagreement=st.booleans(),
        confidence_from=st.none() | st.floats(0, 1),
        since=st.none() | st.integers(0, 9),
    )
)
def test_a_filter_reads_back_as_it_was_written(wanted: Filter) -> None:
    assert Filter.from_json(wanted.as_json()) == wanted


def test_what_a_newer_program_wrote_into_a_filter_is_left_out() -> None:
    assert Filter.from_json({"topic": "bank", "mood": "bad"}) == Filter(topic="bank")

"""The demo's tour: a second one on the same store changes nothing and pays for nothing again."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from reviewer.domain.improvement import ImprovementState
from reviewer.startup import workbench
from reviewer.store.improvements import Board
from reviewer.store.opening import create_store
from services.demo.provider.server import SimulatedProvider
from services.demo.provider.tally import Kind
from services.demo.tour import Tour, take_tour
from services.jobs.job import Job
from services.secrets import Secrets, SystemKeyring
from services.workbench import Workbench

T = TypeVar("T")

ROWS = 150


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    store = create_store(tmp_path / "demo.sqlite", None)
    with workbench(store, Secrets(SystemKeyring())) as bench:
        yield bench


def _tour(bench: Workbench, folder: Path, url: str | None) -> Tour:
    def follow(job: Job[T], /) -> T:
        return job.result()

    return take_tour(bench, folder, follow, rows=ROWS, provider_url=url)


def test_the_assistant_leaves_something_on_every_page(bench: Workbench, tmp_path: Path) -> None:
    provider = SimulatedProvider()
    with provider.running() as url:
        assisted = _tour(bench, tmp_path, url).assisted
        assert assisted is not None
        assert min(assisted.improved, assisted.explained, assisted.categorised) > 5
        assert assisted.clusters > 0
        assert assisted.cost > 0
        asked = provider.tally.counts().received[Kind.CHAT]
        assert _tour(bench, tmp_path, url).assisted is None
        assert provider.tally.counts().received[Kind.CHAT] == asked
    parts = bench.assistant.parts
    accepted = parts.board.rows(Board(state=ImprovementState.ACCEPTED))
    assert len(accepted) == assisted.accepted
    assert any(row.final_reply for row in accepted)
    assert parts.board.rows(Board(state=ImprovementState.DISCARDED))
    assert parts.spending.report().total > assisted.cost


def test_without_a_provider_nobody_is_asked(bench: Workbench, tmp_path: Path) -> None:
    assert _tour(bench, tmp_path, None).as_json()["assistant"] is None
    assert bench.assistant.parts.providers.list() == ()

"""Thirty-two answers stream at once, and the desk goes on working."""

from collections.abc import Iterator

import pytest

from services.demo.provider.server import SimulatedProvider
from services.demo.provider.settings import Settings
from tests.ui.pages.triage.assistant_window import Sitting, failures
from tests.ui.pages.triage.conftest import Opener

STREAMS = 32


@pytest.fixture
def sitting(open_desk: Opener) -> Iterator[Sitting]:
    provider = SimulatedProvider(settings=Settings(latency=0.2, token_interval=0.06))
    sitting = Sitting(open_desk(failures(STREAMS)), provider)
    with provider.running() as url:
        sitting.add_provider(url)
        sitting.see(0)
        yield sitting
        sitting.desk.runner.cancel_all()
        sitting.desk.runner.drain(20)


def test_keys_are_answered_while_32_answers_stream(sitting: Sitting) -> None:
    desk, section = sitting.desk, sitting.improved
    sitting.desk.page.pane.sections.open("improved")
    for number in range(STREAMS):
        sitting.see(number)
        desk.page.assistant.step_into("improved")
        desk.press("j")
    tally = sitting.provider.tally
    desk.until(lambda: tally.counts().in_flight == STREAMS)

    sitting.see(STREAMS - 1)
    desk.until(lambda: bool(section.text.text) and section.frame.currentIndex() == 0)
    desk.press("e")
    desk.write("Typed while they stream. ")
    assert "Typed while they stream. " in desk.page.pane.replies.editor.text()
    desk.press("Esc", "k")
    sitting.see(STREAMS - 2)
    desk.press("4")
    desk.until(lambda: len(desk.reviews_of(f"r{STREAMS - 2:03}")) == 1)
    assert tally.counts().in_flight > STREAMS // 2

    desk.qtbot.waitUntil(lambda: desk.runner.jobs == (), timeout=60_000)
    assert all(len(sitting.kept(number).improvements) == 1 for number in range(STREAMS))
    assert len(tally.counts().received) == 1

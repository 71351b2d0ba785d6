"""The assistant at the desk: asked by a key, answered in place, decided on, and kept."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from reviewer.domain.cost import Caps, nanos
from reviewer.domain.improvement import ImprovementState
from services.assistant.failure_watch import FailureWatch
from services.demo.provider.faults import Fault, Rule
from services.demo.provider.server import SimulatedProvider
from services.demo.provider.settings import Settings
from tests.ui.pages.triage.assistant_window import Sitting, failures
from tests.ui.pages.triage.conftest import Opener


@pytest.fixture(autouse=True)
def _short_backoff(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK waits half a second before it tries again, where a provider does not say how long."""
    monkeypatch.setattr("openai._base_client.INITIAL_RETRY_DELAY", 0.01)


@pytest.fixture
def sitting(open_desk: Opener) -> Iterator[Sitting]:
    """A desk with six failed replies, and a provider that takes its time with each word."""
    provider = SimulatedProvider(settings=Settings(token_interval=0.01))
    sitting = Sitting(open_desk(failures(6)), provider)
    with provider.running() as url:
        sitting.add_provider(url)
        sitting.see(0)
        yield sitting
        sitting.desk.runner.cancel_all()
        sitting.desk.runner.drain(10)


def until_improved(sitting: Sitting) -> None:
    section = sitting.improved
    sitting.desk.until(lambda: "Accept" in sitting.buttons(section.tools))


def test_i_writes_a_better_reply_that_streams_in_and_is_scored(sitting: Sitting) -> None:
    desk, section = sitting.desk, sitting.improved
    desk.press("i")
    desk.until(lambda: sitting.buttons(section.tools) == ["Cancel"])
    desk.until(lambda: bool(section.text.text))
    part = section.text.text
    until_improved(sitting)
    assert section.text.text.startswith(part)
    assert len(section.text.text) > len(part)
    (row,) = sitting.kept(0).improvements
    assert section.text.text == row.improvement.corrected_reply
    assert row.improvement.gain is not None
    assert f"{row.improvement.gain:+.2f}" in section.scores.gain.text()
    assert f"{row.improvement.gain:+.2f}" in sitting.word("improved")
    words = desk.texts(desk.page.pane.sections.drawer)
    assert "simulated · simulated-large · $0.00" in words


def test_keys_work_while_the_answer_streams(sitting: Sitting) -> None:
    desk, section = sitting.desk, sitting.improved
    desk.press("i")
    desk.until(lambda: bool(section.text.text))
    desk.press("t", "d", "d", "d")
    assert sitting.buttons(section.tools) == ["Cancel"]
    until_improved(sitting)


def test_esc_cancels_and_nothing_is_kept(sitting: Sitting) -> None:
    desk, section = sitting.desk, sitting.improved
    desk.press("i")
    desk.until(lambda: bool(section.text.text))
    desk.press("Esc")
    desk.until(lambda: "can write a better reply" in section.frame.says)
    assert sitting.kept(0).improvements == ()
    assert desk.page.pane.sections.opened == "improved"


def test_an_answer_goes_on_when_the_case_is_left_and_says_when_it_is_there(
    sitting: Sitting,
) -> None:
    desk = sitting.desk
    desk.press("i")
    desk.until(lambda: bool(sitting.improved.text.text))
    desk.press("j")
    sitting.see(1)
    assert sitting.improved.row is None
    desk.until(lambda: "the answer is there" in desk.notice)
    assert "talk-000" in desk.notice
    assert len(sitting.kept(0).improvements) == 1
    assert sitting.kept(1).improvements == ()
    desk.window.status.notice.button.click()
    sitting.see(0)
    until_improved(sitting)


def test_accept_edit_and_discard_are_steps_that_can_be_undone(sitting: Sitting) -> None:
    desk, section = sitting.desk, sitting.improved
    desk.press("i")
    until_improved(sitting)
    desk.press("y")
    desk.until(lambda: sitting.kept(0).improvements[0].state is ImprovementState.ACCEPTED)
    desk.until(lambda: section.tools.badge.text() == "accepted" and section.tools.badge.isVisible())
    desk.until(lambda: "Accepted the improved reply" in desk.notice)
    desk.press("z")
    desk.until(lambda: sitting.kept(0).improvements[0].state is ImprovementState.PROPOSED)
    until_improved(sitting)

    desk.press("Shift+y")
    desk.write(" Yours, Ada")
    desk.press("Ctrl+Enter")
    desk.until(lambda: sitting.kept(0).improvements[0].state is ImprovementState.ACCEPTED)
    final = sitting.kept(0).improvements[0].final_reply
    assert final is not None
    assert final.endswith(" Yours, Ada")
    desk.until(lambda: section.tools.badge.text() == "accepted, edited")
    assert section.text.text == final
    assert desk.focus is desk.page.queue.view
    assert desk.reviews_of("r000") == ()

    desk.press("Shift+x")
    desk.until(lambda: sitting.kept(0).improvements[0].state is ImprovementState.DISCARDED)
    desk.until(lambda: section.tools.badge.text() == "discarded")


def test_an_edit_that_was_begun_waits_while_other_cases_are_looked_at(sitting: Sitting) -> None:
    desk, section = sitting.desk, sitting.improved
    desk.press("i")
    until_improved(sitting)
    desk.press("Shift+y")
    desk.write(" Mine.")
    desk.press("Esc", "j")
    sitting.see(1)
    desk.press("k")
    sitting.see(0)
    desk.until(lambda: "Accept as edited" in sitting.buttons(section.tools))
    assert section.text.text.endswith(" Mine.")


def test_the_improved_reply_starts_the_reviewers_own_edit(sitting: Sitting) -> None:
    desk, section = sitting.desk, sitting.improved
    desk.press("i")
    until_improved(sitting)
    section.tools.use.click()
    assert desk.page.pane.replies.editor.text() == section.text.text
    assert desk.focus is desk.page.pane.replies.editor
    section.tools.copy.click()
    assert QGuiApplication.clipboard().text() == section.text.text


def test_changes_are_marked_against_either_reply(sitting: Sitting) -> None:
    desk, section = sitting.desk, sitting.improved
    desk.press("i")
    until_improved(sitting)
    desk.until(lambda: section.tools.against.title().startswith("Against AI reply"))
    section.tools.against.click()
    desk.until(lambda: section.tools.against.title().startswith("Against agent reply"))
    desk.until(lambda: bool(section.text.editor.extraSelections()))
    section.tools.view.click()
    assert section.text.editor.extraSelections() == []
    section.tools.view.click()
    assert section.text.diff.one.isVisible()


def test_w_and_f_explain_and_the_category_can_be_used(sitting: Sitting) -> None:
    desk = sitting.desk
    desk.press("w")
    why = sitting.explained("why_reply")
    desk.until(lambda: sitting.buttons(why.tools) == ["Copy", "Ask again"])
    kept = sitting.kept(0).why_reply
    assert kept is not None
    assert why.pane.text().startswith(kept.text)

    desk.press("f")
    failed = sitting.explained("why_failed")
    desk.until(lambda: "Use this category" in sitting.buttons(failed.tools))
    explanation = sitting.kept(0).why_failed
    assert explanation is not None
    assert explanation.caution is not None
    assert explanation.caution in failed.pane.text()
    failed.adopt.click()
    assert failed.badge.text() in desk.page.pane.bar.category.title()
    assert sitting.word("why_failed").startswith("Why it failed ✓")


def test_what_is_kept_is_shown_when_the_case_is_opened(sitting: Sitting) -> None:
    desk = sitting.desk
    desk.press("i")
    until_improved(sitting)
    asked = sitting.chats
    desk.press("j")
    sitting.see(1)
    desk.press("k")
    sitting.see(0)
    until_improved(sitting)
    assert sitting.chats == asked


OUTCOMES = {
    Fault.REFUSAL: ("refused to answer", "Try again"),
    Fault.CONTENT_FILTER: ("content filter", "Try again"),
    Fault.LENGTH: ("cut off", "Try again"),
    Fault.TRUNCATED: ("broke off", "Try again"),
    Fault.QUOTA: ("no credit left", "Open the provider's settings…"),
    Fault.BAD_KEY: ("does not take the key", "Open the provider's settings…"),
    Fault.SERVER_ERROR: ("a problem of its own", "Try again"),
}


@pytest.mark.parametrize("fault", OUTCOMES, ids=lambda fault: fault.value)
def test_each_fault_is_a_sentence_with_what_to_do(fault: Fault, sitting: Sitting) -> None:
    desk, section = sitting.desk, sitting.improved
    sitting.provider.faults.use(Rule(fault))
    desk.press("i")
    sentence, act = OUTCOMES[fault]
    desk.until(lambda: sentence in section.frame.says)
    assert section.frame.act.text() == act
    assert desk.notice == ""
    sitting.provider.faults.clear()
    if act == "Try again":
        section.frame.act.click()
        until_improved(sitting)


def test_without_a_provider_it_says_how_to_get_one(open_desk: Opener) -> None:
    sitting = Sitting(open_desk(failures(2)), SimulatedProvider())
    wanted: list[object] = []
    sitting.see(0)
    sitting.desk.page.remedy_wanted.connect(wanted.append)
    sitting.desk.press("i")
    sitting.desk.until(lambda: "No provider is set up" in sitting.improved.frame.says)
    sitting.improved.frame.act.click()
    assert len(wanted) == 1
    sections = sitting.desk.page.pane.sections
    sitting.desk.press("i")
    assert not sections.drawer.isVisible()
    with sitting.provider.running() as url:
        sitting.add_provider(url)
        sitting.desk.until(lambda: "can write a better reply" in sitting.improved.frame.says)
        sitting.desk.press("i")
        until_improved(sitting)


def test_offline_is_said_and_an_earlier_answer_stays_at_hand(sitting: Sitting) -> None:
    desk, section = sitting.desk, sitting.improved
    desk.press("i")
    until_improved(sitting)
    sitting.add_provider("http://127.0.0.1:9/v1")
    section.tools.again.click()
    desk.until(lambda: "cannot be reached" in section.frame.says)
    section.frame.back.click()
    until_improved(sitting)


def test_a_full_budget_leads_to_the_cap(sitting: Sitting) -> None:
    desk, section = sitting.desk, sitting.improved
    desk.caps = Caps(run=nanos(5), month=1)
    desk.press("i")
    desk.until(lambda: "Raise the cap to go on" in section.frame.says)
    assert section.frame.act.text() == "Change the cap…"
    assert sitting.chats == 0


def test_an_unknown_price_needs_leave_for_this_once(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.assistant.prices.PriceBook.find", lambda *_: None)
    desk, section = sitting.desk, sitting.improved
    desk.press("i")
    desk.until(lambda: "Nobody knows what simulated-large costs" in section.frame.says)
    assert sitting.chats == 0
    section.frame.act.click()
    until_improved(sitting)
    desk.press("w")
    why = sitting.explained("why_reply")
    desk.until(lambda: "Nobody knows what" in why.frame.says)


def test_a_failure_that_is_explained_unasked_shows_at_its_case(sitting: Sitting) -> None:
    desk = sitting.desk
    watch = FailureWatch(desk.store, desk.lane, desk.runner, desk.assistant, lambda: True)
    stop = watch.begin()
    desk.press("4")
    sitting.see(1)
    desk.until(lambda: sitting.kept(0).why_failed is not None)
    stop()
    asked = sitting.chats
    desk.press("z")
    sitting.see(0)
    desk.until(lambda: sitting.word("why_failed").startswith("Why it failed ✓"))
    desk.press("f")
    failed = sitting.explained("why_failed")
    desk.until(lambda: "Use this category" in sitting.buttons(failed.tools))
    assert sitting.chats == asked


def test_esc_in_an_answer_cancels_it_as_well(sitting: Sitting) -> None:
    desk = sitting.desk
    desk.press("w")
    why = sitting.explained("why_reply")
    desk.until(lambda: bool(why.pane.text()))
    why.pane.view.setFocus()
    desk.press("Esc")
    desk.until(lambda: "can explain what in the message" in why.frame.says)
    assert desk.page.pane.sections.opened == "why_reply"
    assert sitting.kept(0).why_reply is None


def test_in_a_low_window_an_answer_stands_in_place_of_the_replies(sitting: Sitting) -> None:
    desk, section = sitting.desk, sitting.improved
    desk.window.resize(960, 560)
    desk.press("i")
    until_improved(sitting)
    replies = desk.page.pane.replies
    if replies.isHidden():
        desk.press("e")
    desk.until(replies.isVisible)
    desk.press("Esc")
    desk.window.resize(1280, 900)
    desk.page.pane.sections.open("improved")
    desk.until(lambda: replies.isVisible() and section.isVisible())

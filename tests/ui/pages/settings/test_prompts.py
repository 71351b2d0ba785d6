"""The prompts of the assistant: edited, tried out, compared, restored, over a real store."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from services.assistant.templates import NAMES, PromptLibrary
from tests.ui.pages.assistant_window import AssistantWindow
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.settings.test_assistant import no_actions
from ui.pages.settings.prompts import PromptsSection


@pytest.fixture
def prompts(open_page: OpenPage) -> AssistantWindow:
    """The section, with the template for improving replies chosen."""

    def make(window: AssistantWindow) -> QWidget:
        return PromptsSection(
            window.bench.parts.prompts,
            window.bridge,
            window.bench.store.subscribe,
            window.themes,
            window.window.tell,
        )

    window = open_page("prompts", make, no_actions)
    window.until(lambda: window.page.template.count() == len(NAMES))
    choose(window, "improve")
    return window


def choose(window: AssistantWindow, name: str) -> None:
    window.page.choose(name)
    window.until(lambda: window.page.texts.left.text() == library(window).shipped(name))


def library(window: AssistantWindow) -> PromptLibrary:
    return window.bench.parts.prompts


def write(window: AssistantWindow, text: str) -> None:
    """Put a text into the editor as somebody types it."""
    window.page.texts.right.setPlainText(text)


def edit_and_save(window: AssistantWindow, old: str, new: str) -> None:
    write(window, window.page.text().replace(old, new))
    window.until(window.page.save.isEnabled)
    window.page.save.click()
    window.until(lambda: window.notice.startswith("Saved."))
    window.until(lambda: not window.page.discard.isEnabled() and window.page.text() != "")


def test_every_template_is_listed_with_its_shipped_text(prompts: AssistantWindow) -> None:
    box = prompts.page.template
    assert [box.itemText(place) for place in range(box.count())].count("Improve a reply") == 1
    for name in NAMES:
        choose(prompts, name)
        assert prompts.page.text() == library(prompts).shipped(name)
        assert not prompts.page.save.isEnabled()
        assert not prompts.page.reset.isEnabled()


def test_an_edit_is_tried_out_marked_and_saved(prompts: AssistantWindow) -> None:
    write(prompts, prompts.page.text().replace("polite and calm", "polite and brief"))
    prompts.until(lambda: "It can be used" in prompts.page.said.text())
    prompts.until(lambda: len(prompts.page.texts.right.extraSelections()) == 1)
    assert prompts.page.texts.right_header._detail.text() == "improve/1, changed"
    prompts.page.save.click()
    prompts.until(lambda: library(prompts).get("improve").version == "improve/edited-1")
    prompts.until(lambda: prompts.page.template.currentText() == "Improve a reply · edited")
    prompts.until(prompts.page.reset.isEnabled)
    assert "polite and brief" in library(prompts).get("improve").text


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("{% endblock %}", "", "cannot be used"),
        ("{%- endblock %}", "{{ nobody_knows }}{%- endblock %}", "cannot be used"),
        ('{{- part("ai_reply", ai_reply, fence) }}', "{{ ai_reply }}", "outside of its tags"),
    ],
)
def test_what_would_not_work_safely_cannot_be_saved(
    prompts: AssistantWindow, old: str, new: str, problem: str
) -> None:
    text = prompts.page.text()
    write(prompts, text.replace(old, new) if old in text else "{% block system %}")
    prompts.until(lambda: problem in prompts.page.said.text())
    assert not prompts.page.save.isEnabled()
    prompts.page.discard.click()
    prompts.until(lambda: "It can be used" in prompts.page.said.text())
    assert prompts.page.text() == library(prompts).shipped("improve")


def test_older_versions_can_be_restored_and_the_shipped_one(prompts: AssistantWindow) -> None:
    edit_and_save(prompts, "polite and calm", "polite and brief")
    prompts.until(lambda: prompts.page.versions.count() == 3)
    edit_and_save(prompts, "polite and brief", "polite and warm")
    prompts.until(lambda: prompts.page.versions.count() == 4)
    assert prompts.page.versions.itemText(1).startswith("edited-2 · ")
    prompts.page.versions.activated.emit(2)
    assert "polite and brief" in prompts.page.text()
    prompts.until(prompts.page.save.isEnabled)
    prompts.page.save.click()
    prompts.until(lambda: library(prompts).get("improve").version == "improve/edited-3")
    prompts.until(prompts.page.reset.isEnabled)
    prompts.page.reset.click()
    prompts.until(lambda: library(prompts).get("improve").version == "improve/1")
    prompts.until(lambda: prompts.page.text() == library(prompts).shipped("improve"))
    prompts.until(lambda: prompts.page.versions.itemText(1).startswith("reset to the shipped one"))


def test_what_is_not_saved_waits_while_another_template_is_read(prompts: AssistantWindow) -> None:
    prompts.page.texts.right.setFocus()
    QTest.keyClicks(prompts.page.texts.right, "Draft. ")
    choose(prompts, "judge")
    assert prompts.page.text() == library(prompts).shipped("judge")
    choose(prompts, "improve")
    assert prompts.page.text().startswith("Draft. ")


def test_the_prompt_is_shown_as_it_is_sent(prompts: AssistantWindow) -> None:
    prompts.page.preview.click()
    prompts.until(lambda: "SYSTEM" in prompts.page.sent.text())
    assert "sample failure explanation" in prompts.page.sent.text()
    prompts.page.preview.click()
    assert prompts.page.texts.isVisible()

"""The assistant's settings, over a real store, a real window and a provider on a socket."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from services.assistant.profiles import NewProvider
from services.demo.provider.server import SimulatedProvider
from services.demo.provider.settings import Settings as Behaviour
from services.settings import EXPLAIN_FAILURES, MONTH_BUDGET, RUN_BUDGET, Settings
from tests.services.assistant.bench import Bench, Simulated
from tests.ui.pages.assistant_window import AssistantWindow
from tests.ui.pages.conftest import OpenPage
from ui.dialogs.edit_provider import EditProviderDialog
from ui.models.provider_text import PRESETS, price_text, read_price
from ui.pages.settings.assistant import AssistantParts, AssistantSection
from ui.pages.settings.providers import ProviderParts

MARKED_KEY = "sk-marked-never-to-be-seen"


def no_actions(_page: object) -> tuple[Any, ...]:
    return ()


@pytest.fixture
def kept(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "own" / "settings.json")


@pytest.fixture
def section(open_page: OpenPage, kept: Settings) -> AssistantWindow:
    """The section, without a provider."""

    def make(window: AssistantWindow) -> QWidget:
        parts = window.bench.parts
        return AssistantSection(
            AssistantParts(
                ProviderParts(parts.providers, parts.model_lists, parts.desk, parts.simulated),
                parts.prices,
                kept,
            ),
            window.bridge,
            window.bench.store.subscribe,
            window.themes,
            window.window.tell,
        )

    window = open_page("assistant", make, no_actions)
    window.until(lambda: "No provider yet" in window.texts())
    return window


def dialog_of(window: AssistantWindow) -> EditProviderDialog:
    dialog: EditProviderDialog = window.page.findChild(EditProviderDialog)
    return dialog


def test_no_provider_and_no_keyring_are_said_with_what_to_do(section: AssistantWindow) -> None:
    section.until(
        lambda: "There is no system keyring here" in section.page.providers.keyring.text()
    )
    assert "environment variables" in section.page.providers.keyring.text()


def test_a_provider_is_added_and_tested(section: AssistantWindow, simulated: Simulated) -> None:
    section.page.providers.add_button.click()
    dialog = dialog_of(section)
    dialog.save.click()
    assert dialog.name.said() == "This is needed."
    dialog.name.field.setText("office")
    dialog.url.field.setText(simulated.url)
    dialog.model.field.setText("simulated-small")
    dialog.save.click()
    section.until(lambda: "office" in section.page.providers.cards)
    card = section.page.providers.cards["office"]
    section.until(lambda: card.key.full_text() == "no key · up to 32 calls at once")
    assert card.default.isVisibleTo(section.page)
    assert card.simulated.isVisibleTo(section.page)
    card.test.click()
    section.until(lambda: "It works, simulated." in card.words.text())
    said = card.words.text()
    assert "streaming, JSON by schema, token probabilities" in said
    assert "simulated-small is shut down on 2027-01-14" in said
    assert "simulated-small (until 2027-01-14)" in said


def test_the_models_are_listed_before_anything_is_saved(
    section: AssistantWindow, simulated: Simulated
) -> None:
    section.page.providers.add_provider()
    dialog = dialog_of(section)
    dialog.url.field.setText(simulated.url)
    dialog.list.click()
    section.until(lambda: "simulated-large" in dialog.said.text())
    assert dialog.model.field.completer().model().rowCount() == 6
    assert section.bench.parts.providers.list() == ()


def test_what_cannot_be_is_refused_where_it_is_typed(section: AssistantWindow) -> None:
    section.page.providers.add_provider()
    dialog = dialog_of(section)
    dialog.name.field.setText("far")
    dialog.model.field.setText("m")
    dialog.url.field.setText("http://example.com/v1")
    dialog.save.click()
    section.until(lambda: "Plain http to example.com" in dialog.said.text())
    dialog.price.field.setText("cheap")
    dialog.save.click()
    assert dialog.price.said().startswith("Three amounts")


def test_presets_give_the_usual_addresses(section: AssistantWindow) -> None:
    section.page.providers.add_provider()
    dialog = dialog_of(section)
    for button in dialog.presets:
        button.click()
        assert dialog.url.text() == PRESETS[button.text()]
    assert dialog.name.text() == "openai"


def test_a_key_without_a_keyring_is_not_kept_and_its_variable_named(
    section: AssistantWindow, tmp_path: Path
) -> None:
    section.page.providers.add_provider()
    dialog = dialog_of(section)
    dialog.name.field.setText("mine")
    dialog.url.field.setText("https://api.example.com/v1")
    dialog.model.field.setText("gpt-4.1")
    dialog.key.field.setText(MARKED_KEY)
    dialog.save.click()
    section.until(lambda: "REVIEWER_SECRET_PROVIDER_MINE" in section.notice)
    assert MARKED_KEY not in section.notice
    assert all(MARKED_KEY not in widget_text(one) for one in QApplication.allWidgets())
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert all(MARKED_KEY.encode() not in path.read_bytes() for path in files)


def widget_text(widget: QWidget) -> str:
    return str(widget.property("text") or "")


def test_a_key_from_the_environment_is_used(section: AssistantWindow, assisted: Bench) -> None:
    guarded = SimulatedProvider(settings=Behaviour(api_key="right"))
    with guarded.running() as url:
        assisted.parts.providers.add(
            NewProvider("guarded", url, "simulated-large", key_variable="OFFICE_KEY")
        )
        section.until(lambda: "guarded" in section.page.providers.cards)
        card = section.page.providers.cards["guarded"]
        section.until(lambda: "OFFICE_KEY, not set" in card.key.full_text())
        card.test.click()
        section.until(lambda: card.words.property("tone") == "danger")
        assisted.environ["OFFICE_KEY"] = "right"
        card.test.click()
        section.until(lambda: "It works, simulated." in card.words.text())


def test_editing_keeps_the_name_and_changes_the_rest(
    section: AssistantWindow, assisted: Bench
) -> None:
    assisted.add_provider("http://127.0.0.1:9/v1", judge_model="judge")
    section.until(lambda: "sim" in section.page.providers.cards)
    section.page.providers.cards["sim"].edit.click()
    dialog = dialog_of(section)
    assert dialog.name.field.isReadOnly()
    assert dialog.key.text() == ""
    assert dialog.judge.text() == "judge"
    dialog.model.field.setText("other-model")
    dialog.price.field.setText("2.5, 0.25, 15")
    dialog.concurrency.setText("4")
    dialog.unpriced.setChecked(True)
    dialog.save.click()
    section.until(lambda: "other-model" in section.page.providers.cards["sim"].where.full_text())
    kept = assisted.parts.providers.find("sim")
    assert (kept.concurrency, kept.unpriced) == (4, True)
    assert kept.price == read_price("2.5, 0.25, 15")
    assert price_text(kept.price) == "2.5, 0.25, 15"


def test_another_is_used_and_one_removed_after_asking(
    section: AssistantWindow, assisted: Bench
) -> None:
    assisted.add_provider("http://127.0.0.1:9/v1")
    assisted.add_provider("http://127.0.0.1:9/v1", name="second")
    section.until(lambda: "second" in section.page.providers.cards)
    cards = section.page.providers.cards
    cards["second"].use.click()
    section.until(lambda: cards["second"].default.isVisibleTo(section.page))
    assert assisted.parts.providers.default() == "second"
    cards["sim"].remove.click()
    assert cards["sim"].really.isVisibleTo(section.page)
    cards["sim"].keep.click()
    assert not cards["sim"].really.isVisibleTo(section.page)
    cards["sim"].remove.click()
    cards["sim"].really.click()
    section.until(lambda: "sim" not in cards)
    assert [one.name for one in assisted.parts.providers.list()] == ["second"]


def test_the_simulated_provider_starts_inside_and_answers(section: AssistantWindow) -> None:
    section.page.providers.simulate.click()
    section.until(lambda: "simulated" in section.page.providers.cards)
    section.until(lambda: not section.page.providers.simulate.isEnabled())
    section.until(lambda: "made up, and marked as simulated" in section.notice)
    card = section.page.providers.cards["simulated"]
    card.test.click()
    section.until(lambda: "It works, simulated." in card.words.text())
    assert section.bench.parts.providers.default() == "simulated"


def test_budgets_and_the_switch_are_kept(section: AssistantWindow, kept: Settings) -> None:
    page = section.page
    section.until(lambda: page.month.text() == "20.00")
    page.month.setText("7.5")
    page.month.editingFinished.emit()
    page.run.setText("2")
    page.run.editingFinished.emit()
    page.explain.click()
    section.until(lambda: kept.get(EXPLAIN_FAILURES) and kept.get(RUN_BUDGET) == 2.0)
    section.until(lambda: kept.get(MONTH_BUDGET) == 7.5)
    assert json.loads(kept.path.read_text())["month_budget"] == 7.5

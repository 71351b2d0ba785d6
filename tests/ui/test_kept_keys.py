"""Other keys: kept, restored at start, never in the way of a start."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.conftest import SettingsInMemory
from ui.actions import ANYWHERE, Action, ActionRegistry
from ui.bindings import Bindings, KeyTaken
from ui.kept_keys import SETTING, KeptKeys, Restored
from ui.key_sentences import KeySentences

KEYS = {
    "triage.good": ("1",),
    "triage.bad": ("4", "F4"),
    "prompts.next": ("1",),
    "window.quit": ("Ctrl+Q",),
    "window.bare": (),
}
TITLES = {"triage": "Triage", "prompts": "Prompts"}
KEPT = st.dictionaries(
    st.sampled_from([*KEYS, "of a newer window"]),
    st.lists(st.sampled_from(["1", "4", "F4", "Ctrl+Q", "G", "G, T", "Nonsense", ""]), max_size=3),
)


def nothing() -> None:
    return None


def registry_on(window: QWidget) -> ActionRegistry:
    registry = ActionRegistry(window)
    for id_, keys in KEYS.items():
        context, _, title = id_.partition(".")
        context = ANYWHERE if context == "window" else context
        registry.add([Action(id_, title.title(), nothing, context, keys)])
    return registry


@pytest.fixture
def registry(qtbot: QtBot) -> ActionRegistry:
    window = QWidget()
    qtbot.addWidget(window)
    return registry_on(window)


def keys_of(registry: ActionRegistry) -> dict[str, tuple[str, ...]]:
    return {action.id: action.keys for action in registry.everything()}


def started(
    registry: ActionRegistry, settings: SettingsInMemory, kept: object
) -> tuple[KeptKeys, str]:
    settings.set(SETTING, kept if isinstance(kept, str) else json.dumps(kept))
    keys = KeptKeys(registry, settings)
    return keys, KeySentences(registry, TITLES).notice(keys.restore())


def test_what_was_given_is_there_again_at_the_next_start(
    registry: ActionRegistry, settings: SettingsInMemory, qtbot: QtBot
) -> None:
    kept = KeptKeys(registry, settings)
    assert kept.restore() == Restored()
    assert kept.give("triage.good", ("Y", "F2")) is None
    assert kept.give("triage.bad", ()) is None
    again = QWidget()
    qtbot.addWidget(again)
    later = registry_on(again)
    assert KeptKeys(later, settings).restore() == Restored()
    assert keys_of(later) == KEYS | {"triage.good": ("Y", "F2"), "triage.bad": ()}


def test_a_refused_key_names_the_other_action_and_changes_nothing(
    registry: ActionRegistry, settings: SettingsInMemory
) -> None:
    kept, sentences = KeptKeys(registry, settings), KeySentences(registry, TITLES)
    for action, other in (("triage.good", "triage.bad"), ("triage.bad", "triage.good")):
        problem = kept.give(action, KEYS[other])
        assert isinstance(problem, KeyTaken)
        assert (problem.action, problem.other) == (action, other)
    problem = kept.give("window.bare", ("1",))
    assert problem is not None
    assert sentences.refusal(problem).startswith("1 belongs to “Good” (Triage). ")
    problem = kept.give("triage.bad", ("Ctrl+Q",))
    assert problem is not None
    assert sentences.refusal(problem).startswith("Ctrl+Q belongs to “Quit” (Everywhere). ")
    problem = kept.give("triage.bad", ("F9", "f9"))
    assert problem is not None
    assert sentences.refusal(problem) == "“Bad” has F9 already."
    assert keys_of(registry) == KEYS
    assert settings.kept == {}


def test_the_same_key_is_free_on_another_page(
    registry: ActionRegistry, settings: SettingsInMemory
) -> None:
    assert KeptKeys(registry, settings).give("prompts.next", ("4",)) is None


def test_own_keys_come_back_one_by_one_or_all_at_once(
    registry: ActionRegistry, settings: SettingsInMemory
) -> None:
    kept = KeptKeys(registry, settings)
    kept.give("triage.good", ("Y",))
    kept.give("triage.bad", ("1",))
    assert kept.changed() == {"triage.good", "triage.bad"}
    assert kept.reset("triage.good") == KeyTaken("1", "triage.good", "triage.bad")
    before = kept.reset_all()
    assert (keys_of(registry), kept.changed()) == (KEYS, frozenset())
    kept.put_back(before)
    assert registry.action("triage.bad").keys == ("1",)
    kept.reset("triage.bad")
    assert json.loads(settings.kept[SETTING]) == {"triage.good": ["Y"]}


def test_keys_of_a_newer_window_are_kept(
    registry: ActionRegistry, settings: SettingsInMemory
) -> None:
    kept, notice = started(registry, settings, {"newer": ["1"], "triage.good": ["Y"]})
    assert notice == ""
    kept.reset_all()
    kept.give("triage.bad", ("B",))
    assert json.loads(settings.kept[SETTING]) == {"newer": ["1"], "triage.bad": ["B"]}


@pytest.mark.parametrize(
    "broken", ["{", "[]", '{"triage.good": "1"}', '{"triage.good": [1]}', "null", "[" * 100_000]
)
def test_what_cannot_be_read_leaves_every_action_its_own_keys(
    registry: ActionRegistry, settings: SettingsInMemory, broken: str
) -> None:
    _, notice = started(registry, settings, broken)
    assert "cannot be read" in notice
    assert keys_of(registry) == KEYS


def test_kept_keys_that_clash_fall_back_and_the_others_hold(
    registry: ActionRegistry, settings: SettingsInMemory
) -> None:
    kept = {"triage.good": ["Ctrl+Q"], "triage.bad": ["Nonsense"], "prompts.next": ["P"]}
    _, notice = started(registry, settings, kept)
    assert keys_of(registry) == KEYS | {"prompts.next": ("P",)}
    assert "“Bad”" in notice
    assert "The same holds for 1 more." in notice


def test_two_actions_that_swapped_their_keys_keep_them(
    registry: ActionRegistry, settings: SettingsInMemory
) -> None:
    _, notice = started(registry, settings, {"triage.good": ["4", "F4"], "triage.bad": ["1"]})
    assert (notice, registry.action("triage.good").keys) == ("", ("4", "F4"))


@pytest.fixture(scope="module")
def make_window(qapp: object) -> Callable[[], QWidget]:
    assert qapp is not None
    return QWidget


@given(kept=KEPT)
def test_whatever_was_kept_the_window_starts_without_a_clash(
    make_window: Callable[[], QWidget], kept: dict[str, list[str]]
) -> None:
    window, settings = make_window(), SettingsInMemory()
    registry = registry_on(window)
    keys, notice = started(registry, settings, kept)
    assert isinstance(Bindings.of(registry.everything()), Bindings)
    fallen_back = [
        id_
        for id_, wanted in kept.items()
        if id_ in KEYS and registry.action(id_).keys != tuple(wanted)
    ]
    assert bool(notice) == bool(fallen_back)
    assert keys.changed() <= set(kept)
    delete(window)

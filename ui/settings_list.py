"""The sections of the Settings page, and what each is made of when it is shown first."""

from functools import partial
from typing import TYPE_CHECKING

from ui.file_menu import NAME
from ui.page_heading import CALIBRATION
from ui.pages.settings.section import Section

if TYPE_CHECKING:
    from ui.page_ground import Ground
    from ui.pages.settings.about import AboutSection
    from ui.pages.settings.assistant import AssistantSection
    from ui.pages.settings.confidence import ConfidenceSection
    from ui.pages.settings.general import GeneralSection
    from ui.pages.settings.keys import KeysSection
    from ui.pages.settings.prompts import PromptsSection


def settings_list(ground: "Ground") -> tuple[Section, ...]:
    """Return the sections in the order of the list."""
    return (
        Section("general", "General", partial(_general, ground)),
        Section("confidence", "Confidence", partial(_confidence, ground)),
        Section("keys", "Keys", partial(_keys, ground)),
        Section("assistant", "Assistant", partial(_assistant, ground)),
        Section("prompts", "Prompts", partial(_prompts, ground)),
        Section("about", "About", partial(_about, ground)),
    )


def _general(ground: "Ground") -> "GeneralSection":
    from ui.pages.settings.general import GeneralSection

    bench, window = ground.bench(), ground.window()
    section = GeneralSection(
        bench.care, bench.reviewers, bench.settings, ground.bridge, ground.themes, window.tell
    )
    section.theme_chosen.connect(window.set_theme)
    section.name_wanted.connect(partial(window.registry.run, NAME))
    return section


def _confidence(ground: "Ground") -> "ConfidenceSection":
    from ui.pages.settings.confidence import ConfidenceSection

    bench, window = ground.bench(), ground.window()
    section = ConfidenceSection(
        bench.desk.furnish, ground.bridge, bench.runner, bench.store.subscribe, window.tell
    )
    section.threshold_agreed.connect(ground.threshold_change().use)
    section.calibration_wanted.connect(partial(window.show_page, CALIBRATION.id))
    return section


def _keys(ground: "Ground") -> "KeysSection":
    from ui.pages.settings.keys import KeysSection

    window = ground.window()
    keys = window.keys
    return KeysSection(ground.themes, window.registry, keys.kept, keys.sentences, window.tell)


def _assistant(ground: "Ground") -> "AssistantSection":
    from ui.pages.settings.assistant import AssistantParts, AssistantSection
    from ui.pages.settings.providers import ProviderParts

    bench, window = ground.bench(), ground.window()
    assistant = bench.assistant.parts
    providers = ProviderParts(
        assistant.providers, assistant.model_lists, assistant.desk, assistant.simulated
    )
    parts = AssistantParts(providers, assistant.prices, bench.settings)
    return AssistantSection(parts, ground.bridge, bench.store.subscribe, ground.themes, window.tell)


def _prompts(ground: "Ground") -> "PromptsSection":
    from ui.pages.settings.prompts import PromptsSection

    bench, tell = ground.bench(), ground.window().tell
    library = bench.assistant.parts.prompts
    return PromptsSection(library, ground.bridge, bench.store.subscribe, ground.themes, tell)


def _about(ground: "Ground") -> "AboutSection":
    from ui.pages.settings.about import AboutSection
    from ui.pages.settings.licences import licences
    from ui.versions import versions

    return AboutSection(ground.themes, versions(), licences())

"""The pages of the rail, and what each is made of when it is shown first."""

from functools import partial
from typing import TYPE_CHECKING, Any

from ui.assistant_settings import show_assistant_settings
from ui.importing import Importing
from ui.page_ground import Ground
from ui.page_heading import (
    CALIBRATION,
    COSTS,
    FAILURES,
    INTERACTIONS,
    LEADERBOARD,
    SETTINGS,
    TRIAGE,
)
from ui.page_spec import PageSpec
from ui.pages.calibration.gestures import calibration_actions
from ui.pages.costs.gestures import costs_actions
from ui.pages.failures.gestures import failures_actions
from ui.pages.interactions.gestures import interactions_actions
from ui.pages.leaderboard.gestures import leaderboard_actions
from ui.pages.triage.gestures import triage_actions

if TYPE_CHECKING:
    from uuid import UUID

    from reviewer.domain.filters import Filter
    from ui.main_window import MainWindow
    from ui.pages.calibration.page import CalibrationPage
    from ui.pages.costs.page import CostsPage
    from ui.pages.failures.page import FailuresPage
    from ui.pages.interactions.page import InteractionsPage
    from ui.pages.leaderboard.page import LeaderboardPage
    from ui.pages.settings.page import SettingsPage
    from ui.pages.triage.page import TriagePage


def page_list(ground: Ground, importing: Importing) -> tuple[PageSpec[Any], ...]:
    """Return the pages in the rail's order, then those at its foot."""
    return (
        PageSpec(*TRIAGE, partial(_triage, ground, importing), triage_actions),
        PageSpec(*INTERACTIONS, partial(_interactions, ground, importing), interactions_actions),
        PageSpec(*LEADERBOARD, partial(_leaderboard, ground), leaderboard_actions),
        PageSpec(*FAILURES, partial(_failures, ground), failures_actions),
        PageSpec(*CALIBRATION, partial(_calibration, ground), calibration_actions),
        PageSpec(*COSTS, partial(_costs, ground), costs_actions),
        PageSpec(*SETTINGS, partial(_settings, ground), keys=("Ctrl+,",)),
    )


def _triage(ground: Ground, importing: Importing) -> "TriagePage":
    from ui.pages.triage.ground import TriageGround
    from ui.pages.triage.page import TriagePage

    bench, window = ground.bench(), ground.window()
    page = TriagePage(
        TriageGround(
            bench.desk,
            ground.bridge,
            bench.store.subscribe,
            ground.themes,
            ground.settings,
            window.tell,
            lambda: bench.assistant.parts,
            window.registry.run,
            ground.keys_of,
            window.registry.retitle,
        ),
        ground.place,
    )
    page.import_wanted.connect(importing.choose_file)
    page.sweep_wanted.connect(partial(_sweep, ground))
    page.remedy_wanted.connect(lambda _remedy: show_assistant_settings(window))
    window.registry.rebound.connect(page.show_keys)
    return page


def _sweep(ground: Ground, gesture: str, wanted: "Filter") -> None:
    from services.assistant.wishes import CATEGORISE, IMPROVE
    from ui.pages.triage.asking.keys import IMPROVE_ALL

    ground.sweeping().ask(IMPROVE if gesture == IMPROVE_ALL else CATEGORISE, wanted)


def _interactions(ground: Ground, importing: Importing) -> "InteractionsPage":
    from ui.pages.interactions.page import InteractionsPage

    bench, window = ground.bench(), ground.window()
    page = InteractionsPage(
        bench.browser,
        bench.desk.case,
        ground.bridge,
        bench.store.subscribe,
        ground.themes,
        window.tell,
        ground.place,
    )
    page.import_wanted.connect(importing.choose_file)
    page.source_wanted.connect(importing.show_sources)
    page.triage_requested.connect(partial(_open_in_triage, window))
    return page


def _settings(ground: Ground) -> "SettingsPage":
    from ui.pages.settings.page import SettingsPage
    from ui.settings_list import settings_list

    page = SettingsPage(settings_list(ground), ground.place)
    page.left.connect(ground.window().go_back)
    return page


def _leaderboard(ground: Ground) -> "LeaderboardPage":
    from ui.pages.leaderboard.page import LeaderboardPage, LeaderboardParts

    bench, window = ground.bench(), ground.window()
    assistant = bench.assistant.parts
    page = LeaderboardPage(
        LeaderboardParts(
            assistant.board_pages, assistant.board, assistant.board_export, bench.desk.undo
        ),
        ground.bridge,
        bench.store.subscribe,
        ground.themes,
        window.tell,
        ground.place,
    )
    page.triage_requested.connect(partial(_open_in_triage, window))
    page.improve_wanted.connect(partial(window.show_page, TRIAGE.id))
    return page


def _failures(ground: Ground) -> "FailuresPage":
    from ui.pages.failures.page import FailuresPage, FailuresParts

    bench, window = ground.bench(), ground.window()
    assistant = bench.assistant.parts
    page = FailuresPage(
        FailuresParts(assistant.clusters, assistant.cluster_names, bench.browser),
        ground.bridge,
        bench.store.subscribe,
        ground.themes,
        window.tell,
        ground.place,
    )
    page.triage_requested.connect(partial(_open_in_triage, window))
    page.cluster_requested.connect(partial(_open_cluster, window))
    return page


def _costs(ground: Ground) -> "CostsPage":
    from ui.pages.costs.page import CostsPage, CostsParts

    bench, window = ground.bench(), ground.window()
    assistant = bench.assistant.parts
    page = CostsPage(
        CostsParts(assistant.spending, assistant.calls, assistant.prices),
        ground.bridge,
        bench.store.subscribe,
        ground.themes,
        window.tell,
        ground.place,
    )
    page.settings_wanted.connect(partial(_open_settings, window, "assistant"))
    return page


def _calibration(ground: Ground) -> "CalibrationPage":
    from ui.pages.calibration.page import CalibrationPage

    bench, window = ground.bench(), ground.window()
    page = CalibrationPage(
        bench.desk,
        ground.bridge,
        bench.store.subscribe,
        ground.themes,
        window.tell,
        ground.place,
    )
    page.rows_wanted.connect(partial(_open_rows, window))
    page.threshold_wanted.connect(ground.threshold_change().ask)
    page.settings_wanted.connect(partial(_open_settings, window, "confidence"))
    return page


def _open_rows(
    window: "MainWindow", lower: float, below: float | None, feedback: str | None
) -> None:
    from reviewer.domain.filters import Filter

    window.show_page(INTERACTIONS.id)
    wanted = Filter(confidence_from=lower, confidence_below=below, feedback=feedback)
    window.page(INTERACTIONS.id).show_rows(wanted)


def _open_settings(window: "MainWindow", section_id: str) -> None:
    window.show_page(SETTINGS.id)
    window.page(SETTINGS.id).show_section(section_id)


def _open_cluster(window: "MainWindow", cluster_id: "UUID", label: str) -> None:
    window.show_page(INTERACTIONS.id)
    window.page(INTERACTIONS.id).show_cluster(cluster_id, label)


def _open_in_triage(window: "MainWindow", row_id: int) -> None:
    window.show_page(TRIAGE.id)
    window.page(TRIAGE.id).look_at(row_id)

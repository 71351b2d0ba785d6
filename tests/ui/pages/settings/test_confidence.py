"""Settings, Confidence: a threshold is counted before it holds, a sample drawn, jobs stopped."""

import pytest
from PySide6.QtCore import Qt

from tests.ui.app_window import AppWindow, words
from tests.ui.pages.settings.conftest import OpenApp, replies
from ui.pages.settings.confidence import ConfidenceSection


@pytest.fixture
def app(open_app: OpenApp) -> AppWindow:
    return open_app(replies())


@pytest.fixture
def section(app: AppWindow) -> ConfidenceSection:
    page = app.window.page("settings")
    page.show_section("confidence")
    section: ConfidenceSection = page.section("confidence")
    app.until(lambda: section.threshold.value() == 0.3)
    return section


def test_another_threshold_is_counted_before_it_is_used(
    app: AppWindow, section: ConfidenceSection
) -> None:
    assert not section.use.isEnabled()
    section.threshold.setValue(0.5)
    app.until(lambda: "4 replies more would be snoozed" in words(section))
    assert app.app.bench.desk.counts().snoozed == 6
    app.qtbot.mouseClick(section.use, Qt.MouseButton.LeftButton)
    app.until(lambda: app.app.bench.desk.counts().snoozed == 10)
    app.until(lambda: "4 replies more" in app.notice)
    app.until(lambda: not section.use.isEnabled())
    section.threshold.setValue(0.1)
    app.until(lambda: "8 replies that are snoozed now would be released" in words(section))
    assert app.app.bench.desk.counts().snoozed == 10


def test_a_threshold_that_changed_elsewhere_is_shown(
    app: AppWindow, section: ConfidenceSection
) -> None:
    section.threshold_agreed.emit(0.25)
    app.until(lambda: section.threshold.value() == 0.25)


def test_the_share_is_kept_and_the_sample_drawn(app: AppWindow, section: ConfidenceSection) -> None:
    assert not section.keep.isEnabled()
    section.share.setValue(100)
    app.qtbot.mouseClick(section.keep, Qt.MouseButton.LeftButton)
    app.until(lambda: "100.00% of what arrives" in app.notice)
    app.until(lambda: not section.keep.isEnabled())
    app.qtbot.mouseClick(section.draw, Qt.MouseButton.LeftButton)
    app.until(lambda: app.app.bench.desk.counts().audit == 14)
    app.until(lambda: app.notice == "Drawing the audit sample: 14 replies.")


def test_replies_without_a_confidence_are_estimated(
    app: AppWindow, section: ConfidenceSection
) -> None:
    app.until(lambda: "2 replies could get one." in words(section))
    app.qtbot.mouseClick(section.estimate, Qt.MouseButton.LeftButton)
    app.until(lambda: app.notice.startswith("Estimating confidence: "))
    app.until(lambda: "0 replies could get one." in words(section))
    assert not section.estimate.isEnabled()


def test_calibration_is_one_button_away(app: AppWindow, section: ConfidenceSection) -> None:
    app.qtbot.mouseClick(section.calibration, Qt.MouseButton.LeftButton)
    assert app.window.current_page == "calibration"


def test_every_control_has_a_name(section: ConfidenceSection) -> None:
    controls = (
        section.threshold, section.share, section.use, section.keep, section.draw,
        section.estimate, section.calibration,
    )  # fmt: skip
    assert all(control.accessibleName() or control.text() for control in controls)
    assert section.threshold.accessibleName() == "Threshold"


def test_the_rows_behind_a_bin_open_among_the_interactions(app: AppWindow) -> None:
    app.window.show_page("calibration")
    page = app.window.page("calibration")
    app.until(lambda: page.diagram.current >= 0)
    page.diagram.choose(2)
    app.window.registry.run("calibration.bad")
    assert app.window.current_page == "interactions"
    listed = app.window.page("interactions")
    app.until(lambda: listed.view.model().rowCount() == 1)
    wanted = listed.filters.wanted()
    assert (wanted.confidence_from, wanted.confidence_below) == (0.2, 0.3)
    assert wanted.feedback == "no"

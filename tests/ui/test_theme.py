"""Both themes can be read, follow the system, and change while the window is open."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from resources import resource
from ui.theme import ThemeController
from ui.theme_palette import style_sheet_of
from ui.theme_tokens import Colours, Theme, load_theme

NAMES = ("slate-light", "slate-dark")
GROUNDS = ("window", "surface", "raised", "sunken", "hover")
READ = ("text", "muted", "faint", "accent", "danger", "warning", "success")
PAIRS = (
    *((ink, ground) for ink in READ for ground in GROUNDS),
    *((ink, "selection") for ink in ("selection_text", "text", "accent")),
    *((ink, "neutral_bg") for ink in ("text", "muted")),
    ("muted", "selection"),
    ("accent_text", "accent_fill"),
    ("accent_text", "accent_hover"),
    ("accent", "accent_bg"),
    ("danger", "danger_bg"),
    ("warning", "warning_bg"),
    ("success", "success_bg"),
    ("text", "danger_bg"),
    ("text", "warning_bg"),
    ("added_fg", "added_bg"),
    ("removed_fg", "removed_bg"),
    ("hit_fg", "hit_bg"),
)


def luminance(colour: str) -> float:
    """Relative luminance, from 0 for black to 1 for white (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_of_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read_on_what_is_behind_it(name: str, ink: str, ground: str) -> None:
    colours = load_theme(name).colours
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ground", [*GROUNDS, "selection", "accent_bg"])
def test_the_focus_ring_can_be_seen(name: str, ground: str) -> None:
    colours = load_theme(name).colours
    assert contrast(colours.focus, getattr(colours, ground)) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_a_marked_range_stands_out_from_the_text_around_it(name: str) -> None:
    colours = load_theme(name).colours
    for ground in (colours.added_bg, colours.removed_bg, colours.hit_bg, colours.selection):
        assert ground not in {colours.surface, colours.window}
        assert contrast(ground, colours.surface) >= 1.15


@pytest.mark.parametrize("name", NAMES)
def test_the_style_sheet_uses_tokens_only(name: str) -> None:
    sheet = resource("themes", "style.qss").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\s*[;}]", sheet)
    assert "$" not in style_sheet_of(load_theme(name))


def test_both_sides_of_the_pair_have_the_same_sizes() -> None:
    light, dark = map(load_theme, NAMES)
    assert (light.space, light.radius, light.type) == (dark.space, dark.radius, dark.type)
    assert (light.dark, dark.dark) == (False, True)


def test_a_theme_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        load_theme("slate-sepia")


def test_the_window_changes_while_it_is_open(themes: ThemeController, qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    before = _background(dialog)
    with qtbot.waitSignal(themes.changed) as blocker:
        themes.toggle()
    assert blocker.args == [themes.theme]
    assert themes.theme.dark
    assert _background(dialog) == themes.theme.colours.window.lower() != before


def _background(widget: QWidget) -> str:
    return widget.grab().toImage().pixelColor(0, 0).name()


def test_system_follows_the_desktop(themes: ThemeController, qapp: QApplication) -> None:
    desktop_says = qapp.styleHints().colorSchemeChanged
    themes.set_mode("system")
    desktop_says.emit(Qt.ColorScheme.Dark)
    assert themes.theme.dark
    desktop_says.emit(Qt.ColorScheme.Light)
    assert not themes.theme.dark


def test_an_explicit_choice_does_not_follow_the_desktop(
    themes: ThemeController, qapp: QApplication
) -> None:
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not themes.theme.dark


def test_a_dressed_button_follows_the_theme_and_can_go_before_it(
    themes: ThemeController, qtbot: QtBot
) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    themes.dress(button, "search")
    light = button.icon().pixmap(16).toImage()
    themes.toggle()
    assert button.icon().pixmap(16).toImage() != light
    button.deleteLater()
    del button
    qtbot.wait(1)
    themes.toggle()


def test_an_icon_is_sharp_on_a_dense_screen(themes: ThemeController) -> None:
    assert themes.pixmap("inbox", "muted", 16, 2).width() == 32
    assert themes.pixmap("inbox", "muted", 16, 1).width() == 16


def test_every_icon_can_be_drawn_in_a_colour(themes: ThemeController) -> None:
    names = [path.stem for path in resource("icons", "lucide").glob("*.svg")]
    assert len(names) > 40
    for name in names:
        image = themes.pixmap(name, "danger", 16, 2).toImage()
        inks = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
        solid = [ink for ink in inks if ink.alpha() == 255]
        assert solid, name
        assert all(_near(ink, themes.colour("danger")) for ink in solid), name


def _near(one: QColor, other: QColor) -> bool:
    """Whether two colours are the same but for rounding."""
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return all(abs(a - b) <= 2 for a, b in pairs)


def test_tokens_have_one_name_each() -> None:
    theme = load_theme("slate-light")
    assert theme.tokens()["colour_text"] == theme.colours.text
    assert theme.tokens()["space_small"] == str(theme.space.small)
    assert isinstance(theme._replace(name="x"), Theme)
    assert set(theme.colours._asdict()) == set(Colours._fields)

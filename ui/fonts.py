"""The fonts that ship with the window: loaded once, asked for by purpose.

A machine without a single font shows every script of `FALLBACKS`, and emoji in one colour.
"""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase

from resources import resource

_SCRIPTS = (
    "Arabic Hebrew Devanagari Thai Bengali Tamil Telugu Gujarati Gurmukhi Kannada Malayalam Oriya "
    "Sinhala Khmer Lao Myanmar Georgian Armenian Ethiopic Thaana"
)
EMOJI = "Noto Emoji"
FALLBACKS = (
    "Reviewer Marks",
    "Noto Sans",
    *(f"Noto Sans {script}" for script in _SCRIPTS.split()),
    "Reviewer Hangul",
    "Droid Sans Fallback",
    EMOJI,
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
    "Noto Sans Math",
)
_FIRST = "Inter-"
_QUIET = "qt.text.font.db.info=false"  # Qt tells of each fallback that a script passes over
UI_FAMILIES = ("Inter", *FALLBACKS)
READING_FAMILIES = ("Reviewer Text", *UI_FAMILIES)
MONO_FAMILIES = ("JetBrains Mono", *UI_FAMILIES)


def load_fonts(folder: Path | None = None) -> tuple[str, ...]:
    """Makes the shipped fonts known to Qt; the names of the files that it could not read.

    Call it once per process, after the QApplication was made; or call `load_first_fonts` before
    the window is painted and `load_other_fonts` after it. Texts that are shown already are then
    painted anew in the right fonts.
    """
    return (*load_first_fonts(folder), *load_other_fonts(folder))


def load_first_fonts(folder: Path | None = None) -> tuple[str, ...]:
    """Makes the fonts of the window's own words known; the names of those that Qt cannot read."""
    return _unread(path for path in _files(folder) if path.name.startswith(_FIRST))


def load_other_fonts(folder: Path | None = None) -> tuple[str, ...]:
    """Makes those of all other texts known, in about 6 ms; the names of those Qt cannot read."""
    QLoggingCategory.setFilterRules(_QUIET)
    unread = _unread(path for path in _files(folder) if not path.name.startswith(_FIRST))
    QFontDatabase.setApplicationEmojiFontFamilies([EMOJI])
    return unread


def ui_font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of labels and controls; `pixels` are device-independent."""
    return _font(UI_FAMILIES, pixels, weight)


def reading_font(pixels: int) -> QFont:
    """The font of texts that are read: the same letters with more room between lines."""
    return _font(READING_FAMILIES, pixels, QFont.Weight.Normal)


def mono_font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of code, keys and identifiers."""
    font = _font(MONO_FAMILIES, pixels, weight)
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def _files(folder: Path | None) -> list[Path]:
    return sorted((folder or resource("fonts")).glob("*.ttf"))


def _unread(files: Iterable[Path]) -> tuple[str, ...]:
    return tuple(path.name for path in files if QFontDatabase.addApplicationFont(str(path)) < 0)


def _font(families: tuple[str, ...], pixels: int, weight: QFont.Weight) -> QFont:
    font = QFont(list(families))
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font

"""No script is shown as boxes on a machine that has no fonts of its own."""

from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetricsF, QTextLayout
from pytestqt.qtbot import QtBot

from resources import resource
from ui.fonts import (
    MONO_FAMILIES,
    READING_FAMILIES,
    load_fonts,
    mono_font,
    reading_font,
    ui_font,
)
from ui.widgets.invisible import reveal

SAMPLES = {
    "Latin": "Grüße, œuvre, İstanbul, Đặng, Łódź",
    "Greek": "Καλημέρα",
    "Cyrillic": "Привіт, Ђорђе",
    "Arabic": "مرحبا پارسی اردو",
    "Hebrew": "שָׁלוֹם",
    "Devanagari": "नमस्ते",
    "Bengali": "নমস্কার",
    "Tamil": "வணக்கம்",
    "Telugu": "నమస్కారం",
    "Gujarati": "નમસ્તે",
    "Gurmukhi": "ਸਤ ਸ੍ਰੀ ਅਕਾਲ",
    "Kannada": "ನಮಸ್ಕಾರ",
    "Malayalam": "നമസ്കാരം",
    "Oriya": "ନମସ୍କାର",
    "Sinhala": "ආයුබෝවන්",
    "Thai": "สวัสดี",
    "Lao": "ສະບາຍດີ",
    "Khmer": "សួស្តី",
    "Myanmar": "မင်္ဂလာပါ",
    "Georgian": "გამარჯობა",
    "Armenian": "Բարեւ",
    "Ethiopic": "ሰላም",
    "Thaana": "ސަލާމް",
    "Chinese": "简体繁體",
    "Japanese": "ひらがなカタカナ漢字",
    "Korean": "안녕하세요",
    "emoji": "👍🏽 👨‍👩‍👧‍👦 🏳️‍🌈 😀 ❤️",
    "symbols": "→ ✓ ★ ☎ € ₿ ∑ ≠ ½ ™ ▸ ⌘ ♫ ⅔ ⓐ",
    "invisible": reveal("\x00\x1b\x7f\x85\u200b\u202e\u2066\u00ad\ufeff\u2028"),
}

OURS = {*READING_FAMILIES, *MONO_FAMILIES}


def glyphs_of(text: str, families: tuple[str, ...]) -> list[tuple[str, int]]:
    """(family, glyph) of each glyph; 0 is the box."""
    font = ui_font(14)
    font.setFamilies(list(families))
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine().setLineWidth(10_000)
    layout.endLayout()
    runs = layout.glyphRuns()
    return [(run.rawFont().familyName(), glyph) for run in runs for glyph in run.glyphIndexes()]


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("families", [READING_FAMILIES, MONO_FAMILIES], ids=["reading", "mono"])
@pytest.mark.parametrize("script", SAMPLES)
def test_a_script_has_a_glyph_of_ours_for_every_character(
    script: str, families: tuple[str, ...]
) -> None:
    glyphs = glyphs_of(SAMPLES[script], families)
    assert {family for family, _ in glyphs} <= OURS
    assert all(glyph != 0 for _, glyph in glyphs)


@pytest.mark.usefixtures("fonts")
def test_a_script_that_is_missing_would_be_noticed() -> None:
    assert any(glyph == 0 for _, glyph in glyphs_of("𒀀", READING_FAMILIES))


@pytest.mark.usefixtures("fonts")
def test_texts_that_are_read_have_more_room_between_lines() -> None:
    reading, plain = QFontMetricsF(reading_font(14)), QFontMetricsF(ui_font(14))
    assert reading.lineSpacing() >= plain.lineSpacing() + 2
    assert reading.horizontalAdvance("Reviewer") == plain.horizontalAdvance("Reviewer")


@pytest.mark.usefixtures("fonts")
def test_letters_of_code_are_equally_wide() -> None:
    metrics = QFontMetricsF(mono_font(13))
    assert metrics.horizontalAdvance("iiii") == metrics.horizontalAdvance("WWWW")


def test_a_file_that_is_no_font_is_named(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot is not None
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    assert load_fonts(tmp_path) == ("broken.ttf",)


def test_the_fonts_are_not_large_and_have_their_licences() -> None:
    files = list(resource("fonts").iterdir())
    assert sum(path.stat().st_size for path in files) < 12_000_000
    assert len([path for path in files if path.name.startswith("LICENSE-")]) == 6

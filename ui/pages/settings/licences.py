"""The fonts and icons that ship with the window, and on which terms."""

from dataclasses import dataclass
from pathlib import Path

from resources import resource

OFL, APACHE, ISC = "SIL Open Font License 1.1", "Apache License 2.0", "ISC License"


@dataclass(frozen=True, slots=True)
class Licence:
    """What is shipped, its terms in a few words, and the file that holds them whole."""

    name: str
    terms: str
    file: Path

    def text(self) -> str:
        """Return the terms whole. Raises OSError where the file is missing."""
        return self.file.read_text("utf-8").strip()


def licences() -> tuple[Licence, ...]:
    """Return what is shipped that others made."""
    return (
        _font("Inter, Reviewer Text, Reviewer Marks", OFL, "Inter"),
        _font("JetBrains Mono", OFL, "JetBrainsMono"),
        _font("Noto Sans", OFL, "NotoSans"),
        _font("Noto Emoji", OFL, "NotoEmoji"),
        _font("Reviewer Hangul", OFL, "Nanum"),
        _font("Droid Sans Fallback", APACHE, "DroidSansFallback"),
        Licence("Lucide icons", ISC, resource("icons", "lucide", "LICENSE")),
    )


def _font(name: str, terms: str, file: str) -> Licence:
    return Licence(name, terms, resource("fonts", f"LICENSE-{file}.txt"))

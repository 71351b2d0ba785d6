"""Characters and numbers that the store cannot hold, taken out of a value of any shape."""

import math
import re
from dataclasses import dataclass, field
from typing import Any

from services.sync.json_text import MOST_LEVELS, deeper_than, fits, parsed
from services.sync.records import Reason

_REPLACEMENT = "\ufffd"
_SURROGATE = re.compile("[\ud800-\udfff]")
_BAD_BYTE = re.compile("[\udc80-\udcff]")


@dataclass(slots=True)
class Mender:
    """Mends values and remembers why, each reason once.

    `not_utf8`: bad bytes stand in the texts as lone surrogates (PEP 383).
    """

    not_utf8: bool = False
    reasons: dict[Reason, None] = field(default_factory=dict)

    def mend(self, value: Any) -> Any:
        """Return the value without NUL characters and with U+FFFD for halves of characters.

        Inside lists and objects NaN and infinities become null, and whole numbers beyond
        64 bits become floating point, which is how JSON readers give them.
        """
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            return {self._text(str(key)): self._inner(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._inner(item) for item in value]
        return value

    def _inner(self, value: Any) -> Any:
        if isinstance(value, float) and not math.isfinite(value):
            self.reasons["out_of_range"] = None
            return None
        if isinstance(value, int) and not fits(value):
            return float(value)
        return self.mend(value)

    def _text(self, text: str) -> str:
        if "\0" in text:
            self.reasons["nul_character"] = None
            text = text.replace("\0", "")
        if self.not_utf8 and _BAD_BYTE.search(text):
            self.reasons["invalid_utf8"] = None
            text = _BAD_BYTE.sub(_REPLACEMENT, text)
        if _SURROGATE.search(text):
            self.reasons["lone_surrogate"] = None
            text = _SURROGATE.sub(_REPLACEMENT, text)
        return text


def value_of_text(text: str, mender: Mender) -> Any:
    """Return the value of a JSON text, mended; the text itself where it is not usable JSON."""
    try:
        value = parsed(text)
    except ValueError:
        return text
    return text if deeper_than(value, MOST_LEVELS) else mender.mend(value)

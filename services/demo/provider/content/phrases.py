"""The words around a reply, by language, as they lie in `resources/demo/provider`."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from resources import resource

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is said around an answer, by language and occasion, and what may be asked about."""

    by_language: Mapping[str, Mapping[str, Sequence[str]]]
    subject: re.Pattern[str]

    def pool(self, language: str, occasion: str) -> Sequence[str]:
        """Return what may be said on an occasion, in English where the language is unknown."""
        return self.by_language.get(language, self.by_language[FALLBACK]).get(occasion, ())


@cache
def load_phrases() -> Phrases:
    """Read the phrases once."""
    read: dict[str, Any] = tomllib.loads(
        resource("demo", "provider", "phrases.toml").read_text(encoding="utf-8")
    )
    words = sorted(read.pop("subjects")["words"], key=len, reverse=True)
    subject = re.compile(rf"\b({'|'.join(map(re.escape, words))})s?\b", re.IGNORECASE)
    return Phrases(read, subject)

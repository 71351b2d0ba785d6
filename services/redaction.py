"""Takes secrets and addresses out of text before it reaches a log, a report or a terminal.

Secrets are found by their look, and by heart: whoever handles a passphrase or a password hands it
to `Redactor.hide`, since no pattern can know one.
"""

import json
import re
import threading
from collections.abc import Iterator, Mapping
from urllib.parse import quote, quote_plus

REDACTED = "[redacted]"
#: Shorter secrets are left alone: they would tear holes into every word.
LEAST_SECRET = 4
#: The same for variables whose mere name tells of a secret; `TOKENIZERS=false` is none.
LEAST_GUESSED = 8

OUR_SECRETS = ("REVIEWER_PASSPHRASE", "REVIEWER_SECRET_")
_TELLING = re.compile(r"(?i)(PASS|SECRET|TOKEN|API_?KEY|CREDENTIAL|PRIVATE_KEY)")
_WORD = r"(?:api[-_ ]?key|secret|token(?!s)|passw(?:or)?d|pwd|passphrase|credential|authorization)"
_LOOKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?s)-----BEGIN [A-Z ]{0,40}KEY-----.*?(?:-----END|\Z)"), REDACTED),
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]{0,30}://)[^\s\"'<>]{0,4000}@"), rf"\1{REDACTED}@"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{6,}"), rf"\1 {REDACTED}"),
    (
        re.compile(
            rf"(?i)\b([\w-]{{0,40}}{_WORD}[\w-]{{0,40}}[\"']?\s{{0,9}}[:=]\s{{0,9}})"
            r"(?:\"[^\"]{0,4000}\"?|'[^']{0,4000}'?|[^\s,;&}\"']+)"
        ),
        rf"\1{REDACTED}",
    ),
    (re.compile(r"\b(?:sk|pk|rk)-[\w-]{8,}"), REDACTED),
    (re.compile(r"\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|hf_|AIza)[\w-]{10,}"), REDACTED),
    (re.compile(r"\bA[KS]IA[0-9A-Z]{12,}"), REDACTED),
    (re.compile(r"\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?"), REDACTED),
    (re.compile(r"\b(?:[0-9A-Za-z]{5}[- ]){7}[0-9A-Za-z]{5}\b"), REDACTED),
    (re.compile(r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{64,}"), REDACTED),
    (re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"), "[e-mail]"),
)


class Redactor:
    """Replaces secrets and e-mail addresses in text. Safe to use from any thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._spellings: frozenset[str] = frozenset()
        self._known: re.Pattern[str] | None = None

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Redactor":
        """Return one that knows the secrets in an environment, by the names of its variables."""
        redactor = cls()
        for name, value in environ.items():
            if name.startswith(OUR_SECRETS) or _guessed(name, value):
                redactor.hide(value)
        return redactor

    def hide(self, secret: str) -> None:
        """Replace this secret from now on, also where it is escaped for a URL or for JSON."""
        with self._guard:
            if len(secret) < LEAST_SECRET or secret in self._spellings:
                return
            self._spellings |= frozenset(_spellings(secret))
            longest_first = sorted(self._spellings, key=len, reverse=True)
            self._known = re.compile("|".join(map(re.escape, longest_first)))

    def __call__(self, text: str) -> str:
        """Return the text without what must not be seen."""
        if self._known is not None:
            text = self._known.sub(REDACTED, text)
        for look, instead in _LOOKS:
            text = look.sub(instead, text)
        return text


def _guessed(name: str, value: str) -> bool:
    return _TELLING.search(name) is not None and len(value) >= LEAST_GUESSED


def _spellings(secret: str) -> Iterator[str]:
    yield secret
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield repr(secret)[1:-1]
    for escape in (quote, quote_plus):
        yield escape(secret, safe="", errors="replace")

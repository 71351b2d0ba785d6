"""What the names of properties and of enum values mean."""

import re

_WORDS = re.compile(r"[a-z]+|\d+")

FIRST = frozenset(
    {"a", "1", "first", "baseline", "old", "original", "before", "ai", "left", "current"}
)
SECOND = frozenset({"b", "2", "second", "candidate", "new", "improved", "after", "right"})
TIE = frozenset({"tie", "equal", "same", "draw", "neither", "none", "both", "unclear"})
GOOD = frozenset({"good", "ok", "pass", "yes", "correct", "fixed", "better", "true", "resolved"})
BAD = frozenset(
    {"bad", "wrong", "fail", "failed", "failure", "leak", "unsafe", "broken", "no", "false"}
)
REPLIES = frozenset({"reply", "improved", "answer", "response", "corrected", "message", "rewrite"})
REASONS = frozenset(
    {"explanation", "reason", "rationale", "why", "comment", "comments", "justification"}
    | {"analysis", "feedback", "cause", "causes", "detail", "details", "reasoning", "note"}
)
LABELS = frozenset({"label", "title", "name", "topic", "headline"})
WORDS = frozenset({"keywords", "tags", "words", "topics", "terms", "keyword", "tag"})
QUOTES = frozenset({"signals", "quotes", "evidence", "passages", "quote", "signal"})
CAUTIONS = frozenset({"caution", "cautions", "warning", "lesson", "lessons", "advice"})
SHARES = frozenset({"confidence", "probability", "certainty", "similarity", "likelihood"})
CATEGORIES = frozenset({"category", "kind", "failure"})


def words_of(name: str) -> frozenset[str]:
    """Return the words of a name, however they are put together."""
    return frozenset(_WORDS.findall(re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower()))

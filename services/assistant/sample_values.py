"""One value of each variable that a template gets, to try edited templates with."""

from collections.abc import Mapping
from typing import Any

from reviewer.domain.review import FAILURE_CATEGORIES
from reviewer.domain.rubric import CRITERIA

#: Variables whose text comes from conversations, or from models that read them.
DATA = frozenset(
    {
        "message",
        "earlier",
        "ai_reply",
        "agent_reply",
        "explanation",
        "note",
        "cautions",
        "first",
        "second",
        "keywords",
    }
)
#: Without these a question is about nothing.
NEEDED = frozenset({"message", "ai_reply", "first", "second", "keywords"})
#: The conversation itself and what was learnt go to a version as they do in its own surroundings.
UNFENCED: Mapping[str, frozenset[str]] = {"reply": frozenset({"message", "cautions"})}

_CASE = {
    "message": "sample customer message",
    "earlier": "Customer: sample earlier turn",
    "ai_reply": "sample assistant reply",
    "agent_reply": "sample agent reply",
}

SAMPLES: Mapping[str, Mapping[str, Any]] = {
    "improve": {
        **_CASE,
        "explanation": "sample failure explanation",
        "category": "Wrong fact",
        "cautions": "sample caution",
    },
    "explain_reply": {**_CASE, "facts": "version v1"},
    "explain_failure": {
        **_CASE,
        "note": "sample note of a reviewer",
        "categories": FAILURE_CATEGORIES,
    },
    "categorise": {**_CASE, "categories": FAILURE_CATEGORIES},
    "judge": {
        "message": "sample customer message",
        "earlier": "Customer: sample earlier turn",
        "agent_reply": "sample agent reply",
        "first": "sample first reply",
        "second": "sample second reply",
        "criteria": CRITERIA,
    },
    "reply": {"prompt": "You are kind.", "cautions": "Mind this.", "message": "Hello"},
    "name_cluster": {"keywords": "sample, keywords", "examples": ["sample case"]},
}

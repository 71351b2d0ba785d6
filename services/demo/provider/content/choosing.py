"""Which of a schema's options is the answer: a failure category, or a verdict."""

from collections.abc import Iterable, Mapping
from typing import Any

from services.demo.provider.content.findings import Flaw
from services.demo.provider.content.judgements import Judgements
from services.demo.provider.content.names import BAD, FIRST, GOOD, SECOND, TIE, words_of
from services.demo.provider.structured.rules import Place

_TIED = 0.12
_OTHER = "other"
_FEWEST_CATEGORIES = 3
_FLAWS = tuple(words_of(flaw.value) for flaw in Flaw)
#: Where a vocabulary has no category of a flaw's own, what comes nearest.
_NEAREST = {
    Flaw.TEMPLATE_LEAK: (Flaw.TEMPLATE_LEAK.value, "incomplete"),
    Flaw.EMPTY: (Flaw.EMPTY.value, "incomplete"),
}


def choose(judgements: Judgements, place: Place, options: Iterable[Any]) -> str | None:
    """Return the option (as text) that the replies speak for; None where none is about them."""
    named = {str(option): words_of(str(option)) for option in options if option is not None}
    if _are_categories(named):
        return _category(judgements, named)
    return _verdict(judgements, place, named)


def _are_categories(named: Mapping[str, frozenset[str]]) -> bool:
    known = sum(any(words == flaw for flaw in _FLAWS) for words in named.values())
    return known >= _FEWEST_CATEGORIES


def _category(judgements: Judgements, named: Mapping[str, frozenset[str]]) -> str | None:
    findings = judgements.only.findings
    flaws = [near for f in findings for near in _NEAREST.get(f.flaw, (f.flaw.value,))]
    for wanted in (*flaws, _OTHER):
        for option, words in named.items():
            if words == words_of(wanted):
                return option
    return None


def _verdict(
    judgements: Judgements, place: Place, named: Mapping[str, frozenset[str]]
) -> str | None:
    side = _pair_side(judgements) if judgements.is_pair else _side(judgements, place)
    return next((option for option, words in named.items() if words & side), None)


def _pair_side(judgements: Judgements) -> frozenset[str]:
    gain = judgements.second.scores.mean - judgements.first.scores.mean
    if abs(gain) < _TIED:
        return TIE
    return SECOND if gain > 0 else FIRST


def _side(judgements: Judgements, place: Place) -> frozenset[str]:
    return GOOD if judgements.about(place).is_good else BAD

"""The hand-written material fits together: no question without an answer, no text that is dead."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest

from services.demo.facts import SLOT, Facts, invent_facts
from services.demo.scripts import Exchange, Intent, Library, Line


def exchanges(intent: Intent) -> Iterator[Exchange]:
    yield intent.opening
    yield from intent.follow_ups


def all_exchanges(library: Library) -> Iterator[Exchange]:
    for intent in library.intents:
        yield from exchanges(intent)
    yield library.closing()


def strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from strings(value)
    else:
        for value in node:
            yield from strings(value)


def all_texts(library: Library) -> Iterator[str]:
    for exchange in all_exchanges(library):
        yield from (line.text for line in (*exchange.asks, *exchange.good))
        for flaw in exchange.flaws:
            yield from (flaw.reply.text, flaw.fix)
    yield from strings(library.phrases)


def test_every_question_has_a_good_answer(library: Library) -> None:
    for exchange in all_exchanges(library):
        for ask in exchange.asks:
            assert any(reply.suits(ask.labels) for reply in exchange.good), ask.text


def test_every_answer_has_a_question(library: Library) -> None:
    for exchange in all_exchanges(library):
        replies: list[Line] = [*exchange.good, *(flaw.reply for flaw in exchange.flaws)]
        for reply in replies:
            assert any(reply.suits(ask.labels) for ask in exchange.asks), reply.text


def test_every_follow_up_follows_something(library: Library) -> None:
    for intent in library.intents:
        for follow_up in intent.follow_ups:
            labels = [ask.labels for ask in intent.opening.asks]
            assert any(map(follow_up.follows, labels)), follow_up.asks[0].text


def test_every_slot_can_be_filled(library: Library) -> None:
    facts = invent_facts(Random(0), library.vocabulary, "en", date(2026, 11, 15))
    for text in all_texts(library):
        assert not SLOT.search(facts.fill(text))


def test_leaks_name_slots_that_exist(library: Library) -> None:
    used = {slot[1] for text in all_texts(library) for slot in SLOT.finditer(text)}
    assert set(library.phrases["leaks"]) <= used


def test_every_bad_reply_differs_from_its_repair(library: Library) -> None:
    for exchange in all_exchanges(library):
        for flaw in exchange.flaws:
            assert flaw.reply.text != flaw.fix


def test_every_kind_of_bad_reply_can_be_complained_about(library: Library) -> None:
    kinds = {flaw.kind for exchange in all_exchanges(library) for flaw in exchange.flaws}
    assert kinds | set(library.phrases["generic"]) <= set(library.phrases["pushback"])


def test_there_is_enough_to_choose_from(library: Library) -> None:
    asks = {ask.text for exchange in all_exchanges(library) for ask in exchange.asks}
    good = {reply.text for exchange in all_exchanges(library) for reply in exchange.good}
    bad = {flaw.reply.text for exchange in all_exchanges(library) for flaw in exchange.flaws}
    assert len(asks) >= 500
    assert len(good) >= 300
    assert len(bad) >= 200


def test_no_opening_is_written_twice(library: Library) -> None:
    openings = Counter(ask.text for intent in library.intents for ask in intent.opening.asks)
    assert [text for text, times in openings.items() if times > 1] == []


@pytest.mark.parametrize(
    "language", ["de", "fr", "es", "it", "nl", "pl", "pt", "ja", "zh", "ar", "th"]
)
def test_other_languages_have_names_and_intents(library: Library, language: str) -> None:
    facts: Facts = invent_facts(Random(1), library.vocabulary, language, date(2026, 1, 1))
    assert facts.values["first"] in library.vocabulary["names"][language]
    assert any(intent.language == language for intent in library.intents)

"""The corpus has the proportions of a real desk's data, and the stories that the demo tells."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from services.demo.corpus import DEFAULT_UNTIL, Specimen

Predicate = Callable[[Specimen], bool]


def share(specimens: list[Specimen], test: Predicate) -> float:
    return sum(map(test, specimens)) / len(specimens)


def by_version(specimens: list[Specimen], version: str) -> list[Specimen]:
    return [s for s in specimens if s.row["assistant_version"] == version]


def created(specimen: Specimen) -> datetime:
    return datetime.fromisoformat(specimen.row["created_at"])


def weeks_ago(specimen: Specimen) -> int:
    return (DEFAULT_UNTIL - created(specimen)) // timedelta(weeks=1)


SHARES: dict[str, tuple[Predicate, float, float]] = {
    "feedback yes": (lambda s: s.row["feedback"] == "yes", 0.34, 0.42),
    "feedback no": (lambda s: s.row["feedback"] == "no", 0.15, 0.21),
    "overridden": (lambda s: s.row["agent_reply"] is not None, 0.30, 0.38),
    "confidence unavailable": (lambda s: s.row["confidence"] is None, 0.10, 0.14),
    "below the threshold": (lambda s: (s.row["confidence"] or 1) < 0.3, 0.10, 0.14),
    "other languages": (lambda s: s.row["language"] != "en", 0.035, 0.07),
    "without a topic": (lambda s: s.row["topic"] is None, 0.005, 0.05),
    "by e-mail": (lambda s: s.row["channel"] == "email", 0.04, 0.12),
    "by web chat": (lambda s: s.row["channel"] == "web_chat", 0.5, 0.66),
}


@pytest.mark.parametrize("name", SHARES)
def test_share(many: list[Specimen], name: str) -> None:
    test, least, most = SHARES[name]
    assert least <= share(many, test) <= most


@pytest.mark.parametrize("name", SHARES)
def test_share_in_the_demo_is_near(specimens: list[Specimen], name: str) -> None:
    test, least, most = SHARES[name]
    assert 0.7 * least <= share(specimens, test) <= 1.25 * most


@pytest.mark.parametrize("corpus", ["specimens", "many"])
def test_later_versions_are_better(corpus: str, request: pytest.FixtureRequest) -> None:
    rows: list[Specimen] = request.getfixturevalue(corpus)
    bad = [
        share(by_version(rows, version), lambda s: s.row["feedback"] == "no")
        for version in ("v1.0", "v1.1", "v2.0")
    ]
    assert bad == sorted(bad, reverse=True)
    assert bad[0] - bad[-1] > 0.04


def test_versions_follow_each_other_with_a_canary(many: list[Specimen]) -> None:
    last_of_first = max(map(created, by_version(many, "v1.0")))
    first_of_second = min(map(created, by_version(many, "v1.1")))
    last_of_second = max(map(created, by_version(many, "v1.1")))
    first_of_third = min(map(created, by_version(many, "v2.0")))
    assert last_of_first < first_of_second + timedelta(days=2)
    assert timedelta(days=2) < last_of_second - first_of_third < timedelta(days=8)


def test_confidence_tells_something_but_not_everything(many: list[Specimen]) -> None:
    rated = [s for s in many if s.row["confidence"] is not None]
    good = sorted(s.row["confidence"] for s in rated if s.flaw is None)
    bad = sorted(s.row["confidence"] for s in rated if s.flaw is not None)
    pairs = [(g, b) for g in good[::10] for b in bad[::10]]
    assert 0.68 < sum(g > b for g, b in pairs) / len(pairs) < 0.85
    assert sum(b > 0.8 for b in bad) / len(bad) > 0.02
    assert sum(g < 0.3 for g in good) / len(good) > 0.02


@pytest.mark.parametrize("corpus", ["specimens", "many"])
def test_power_stations_trend_in_the_last_week(corpus: str, request: pytest.FixtureRequest) -> None:
    rows: list[Specimen] = request.getfixturevalue(corpus)
    per_week = {
        week: share([s for s in rows if weeks_ago(s) == week], on_power_stations)
        for week in range(10)
    }
    assert per_week[0] > 0.2
    assert per_week[0] > 1.8 * max(per_week[week] for week in range(1, 10))


def on_power_stations(specimen: Specimen) -> bool:
    return bool(specimen.row["topic"] == "power_station")


def test_the_fault_of_the_last_week_is_unknown_before(many: list[Specimen]) -> None:
    about = [s for s in many if s.row["intent"] == "charging_stops_e17"]
    first = min(map(created, about))
    assert first >= DEFAULT_UNTIL - timedelta(days=9)


def test_weekdays_and_daytime_are_busier(many: list[Specimen]) -> None:
    weekdays = Counter(created(s).weekday() for s in many)
    hours = Counter(created(s).astimezone(UTC).hour for s in many)
    assert weekdays[0] > 1.3 * weekdays[6]
    assert hours[11] > 5 * hours[3]


def test_every_kind_of_mistake_occurs(specimens: list[Specimen]) -> None:
    assert {s.flaw for s in specimens} >= {
        "wrong_fact",
        "ignored_question",
        "tone",
        "missing_step",
        "against_policy",
        "off_topic",
        "wrong_language",
        "incomplete",
        "template_leak",
    }


def test_twelve_topics_and_most_languages_occur(specimens: list[Specimen]) -> None:
    topics = {s.row["topic"] for s in specimens} - {None}
    languages = {s.row["language"] for s in specimens}
    assert len(topics) == 12
    assert languages >= {"en", "de", "fr", "es", "ja", "ar", "th", "zh"}

"""What is true in one conversation: the names, numbers and days that fill its slots."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

#: A slot such as `{order}` or `{workday+2}`; doubled braces are a template's own and stay.
SLOT = re.compile(r"(?<!\{)\{([a-z][a-z0-9_]*)([+-]\d+)?\}(?!\})")

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FIRST_HALF = ("January", "February", "March", "April", "May", "June")
_SECOND_HALF = ("July", "August", "September", "October", "November", "December")
_MONTHS = (*_FIRST_HALF, *_SECOND_HALF)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Facts:
    """The values of one conversation that begins on `today`."""

    today: date
    values: Mapping[str, str]

    def fill(self, text: str) -> str:
        """Return `text` with every slot filled; raises KeyError at a slot nobody knows."""
        return SLOT.sub(lambda slot: self._value(slot[1], slot[2]), text)

    def _value(self, name: str, offset: str | None) -> str:
        if offset is None:
            return self.values[name]
        return _DATES[name](self.today, int(offset))


def invent_facts(rng: Random, vocabulary: Mapping[str, Any], language: str, today: date) -> Facts:
    """Return a customer, an order, a stay and all else a conversation may mention."""
    parts = (
        _person(rng, vocabulary, language),
        _order(rng, vocabulary),
        _gear(rng, vocabulary),
        _stay(rng, vocabulary),
        _money(rng),
    )
    return Facts(today, {name: value for part in parts for name, value in part.items()})


def _person(rng: Random, words: Mapping[str, Any], language: str) -> dict[str, str]:
    first = rng.choice(words["names"].get(language, words["first_names"]))
    last = rng.choice(words["last_names"])
    street, street2 = rng.sample(words["streets"], 2)
    return {
        "first": first,
        "last": last,
        "email": f"{first}.{last}@example.com".lower(),
        "phone": f"555-01{rng.randrange(1, 100):02}",
        "agent": rng.choice(words["agents"]),
        "city": rng.choice(words["cities"]),
        "street": street,
        "street2": street2,
        "time": f"{rng.randrange(9, 19)}:{rng.randrange(12) * 5:02}",
    }


def _order(rng: Random, words: Mapping[str, Any]) -> dict[str, str]:
    (item, price), (item2, _) = rng.sample(words["items"], 2)
    return {
        "order": f"HP-{rng.randrange(41_000, 99_000)}",
        "invoice": f"INV-{rng.randrange(20_000, 90_000)}",
        "ret": f"R-{rng.randrange(30_000, 99_000)}",
        "tracking": f"NL {rng.randrange(1000, 10_000)} {rng.randrange(1000, 10_000)}",
        "item": item,
        "price": f"£{price}",
        "item2": item2,
    }


def _gear(rng: Random, words: Mapping[str, Any]) -> dict[str, str]:
    plural = {"jacket": "jackets", "tent": "tents", "stove": "stoves", "pack": "packs"}
    plural |= {"sleeping_bag": "sleeping_bags", "boots": "boots"}
    plural |= {"device": "devices", "handset": "handsets"}
    gear = {name: rng.choice(words[key]) for name, key in plural.items()}
    for name, key in (("size", "sizes"), ("shoe", "shoes"), ("colour", "colours")):
        gear[name], gear[f"{name}2"] = rng.choice(words[key])
    return gear


def _stay(rng: Random, words: Mapping[str, Any]) -> dict[str, str]:
    cabin, place = rng.choice(words["cabins"])
    nights, per_night = rng.randrange(2, 8), rng.randrange(74, 162, 2)
    return {
        "booking": f"CB-{rng.randrange(2000, 10_000)}",
        "cabin": cabin,
        "place": place,
        "nights": str(nights),
        "guests": str(rng.randrange(3, 7)),
        "stay": f"£{nights * per_night}",
        "half_stay": f"£{nights * per_night // 2}",
        "code": f"{rng.randrange(1000, 10_000)}",
    }


def _money(rng: Random) -> dict[str, str]:
    third, points = rng.randrange(24, 180), rng.randrange(300, 4200)
    return {
        "third": f"£{third}",
        "total": f"£{third * 3}",
        "points": f"{points:,}",
        "points_value": f"£{points / 100:.2f}",
        "amount": f"£{rng.randrange(350, 9000) / 100:.2f}",
        "last4": f"{rng.randrange(1000, 10_000)}",
        "gift": f"GIFT-{_letters(rng)}-{_letters(rng)}",
    }


def _letters(rng: Random) -> str:
    return "".join(rng.choices("ACDEFHJKLMNPQRTUVWXY3479", k=4))


def _workday(today: date, offset: int) -> date:
    """Step over working days (Monday to Friday), forwards or backwards."""
    step = timedelta(days=1 if offset > 0 else -1)
    for _ in range(abs(offset)):
        today += step
        while today.weekday() >= _SATURDAY:
            today += step
    return today


def _day(today: date, offset: int) -> date:
    return today + timedelta(days=offset)


def _long(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _name(day: date) -> str:
    return _WEEKDAYS[day.weekday()]


_DATES: Mapping[str, Callable[[date, int], str]] = {
    "day": lambda today, offset: _long(_day(today, offset)),
    "weekday": lambda today, offset: _name(_day(today, offset)),
    "workday": lambda today, offset: _name(_workday(today, offset)),
    "workdate": lambda today, offset: _long(_workday(today, offset)),
    "dmy": lambda today, offset: f"{_day(today, offset):%d.%m.%Y}",
    "dm": lambda today, offset: f"{_day(today, offset):%d/%m}",
    "md": lambda today, offset: "{0.month}月{0.day}日".format(_day(today, offset)),
}

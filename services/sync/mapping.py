"""Which path of a source's records holds which fact of ours: shown, corrected, kept."""

from collections import abc
from dataclasses import dataclass
from typing import Literal

from reviewer.errors import UsageError
from services.sync.aliases import camel_case
from services.sync.fields import OURS, REQUIRED
from services.sync.paths import Path, dotted

Origin = Literal["guessed", "corrected", "kept"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One fact of ours and where it comes from.

    `sample` is the first value found there, to be shown; `others` are the paths that could be
    meant as well, likeliest first.
    """

    ours: str
    path: Path
    origin: Origin
    sample: str = ""
    others: tuple[str, ...] = ()

    @property
    def theirs(self) -> str:
        """The path as it is written and shown."""
        return dotted(self.path)


@dataclass(frozen=True, slots=True)
class Mapping:
    """The choices in the order of our facts.

    `left` are the top-level names in the sample that no choice uses. `without_facts` are facts
    that somebody wants left out. A fact that is neither chosen nor left out is still read from
    records that have it under our own name, because a sample does not show rare fields.
    """

    choices: tuple[Choice, ...]
    left: tuple[str, ...] = ()
    without_facts: tuple[str, ...] = ()

    def path(self, ours: str) -> Path | None:
        """Return where a fact comes from, or None where the source does not have it."""
        return next((choice.path for choice in self.choices if choice.ours == ours), None)

    def late_names(self, ours: str) -> tuple[str, ...]:
        """Return the names under which a fact is taken that the sample did not have."""
        if self.path(ours) or ours in self.without_facts:
            return ()
        known = {*self.left, *(choice.path[0] for choice in self.choices)}
        return tuple(n for n in dict.fromkeys((ours, camel_case(ours))) if n not in known)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts without which no row can be taken and that have no path."""
        return tuple(ours for ours in REQUIRED if self.path(ours) is None)

    def require(self) -> None:
        """Raise UsageError, naming what there is, unless all facts that a row needs have a path."""
        if self.missing:
            names = " and ".join(self.missing)
            there = ", ".join((*(c.theirs for c in self.choices), *self.left)) or "nothing"
            raise UsageError(
                f"Nothing in the records looks like {names}. There is: {there}. "
                f"Say which it is with --map {self.missing[0]}=NAME."
            )

    def without(self, ours: str) -> "Mapping":
        """Return the mapping with one fact left out; what it used becomes a field we keep aside."""
        left = {path[0]: None for path in (self.path(ours),) if path}
        return Mapping(
            tuple(choice for choice in self.choices if choice.ours != ours),
            tuple({**dict.fromkeys(self.left), **left}),
            tuple({**dict.fromkeys(self.without_facts), ours: None}),
        )

    def as_json(self) -> dict[str, list[str]]:
        """Return the paths by our names, to be kept with a source; none for what is left out."""
        paths = {choice.ours: list(choice.path) for choice in self.choices}
        return {**paths, **{ours: [] for ours in self.without_facts}}

    @classmethod
    def from_json(cls, kept: abc.Mapping[str, abc.Sequence[str]]) -> "Mapping":
        """Return the mapping that `as_json` gave; names that are not ours are passed over."""
        paths = {ours: tuple(kept[ours]) for ours in OURS if kept.get(ours)}
        choices = tuple(Choice(ours, path, "kept") for ours, path in paths.items())
        return cls(choices, (), tuple(ours for ours in OURS if kept.get(ours) == []))

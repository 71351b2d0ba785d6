"""What a run over many interactions is to do."""

from dataclasses import dataclass

from reviewer.domain.filters import Filter

#: The kinds of runs.
IMPROVE, CATEGORISE = "improve", "categorise"
ALL = Filter()


@dataclass(frozen=True, slots=True)
class Wish:
    """What a sweep is to do: at most `limit` of the interactions that fit, by which provider.

    `cap` is what it may spend, in nanos; None for the usual cap of a run. `unpriced` is the leave
    to make calls of this run although nobody knows what they cost. `only_new` leaves out replies
    that were improved before.
    """

    wanted: Filter = ALL
    limit: int | None = None
    provider: str | None = None
    cap: int | None = None
    unpriced: bool = False
    only_new: bool = False

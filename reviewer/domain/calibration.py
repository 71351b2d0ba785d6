"""How well confidence tells good replies from bad ones, and what a threshold would catch."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

BINS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """Replies of one confidence (0..1): their weight in all, and that of the bad ones.

    `n` counts the rows behind them, `audited` those of them that stand for others of the audit
    sample.
    """

    confidence: float
    weight: float
    bad: float
    n: int = 1
    audited: int = 0


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of a reliability diagram: `lower` <= confidence < `upper`, the last one included.

    `confidence` and `share_bad` are weighted means, `n` is the number of rows.
    """

    lower: float
    upper: float
    confidence: float
    share_bad: float
    n: int
    weight: float

    @property
    def share_good(self) -> float:
        """The weighted share of good replies, 0..1; in a calibrated bin the mean confidence."""
        return 1 - self.share_bad


@dataclass(frozen=True, slots=True)
class ThresholdEffect:
    """What snoozing every reply below a threshold does.

    `caught` is the share of bad replies that would be snoozed, `queue_share` the share of all
    replies with a known confidence that would be.
    """

    threshold: float
    caught: float
    queue_share: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Reliability bins, expected calibration error (None without outcomes), threshold effects.

    `n` counts the judged rows; `audited` of them were drawn for the audit sample, and stand for
    `stood_for` rows in all.
    """

    bins: tuple[Bin, ...]
    ece: float | None
    thresholds: tuple[ThresholdEffect, ...]
    n: int
    audited: int = 0
    stood_for: float = 0.0


def calibrate(outcomes: Iterable[Outcome], confidences: Sequence[tuple[float, int]]) -> Calibration:
    """Return the calibration of judged replies.

    `confidences` are all known confidences with how many replies have each, ascending, judged or
    not: the queue is measured on them.
    """
    known = sorted(outcomes, key=lambda outcome: outcome.confidence)
    bins = tuple(_bins(known))
    thresholds = tuple(_effects(known, confidences))
    n, audited = sum(one.n for one in known), sum(one.audited for one in known)
    stood_for = sum(one.weight for one in known) - (n - audited)
    return Calibration(bins, expected_error(bins), thresholds, n, audited, stood_for)


def _bins(known: Sequence[Outcome]) -> Iterable[Bin]:
    for number, group in groupby(known, _bin_of):
        inside = list(group)
        weight = sum(one.weight for one in inside)
        if weight > 0:
            yield Bin(
                number / BINS,
                (number + 1) / BINS,
                sum(one.confidence * one.weight for one in inside) / weight,
                sum(one.bad for one in inside) / weight,
                sum(one.n for one in inside),
                weight,
            )


def _bin_of(outcome: Outcome) -> int:
    return min(int(outcome.confidence * BINS), BINS - 1)


def expected_error(bins: Sequence[Bin]) -> float | None:
    """Return the expected calibration error, 0..1; None without outcomes.

    ECE = sum over bins of (weight of the bin / all weight) x |share of good replies in the bin -
    mean confidence in the bin|, over ten bins of equal width (Naeini, Cooper and Hauskrecht,
    "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015; Guo et al., "On
    Calibration of Modern Neural Networks", ICML 2017, equation 3).
    """
    total = sum(one.weight for one in bins)
    if total <= 0:
        return None
    return sum(one.weight * abs(1 - one.share_bad - one.confidence) for one in bins) / total


def _effects(
    known: Sequence[Outcome], confidences: Sequence[tuple[float, int]]
) -> Iterable[ThresholdEffect]:
    """Give the effect of the thresholds 0.00, 0.01 … 1.00, and of one above every confidence."""
    judged = [one.confidence for one in known]
    bad = [0.0, *accumulate(one.bad for one in known)]
    at = [confidence for confidence, _ in confidences]
    replies = [0, *accumulate(count for _, count in confidences)]
    if not bad[-1] or not replies[-1]:
        return
    for threshold in [*(step / 100 for step in range(101)), 1.01]:
        yield ThresholdEffect(
            threshold,
            bad[bisect_left(judged, threshold)] / bad[-1],
            replies[bisect_left(at, threshold)] / replies[-1],
        )


def threshold_catching(calibration: Calibration, share: float) -> ThresholdEffect | None:
    """Return the lowest threshold that catches this share (0..1) of bad replies; None for none."""
    return next((one for one in calibration.thresholds if one.caught >= share), None)

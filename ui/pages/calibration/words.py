"""The figures of calibration in words and in cells."""

from collections.abc import Sequence

from reviewer.domain.calibration import Bin, Calibration, ThresholdEffect

HEADS = ("Confidence", "Mean", "Good", "Bad", "Replies", "Weight")
ECE = (
    "The mean distance between confidence and the share of good replies, over ten bins of equal "
    "width, each counted by its weight. 0 is perfect."
)


def range_text(one: Bin) -> str:
    """Return which confidences a bin holds."""
    return f"{one.lower:.1f} to {one.upper:.1f}"


def cells(one: Bin) -> Sequence[str]:
    """Return the cells of a bin, below HEADS."""
    weight = f"{one.weight:,.0f}" if one.weight == round(one.weight) else f"{one.weight:,.1f}"
    return (
        range_text(one),
        f"{one.confidence:.3f}",
        f"{one.share_good:.1%}",
        f"{one.share_bad:.1%}",
        f"{one.n:,}",
        weight,
    )


def bin_sentence(one: Bin) -> str:
    """Say what a bin shows."""
    replies = f"{one.n:,} {'reply' if one.n == 1 else 'replies'}"
    return (
        f"Confidence {range_text(one)}: {one.share_good:.1%} of {replies} are good, "
        f"{one.confidence:.1%} were expected"
    )


def effect_sentence(effect: ThresholdEffect) -> str:
    """Say what a threshold does."""
    return (
        f"{effect.threshold:.2f} catches {effect.caught:.1%} of bad replies "
        f"with {effect.queue_share:.1%} of all replies in the queue"
    )


def basis(found: Calibration) -> str:
    """Say which replies the figures are made of."""
    judged = f"{found.n:,} {'reply has' if found.n == 1 else 'replies have'}"
    said = f"{judged} both a confidence and feedback."
    if not found.audited:
        return (
            f"{said} No reply of the audit sample is among them that a reviewer alone judged, so "
            "each counts once."
        )
    return (
        f"{said} {found.audited:,} of them were drawn at random for the audit sample and stand for "
        f"{found.stood_for:,.0f} replies; each other one counts once."
    )

"""What an empty queue means, and what to do about it."""

from dataclasses import dataclass

from reviewer.domain.queue import Queue, QueueCounts


@dataclass(frozen=True, slots=True)
class Emptiness:
    """A title, a sentence, an icon, and what the one button does.

    It `clears` the filter, shows the queue that it `leads_to`, or imports.
    """

    title: str
    sentence: str
    icon: str = "inbox"
    action: str = ""
    leads_to: Queue | None = None
    clears: bool = False


NAMES = {
    Queue.DUE: "due",
    Queue.SNOOZED: "snoozed",
    Queue.NEW: "new",
    Queue.REVIEWED: "reviewed",
}


def nothing_fits(queue: Queue, fits: QueueCounts | None) -> Emptiness:
    """Say that nothing of a queue fits its filter, and where something does."""
    others = [one for one in NAMES if fits is not None and one is not queue and fits.of(one)]
    sentence = f"Nothing that is {NAMES.get(queue, 'here')} fits these words and filters."
    if fits is not None and others:
        found = ", ".join(f"{fits.of(one):,} {NAMES[one]}" for one in others)
        sentence = f"{sentence} Elsewhere: {found}."
    return Emptiness("Nothing found", sentence, "search", "Clear filters", clears=True)


def explain(queue: Queue, counts: QueueCounts) -> Emptiness:
    """Say why a queue is empty."""
    if counts.total == 0:
        return Emptiness(
            "There are no replies yet",
            "Import a file, or add a source to sync from. Replies with a low confidence then "
            "wait here.",
            "file-input",
            "Import…",
        )
    match queue:
        case Queue.DUE:
            return _nothing_due(counts)
        case Queue.SNOOZED:
            return _with_new("Nothing is snoozed", "No reply waits for a review.", counts)
        case Queue.NEW:
            sentence = "Every reply is reviewed or snoozed. Import more, or sync a source."
            return Emptiness("Nothing is new", sentence, "check", "Import…")
        case _:
            sentence = "What you decide with the keys 1 to 4 is listed here, to look at again."
            return _with_due("Nothing is reviewed yet", sentence, counts)


def _nothing_due(counts: QueueCounts) -> Emptiness:
    if counts.new == 0 and counts.snoozed == 0:
        done = (
            "The only reply is" if counts.reviewed == 1 else f"All {counts.reviewed:,} replies are"
        )
        sentence = f"{done} reviewed. Import more, or sync a source."
        return Emptiness("Nothing is due", sentence, "circle-check", "Import…")
    snoozed = f"{counts.snoozed:,} snoozed for later." if counts.snoozed else ""
    return _with_new("Nothing is due", snoozed, counts)


def _with_new(title: str, sentence: str, counts: QueueCounts) -> Emptiness:
    if counts.new == 0:
        return Emptiness(title, sentence, "circle-check")
    new = _are_new(counts.new)
    hint = f"{sentence} {new} Press Enter to look at them, or import more.".strip()
    return Emptiness(title, hint, "circle-check", "Look at new replies", Queue.NEW)


def _with_due(title: str, sentence: str, counts: QueueCounts) -> Emptiness:
    if counts.due == 0:
        return Emptiness(title, sentence)
    return Emptiness(title, sentence, "inbox", "Look at what is due", Queue.DUE)


def _are_new(count: int) -> str:
    return "1 reply is new." if count == 1 else f"{count:,} replies are new."

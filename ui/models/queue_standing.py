"""How an item came into its queue and what was said of it: short for its line, long to explain."""

from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.domain.moments import DAY, from_micros
from reviewer.domain.queue import QueueItem, QueueState, Stay
from reviewer.domain.review import FAILURE_CATEGORIES, Decision
from reviewer.domain.snooze import WokenBy
from reviewer.domain.snooze_words import moment_words, woken_words
from ui.models.moment_text import local_text
from ui.models.queue_text import confidence_text, one_line, skipped_text

#: From so many returns on a reply is worth a warning.
MANY_RETURNS = 3
_SEVERITIES = {1: "small", 2: "serious", 3: "grave"}
_WOKE = {
    WokenBy.TIME: "back",
    WokenBy.NEW_VERSION: "new version",
    WokenBy.CLUSTER_FIXED: "cluster fixed",
    WokenBy.CUSTOMER_REPLIED: "customer replied",
    WokenBy.PERSON: "woken",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word or an icon of a line in the colour of a token."""

    text: str
    tone: str = "muted"


def stay_icon(item: QueueItem, now: int) -> Word | None:
    """Return the icon that tells the kinds of stays apart; None for what is not snoozed."""
    if item.state is QueueState.REVIEWED:
        return Word("check", "success")
    match item.stay:
        case Stay.AUTOMATIC:
            return Word("gauge", "warning")
        case Stay.MANUAL:
            return Word("clock" if item.asleep(now) else "alarm-clock", "accent")
        case Stay.AUDIT:
            return Word("shield", "muted")
    return None


def marks_of(item: QueueItem) -> tuple[Word, ...]:
    """Return the icons of what needs somebody's eye."""
    marks = (
        (item.flagged, Word("flag", "danger")),
        (item.disagreement, Word("messages-square", "warning")),
        (item.changed, Word("history", "warning")),
    )
    return tuple(word for holds, word in marks if holds)


def note_of(item: QueueItem, now: int) -> Word | None:
    """Return the one thing that a line says of how the item stands."""
    if item.asleep(now):
        return Word(_sleeps(item, now), "accent")
    if item.returns > 1:
        tone = "warning" if item.returns >= MANY_RETURNS else "accent"
        return Word(f"returned {item.returns} times", tone)
    if item.stay is Stay.MANUAL:
        return Word(
            _WOKE.get(WokenBy(item.woken_by), "back") if item.woken_by else "back", "accent"
        )
    if item.skips:
        return Word(skipped_text(item.skips), "warning")
    if item.decision is not None:
        decision = Decision(item.decision)
        return Word(decision.label, "success" if decision.feedback == "yes" else "accent")
    return Word("audit sample", "muted") if item.stay is Stay.AUDIT else None


def tags_text(item: QueueItem) -> str:
    """Return the tags of an item on one line; "" for none."""
    return " ".join(f"#{one_line(tag)}" for tag in item.tags)


def explanation(item: QueueItem, now: int) -> tuple[str, ...]:
    """Return sentences that say why the item stands where it does, and what was said of it."""
    return tuple(_explained(item, now))


def _explained(item: QueueItem, now: int) -> Iterator[str]:
    yield from _stay(item, now)
    if item.returns > 1:
        yield f"Returned {item.returns} times: it was snoozed again each time it came back."
    if item.skips:
        yield f"{skipped_text(item.skips).capitalize()}: it goes behind the others."
    if item.decision is not None:
        yield f"Decided: {Decision(item.decision).label}."
    if item.flagged:
        yield "Flagged to the lead."
    if item.severity is not None:
        yield f"Severity: {_SEVERITIES.get(item.severity, str(item.severity))}."
    if item.disagreement:
        yield "Two reviewers stand for different feedback."
    if item.changed:
        yield "Changed since reviewed: the source has another text now."
    if item.category is not None:
        yield f"Category: {FAILURE_CATEGORIES.get(item.category, one_line(item.category))}."
    if item.tags:
        yield f"Tags: {', '.join(map(one_line, item.tags))}."


def _stay(item: QueueItem, now: int) -> Iterator[str]:
    confidence = confidence_text(item.confidence, 3)
    match item.stay:
        case Stay.AUTOMATIC:
            yield f"Auto-snoozed: its confidence {confidence} lies below the threshold."
        case Stay.AUDIT:
            yield "Audit sample: drawn at random from the others, so that figures are fair."
        case Stay.MANUAL if item.asleep(now):
            yield f"Snoozed by hand: {_until(item, now)}."
        case Stay.MANUAL:
            yield f"Snoozed by hand, and back because {woken_words(item.woken_by)}."


def _sleeps(item: QueueItem, now: int) -> str:
    """Return when a sleeping item is due, as short as possible."""
    if item.due_at is None:
        return "until an event"
    then, today = from_micros(item.due_at).astimezone(), from_micros(now).astimezone()
    if then.date() == today.date():
        return f"until {then:%H:%M}"
    if item.due_at - now < 6 * DAY:
        return f"until {then:%a %H:%M}"
    return f"until {local_text(item.due_at, now).rsplit(' ', 1)[0]}"


def _until(item: QueueItem, now: int) -> str:
    if item.due_at is None:
        return "it sleeps until one of the events it waits for"
    return f"it sleeps until {moment_words(item.due_at, now).removeprefix('on ')}"

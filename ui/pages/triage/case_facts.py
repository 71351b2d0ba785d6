"""What the header says of a case, as text and badges; no widget."""

from collections.abc import Iterator

from reviewer.domain.interaction import Interaction
from reviewer.domain.queue import QueueItem, QueueState, Stay
from reviewer.domain.review import Decision, Review
from reviewer.domain.snooze import StoredSnooze
from reviewer.domain.snooze_words import comes_back, moment_words, woken_words
from services.triage.desk import Case
from ui.models.case_text import BadgeText, feedback_badge
from ui.models.moment_text import exact_text, local_text
from ui.models.queue_text import confidence_text, one_line, topic_words
from ui.pages.triage.drafts import standing_review

LONGEST_FACT = 40
CHANGED_BADGE = "changed since reviewed"

_ORIGINS = {
    "source": "sent by the source",
    "similarity": "estimated on this laptop from accepted replies to similar messages",
    "logprobs": "the mean probability of the reply's tokens, as the model gave them",
}


def facts_explained(interaction: Interaction) -> str:
    """Return the same facts with their names, a line each, and what else the source said."""
    facts = {
        "Channel": topic_words(interaction.channel),
        "Assistant version": interaction.assistant_version,
        "Model": interaction.model,
        "Prompt version": interaction.prompt_version,
        "Topic": topic_words(interaction.topic),
        "Intent": topic_words(interaction.intent),
        "Language": interaction.language,
    }
    return "\n".join(f"{name}: {one_line(value)}" for name, value in facts.items() if value)


def facts_of(interaction: Interaction) -> str:
    """Return channel, version, topic and language on one line."""
    parts = (
        topic_words(interaction.channel),
        interaction.assistant_version,
        topic_words(interaction.topic),
        interaction.language,
    )
    return " · ".join(_short(part) for part in parts if part)


def _short(part: str) -> str:
    """Keep one long part from hiding the others."""
    line = one_line(part)
    return line if len(line) <= LONGEST_FACT else f"{line[: LONGEST_FACT - 1]}…"


def moment_of(interaction: Interaction, now: int) -> tuple[str, str]:
    """Return when the customer wrote, short and exact; two empty texts where it is unknown."""
    at = interaction.created_at or interaction.updated_at
    return ("", "") if at is None else (local_text(at, now), exact_text(at))


def badges_of(case: Case, now: int) -> tuple[BadgeText, ...]:
    """Return the badges of a case, the most important ones first."""
    return tuple(_badges(case, now))


def _badges(case: Case, now: int) -> Iterator[BadgeText]:
    review = standing_review(case)
    if review is not None:
        yield _decided(review, case.reviews, now)
        if review.changed_since:
            yield BadgeText(
                CHANGED_BADGE,
                "warning",
                "history",
                "The source has changed a text after this review was made. “What changed” "
                "shows it.",
            )
    yield from _stay(case, now)
    if case.standing.disagreement:
        yield _disagreement(case.reviews, now)
    if case.standing.flagged:
        yield BadgeText("flagged", "danger", "flag", "A reviewer brings it before the lead.")
    yield _confidence(case)
    if case.audit_weight is not None:
        yield _audit(case.audit_weight)
    if case.interaction.feedback is not None:
        feedback = case.interaction.feedback
        yield feedback_badge(feedback, f"source feedback: {feedback}")
    for tag in case.standing.tags:
        yield BadgeText(tag, icon="tag", explanation=f"The tag “{tag}”, put on by a reviewer.")


def _decided(review: Review, reviews: tuple[Review, ...], now: int) -> BadgeText:
    when = local_text(review.at, now)
    text = f"{review.decision.label} · {one_line(review.reviewer)} · {when}"
    good = review.decision is Decision.AI_GOOD
    return BadgeText(text, "success" if good else "accent", "check", _history(reviews, now))


def _history(reviews: tuple[Review, ...], now: int) -> str:
    lines = (
        f"{review.decision.label} by {one_line(review.reviewer)}, {local_text(review.at, now)}"
        f"{'' if review.standing else ' (taken back)'}"
        for review in reviews
    )
    return "\n".join(lines)


def _stay(case: Case, now: int) -> Iterator[BadgeText]:
    """Give why the reply waits, and how often it came back."""
    standing = case.standing
    if standing.state is QueueState.SNOOZED and standing.stay is Stay.AUTOMATIC:
        yield _snoozed(case)
    snooze = next((snooze for snooze in case.snoozes if snooze.standing), None)
    if standing.state is QueueState.SNOOZED and standing.stay is Stay.MANUAL and snooze:
        yield _put_off(snooze, now) if standing.asleep(now) else _woken(standing, snooze, now)
    if standing.returns:
        yield _returned(standing.returns)


def _put_off(snooze: StoredSnooze, now: int) -> BadgeText:
    until = snooze.snooze.until
    text = "snoozed" if until is None else f"snoozed until {moment_words(until, now)}"
    text = text.replace("until on ", "until ")
    return BadgeText(text, "accent", "alarm-clock", _story(snooze, now))


def _woken(standing: QueueItem, snooze: StoredSnooze, now: int) -> BadgeText:
    why = woken_words(standing.woken_by)
    explanation = f"It came back because {why}. {_story(snooze, now)}"
    return BadgeText(f"back: {why}", "accent", "alarm-clock", explanation)


def _story(snooze: StoredSnooze, now: int) -> str:
    """Return who put the reply off, until when, and why."""
    who, when = one_line(snooze.reviewer), local_text(snooze.at, now)
    reason = f" Reason: {one_line(snooze.snooze.reason)}" if snooze.snooze.reason else ""
    return f"{who} snoozed it, {when}. {comes_back(snooze.snooze, now)}{reason}"


def _returned(times: int) -> BadgeText:
    text = "returned once" if times == 1 else f"returned {times} times"
    explanation = "It came back from a snooze so often; the more often, the further up it stands."
    return BadgeText(text, "warning" if times > 1 else "neutral", "rotate-ccw", explanation)


def _disagreement(reviews: tuple[Review, ...], now: int) -> BadgeText:
    explanation = f"Two reviewers stand for different verdicts.\n{_history(reviews, now)}"
    return BadgeText("reviewers disagree", "danger", "circle-alert", explanation)


def _audit(weight: float) -> BadgeText:
    explanation = (
        f"Drawn at random from the replies that were not snoozed: it stands for {weight:g} of "
        "them, so that figures are not biased by reviewing only the doubtful ones."
    )
    return BadgeText(f"audit sample · weight {weight:g}", "neutral", "flask-conical", explanation)


def _snoozed(case: Case) -> BadgeText:
    reason = _reason(case.standing.confidence or 0.0, case.threshold)
    explanation = f"Snoozed on arrival, because {reason}. It is due now."
    return BadgeText(f"auto-snoozed: {reason}", "warning", "alarm-clock", explanation)


def _reason(confidence: float, threshold: float) -> str:
    """Say that the one is below the other, with as many digits as that takes."""
    pairs = ((confidence_text(confidence, n), confidence_text(threshold, n)) for n in range(2, 8))
    shown = next((pair for pair in pairs if pair[0] != pair[1]), (str(confidence), str(threshold)))
    return f"confidence {shown[0]} is below {shown[1]}"


def _confidence(case: Case) -> BadgeText:
    standing = case.standing
    if standing.confidence is None:
        explanation = "Neither the source nor this laptop has a confidence; it snoozes nothing."
        return BadgeText("confidence unavailable", explanation=explanation)
    origin = standing.confidence_origin or "unknown"
    explanation = f"Confidence {standing.confidence:g}, {_ORIGINS.get(origin, origin)}."
    text = f"confidence {confidence_text(standing.confidence)} · {origin}"
    return BadgeText(text, "neutral", "gauge", explanation)

"""What the reading pane says of an interaction, as words; no widget."""

from collections.abc import Iterator

import orjson

from reviewer.domain.interaction import Interaction
from reviewer.domain.queue import QueueState, Stay
from reviewer.domain.review import FAILURE_CATEGORIES, Review
from services.triage.desk import Case
from ui.models.case_text import BadgeText, feedback_badge
from ui.models.interaction_cells import state_text
from ui.models.moment_text import exact_text, local_text
from ui.models.queue_text import confidence_text, one_line, topic_words

#: Who wrote a turn, as a person says it.
SPEAKERS = {"customer": "Customer", "assistant": "AI", "agent": "Agent", "system": "System"}


def badges_of(case: Case) -> tuple[BadgeText, ...]:
    """Return the badges of an interaction, the most important ones first."""
    return tuple(_badges(case))


def _badges(case: Case) -> Iterator[BadgeText]:
    item, one = case.standing, case.interaction
    yield _state(case)
    if item.confidence is None:
        yield BadgeText("confidence unavailable", explanation="It snoozes nothing.")
    else:
        origin = item.confidence_origin or "unknown origin"
        yield BadgeText(f"{confidence_text(item.confidence)} · {origin}", icon="gauge")
    if one.feedback is not None:
        yield feedback_badge(one.feedback, f"feedback {one.feedback}")


def _state(case: Case) -> BadgeText:
    item = case.standing
    words = state_text(item).lower() if item.state is not QueueState.REVIEWED else state_text(item)
    if item.state is QueueState.SNOOZED and item.stay is Stay.AUTOMATIC:
        why = f"Its confidence is below {case.threshold:.2f}."
        return BadgeText(words, "warning", "alarm-clock", why)
    if item.state is QueueState.REVIEWED:
        return BadgeText(words, "success" if item.feedback == "yes" else "accent", "check")
    return BadgeText(words)


def facts_of(interaction: Interaction) -> tuple[tuple[str, str], ...]:
    """Return what is known about an interaction: names and values, unknown ones left out."""
    return tuple((name, one_line(value)) for name, value in _facts(interaction) if value)


def _facts(one: Interaction) -> Iterator[tuple[str, str | None]]:
    yield "Topic", topic_words(one.topic)
    yield "Intent", topic_words(one.intent)
    yield "Channel", topic_words(one.channel)
    yield "Language", one.language
    yield "Version", one.assistant_version
    yield "Prompt", None if one.prompt_version == one.assistant_version else one.prompt_version
    yield "Model", one.model
    yield "Written", None if one.created_at is None else exact_text(one.created_at)
    yield "Updated", None if one.updated_at is None else exact_text(one.updated_at)
    yield "Conversation", one.conversation_id
    yield "Source", one.source_key
    yield "Source's id", one.external_id
    yield "Id", str(one.id)


def review_words(review: Review, now: int) -> str:
    """Return one review in a line, with its note below it."""
    parts = [review.decision.label]
    if review.category:
        parts.append(FAILURE_CATEGORIES.get(review.category, review.category))
    parts += [one_line(review.reviewer), local_text(review.at, now)]
    if not review.standing:
        parts.append("taken back")
    elif review.changed_since:
        parts.append("the texts have changed since")
    return "\n".join([" · ".join(parts), *([review.note] if review.note else [])])


def rest_of(interaction: Interaction) -> str:
    """Return what the source sent besides, as indented JSON; "" for nothing."""
    rest = {**(interaction.source or {}), **interaction.extra}
    return orjson.dumps(rest, option=orjson.OPT_INDENT_2).decode() if rest else ""

"""What was decided on an interaction before, and how often it was put off."""

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout

from reviewer.domain.interaction import Turn
from reviewer.domain.moments import now_micros
from reviewer.domain.review import FAILURE_CATEGORIES, Decision, Review
from reviewer.domain.snooze import WAKE_WORDS, StoredSnooze
from reviewer.domain.snooze_words import moment_words
from services.triage.desk import Case
from ui.models.moment_text import local_text
from ui.models.queue_text import one_line
from ui.pages.triage.prefetch import Prepared
from ui.pages.triage.sections.section import Section
from ui.pages.triage.turns_text import TurnsText, last_fitting
from ui.theme import ThemeController

SEVERITIES = {1: "small", 2: "serious", 3: "grave"}
#: More events than these are told of only by their number.
MOST = 200
_NOTHING = "Nobody has decided on this reply or put it off."


class History(Section):
    """Shows reviews and snoozes, newest first; those that were taken back say so."""

    def __init__(self, themes: ThemeController) -> None:
        super().__init__()
        self.text = TurnsText(themes, self)
        self.text.setAccessibleName("History of this reply")
        self.text.setPlaceholderText(_NOTHING)
        self.setFocusProxy(self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)

    def show_case(self, prepared: Prepared) -> None:
        events = history_of(prepared.case, now_micros())
        shown = last_fitting(events[::-1], MOST)
        self.text.show_turns(events[:shown])
        self.text.verticalScrollBar().setValue(0)
        left = len(events) - shown
        older = f", {left:,} older ones are not shown" if left else ""
        self.told.emit(f"newest first{older}" if len(events) > 1 else "")


def history_of(case: Case, now: int) -> tuple[Turn, ...]:
    """Return each event as who did what when, with what was said, newest first."""
    events = [(review.at, _review(review, now)) for review in case.reviews]
    events += [(snooze.at, _snooze(snooze, now)) for snooze in case.snoozes]
    return tuple(turn for _, turn in sorted(events, key=lambda event: event[0], reverse=True))


def _review(review: Review, now: int) -> Turn:
    lines = "\n".join(_said(review))
    return Turn(_heading(review.decision.label, review.reviewer, review.at, now, review), lines)


def _snooze(snooze: StoredSnooze, now: int) -> Turn:
    reason = snooze.snooze.reason
    return Turn(
        _heading(_until(snooze, now), snooze.reviewer, snooze.at, now, snooze),
        f"Reason: {reason}" if reason else "No reason given.",
    )


def _until(snooze: StoredSnooze, now: int) -> str:
    until = snooze.snooze.until
    ends = [] if until is None else [moment_words(until, now).removeprefix("on ")]
    ends += [words for event, words in WAKE_WORDS.items() if event in snooze.snooze.wake_on]
    return f"Snoozed until {' or '.join(ends)}"


def _heading(what: str, who: str, at: int, now: int, event: Review | StoredSnooze) -> str:
    taken_back = "" if event.standing else " · taken back"
    return f"{what} · {one_line(who)} · {local_text(at, now)}{taken_back}"


def _said(review: Review) -> Iterator[str]:
    if review.category:
        yield f"Category: {FAILURE_CATEGORIES.get(review.category, review.category)}"
    if review.severity:
        yield f"Severity: {SEVERITIES[review.severity]}"
    if review.flagged:
        yield "Flagged to the lead"
    if review.note:
        yield f"Note: {review.note}"
    if review.decision is Decision.EDITED and review.final_reply:
        yield f"Reply: {review.final_reply}"
    if review.changed_since:
        yield "The source has changed a text since."

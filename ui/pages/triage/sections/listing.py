"""The sections of the replay pane, in the order of their buttons."""

from collections.abc import Callable, Sequence
from functools import partial

from services.triage.desk import Case
from ui.pages.triage.asking.keys import IMPROVE, WHY_FAILED, WHY_REPLY
from ui.pages.triage.asking.topics import Topic
from ui.pages.triage.drafts import standing_review
from ui.pages.triage.keys import CHANGED, CONVERSATION, HISTORY, SIMILAR
from ui.pages.triage.sections.section import Section, SectionGround, SectionSpec


def section_list(ground: SectionGround) -> Sequence[SectionSpec]:
    """Return the sections; each is imported when it is opened first."""

    def history() -> Section:
        from ui.pages.triage.sections.history import History

        return History(ground.themes)

    def similar() -> Section:
        from ui.pages.triage.sections.similar import Similar

        return Similar(ground)

    def conversation() -> Section:
        from ui.pages.triage.sections.conversation import WholeConversation

        return WholeConversation(ground)

    def changed() -> Section:
        from ui.pages.triage.sections.changed import WhatChanged

        return WhatChanged(ground)

    def improved() -> Section:
        from ui.pages.triage.asking.improved import ImprovedSection

        return ImprovedSection(ground, ground.companion)

    def explained(topic: Topic) -> Section:
        from ui.pages.triage.asking.explained import ExplainedSection

        return ExplainedSection(ground, ground.companion, topic)

    def of_topic(topic: Topic, action: str, make: Callable[[], Section]) -> SectionSpec:
        return SectionSpec(topic.value, topic.title, action, make)

    return (
        of_topic(Topic.IMPROVED, IMPROVE, improved),
        of_topic(Topic.WHY_REPLY, WHY_REPLY, partial(explained, Topic.WHY_REPLY)),
        of_topic(Topic.WHY_FAILED, WHY_FAILED, partial(explained, Topic.WHY_FAILED)),
        SectionSpec("similar", "Similar", SIMILAR, similar),
        SectionSpec("history", "History", HISTORY, history, count=_events),
        SectionSpec("changed", "What changed", CHANGED, changed, fits=_changed),
        SectionSpec("conversation", "Conversation", CONVERSATION, conversation, listed=False),
    )


def _changed(case: Case) -> bool:
    review = standing_review(case)
    return review is not None and review.changed_since


def _events(case: Case) -> int:
    return len(case.reviews) + len(case.snoozes)

"""The sections of the replay pane, in the order of their buttons."""

from collections.abc import Callable, Sequence
from functools import partial

from services.triage.desk import Case
from ui.pages.triage.asking.keys import IMPROVE, WHY_FAILED, WHY_REPLY
from ui.pages.triage.asking.topics import Topic
from ui.pages.triage.gestures import HISTORY
from ui.pages.triage.sections.section import Section, SectionGround, SectionSpec


def section_list(ground: SectionGround) -> Sequence[SectionSpec]:
    """Return the sections; each is imported when it is opened first."""

    def history() -> Section:
        from ui.pages.triage.sections.history import History

        return History(ground.themes)

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
        SectionSpec("history", "History", HISTORY, history, count=_events),
    )


def _events(case: Case) -> int:
    return len(case.reviews) + len(case.snoozes)

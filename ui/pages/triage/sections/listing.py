"""The sections of the replay pane, in the order of their buttons."""

from collections.abc import Sequence

from services.triage.desk import Case
from ui.pages.triage.gestures import HISTORY
from ui.pages.triage.sections.section import Section, SectionGround, SectionSpec


def section_list(ground: SectionGround) -> Sequence[SectionSpec]:
    """Return the sections; each is imported when it is opened first."""

    def history() -> Section:
        from ui.pages.triage.sections.history import History

        return History(ground.themes)

    return (SectionSpec("history", "History", HISTORY, history, count=_events),)


def _events(case: Case) -> int:
    return len(case.reviews) + len(case.snoozes)

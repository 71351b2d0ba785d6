"""What a reviewer does with the assistant by keys, on this page."""

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from reviewer.domain.improvement import ImprovementState
from ui.page_tell import Tell
from ui.pages.triage.asking.assistance import Assistance
from ui.pages.triage.asking.endings import Answered, Ending, Stopped, Unanswered
from ui.pages.triage.asking.scores_text import gain_text
from ui.pages.triage.asking.sights import Explained, Growing, Improvements, NotAsked, Problem, Sight
from ui.pages.triage.asking.topics import Subject, Topic
from ui.pages.triage.sections.area import SectionArea

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.pages.triage.asking.improved import ImprovedSection


class AssistantGestures(QObject):
    """Opens the sections and asks; tells quietly how questions ended that nobody watches.

    `look_at` goes to a reply by its row id.
    """

    def __init__(
        self,
        assistance: Assistance,
        sections: SectionArea,
        tell: Tell,
        look_at: "Callable[[int], None]",
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._assistance, self._sections, self._tell = assistance, sections, tell
        self._look_at = look_at
        assistance.changed.connect(self._mark)
        assistance.ended.connect(self._tell_of_end)

    def step_into(self, section_id: str) -> None:
        """Open a section and ask where nobody has; close one that is open and says something."""
        topic = Topic(section_id)
        sight = self._assistance.sight(topic)
        if self._sections.opened != topic.value:
            self._sections.open(topic.value)
        elif isinstance(sight, Improvements | Explained | Growing | Problem):
            self._sections.close_section()
        if isinstance(sight, NotAsked) and sight.refusal:
            self._tell(sight.refusal, kind="warning")
        else:
            self._assistance.ask_if_new(topic)

    def accept(self) -> None:
        """Accept the improved reply."""
        if (section := self._improved()) is not None:
            section.accept()

    def edit(self) -> None:
        """Write in the improved reply."""
        if (section := self._improved()) is not None:
            section.edit()

    def discard(self) -> None:
        """Discard the improved reply."""
        if (section := self._improved()) is not None:
            section.discard()

    def use(self) -> None:
        """Begin the reviewer's own edit with the improved reply."""
        if (section := self._improved()) is not None:
            section.use()

    def complete(self) -> bool:
        """Save the improved reply that is being edited, and tell whether one was."""
        if self._sections.opened != Topic.IMPROVED.value:
            return False
        section = cast("ImprovedSection", self._sections.section(Topic.IMPROVED.value))
        editing = section.editing and section.text.editor.hasFocus()
        if editing:
            section.accept()
        return editing

    def cancel(self) -> bool:
        """Cancel what is being asked about this case, and tell whether anything was."""
        return self._assistance.cancel()

    def _improved(self) -> "ImprovedSection | None":
        """Return the section with an improved reply in it; say what to do where there is none."""
        if not isinstance(self._assistance.sight(Topic.IMPROVED), Improvements):
            self._tell("There is no improved reply yet: press I to have one written.", kind="info")
            return None
        if self._sections.opened != Topic.IMPROVED.value:
            self._sections.open(Topic.IMPROVED.value)
        return cast("ImprovedSection", self._sections.section(Topic.IMPROVED.value))

    def _mark(self, topic: Topic) -> None:
        self._sections.bar.tell(topic.value, word_of(self._assistance.sight(topic)))

    def _tell_of_end(self, subject: Subject, ending: Ending) -> None:
        """Say how a question ended that is not on the screen."""
        one = self._assistance.interaction
        here = one is not None and one.id == subject.interaction_id
        if isinstance(ending, Stopped) or (here and self._sections.opened == subject.topic.value):
            return
        show = partial(self._show, subject)
        of = "" if here else f" of {subject.name}"
        match ending:
            case Answered():
                said = f"{subject.topic.title}{of}: the answer is there."
                self._tell(said, kind="info", action="Show", run=show)
            case Unanswered(sentence=sentence):
                said = f"{subject.topic.title}{of}: {sentence}"
                self._tell(said, kind="warning", action="Show", run=show)

    def _show(self, subject: Subject) -> None:
        self._sections.open(subject.topic.value)
        one = self._assistance.interaction
        if one is None or one.id != subject.interaction_id:
            self._look_at(subject.row_id)


def word_of(sight: Sight) -> str:
    """Return what a section's button says of it."""
    match sight:
        case Growing():
            return "…"
        case Improvements(rows=rows):
            newest = rows[0]
            if newest.state is not ImprovementState.PROPOSED:
                return newest.state.value
            gain = newest.improvement.gain
            return "✓" if gain is None else gain_text(gain)
        case Explained():
            return "✓"
        case _:
            return ""

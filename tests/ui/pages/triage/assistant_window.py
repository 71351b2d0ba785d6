"""What tests of the assistant at the desk need: a provider, and a look at its sections."""

from dataclasses import dataclass
from typing import cast

from PySide6.QtWidgets import QWidget

from reviewer.domain.identity import interaction_id
from reviewer.domain.interaction import SourceRow
from services.assistant.desk import Kept
from services.assistant.profiles import NewProvider
from services.demo.provider.server import SimulatedProvider
from services.demo.provider.tally import Kind
from tests.support.rows import a_row
from tests.ui.pages.driven_window import SOURCE
from tests.ui.pages.triage.desk_window import DeskWindow
from ui.pages.triage.asking.explained import ExplainedSection
from ui.pages.triage.asking.improved import ImprovedSection
from ui.pages.triage.key_button import KeyButton

MINUTE = 60_000_000


def failures(count: int) -> list[SourceRow]:
    """Return due rows with a failed reply, unlike any other's, the first one first."""
    return [
        a_row(
            f"r{number:03}",
            conversation_id=f"talk-{number:03}",
            customer_message=f"Parcel AB-{number + 100} is late, and where is my refund?",
            ai_reply=f"As already stated, parcel {number} is not our problem.",
            agent_reply=f"I am sorry. Parcel {number} comes on Friday; the refund is on its way.",
            confidence=0.1,
            created_at=1_790_000_000_000_000 + number * MINUTE,
        )
        for number in range(count)
    ]


@dataclass(frozen=True, slots=True)
class Sitting:
    """A desk with failed replies, and the simulated provider that is asked."""

    desk: DeskWindow
    provider: SimulatedProvider

    @property
    def chats(self) -> int:
        """How many chat requests came in."""
        return self.provider.tally.counts().received.get(Kind.CHAT, 0)

    def see(self, number: int) -> None:
        """Wait until the reply of this number is on the screen."""
        self.desk.until(
            lambda: self.desk.shows(f"Parcel AB-{number + 100} is late, and where is my refund?")
        )

    @property
    def improved(self) -> ImprovedSection:
        return cast(ImprovedSection, self.desk.page.pane.sections.section("improved"))

    def explained(self, section_id: str) -> ExplainedSection:
        return cast(ExplainedSection, self.desk.page.pane.sections.section(section_id))

    def word(self, section_id: str) -> str:
        """What the section's button says."""
        return self.desk.page.pane.sections.bar.buttons[section_id].title()

    def buttons(self, tools: QWidget) -> list[str]:
        """The buttons of an answer that can be seen."""
        return [one.title() for one in tools.findChildren(KeyButton) if one.isVisible()]

    def kept(self, number: int) -> Kept:
        return self.desk.assistant.parts.desk.kept(interaction_id(SOURCE, f"r{number:03}"))

    def add_provider(self, url: str, model: str = "simulated-large") -> None:
        self.desk.assistant.parts.providers.add(NewProvider("sim", url, model))

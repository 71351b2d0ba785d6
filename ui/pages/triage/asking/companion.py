"""What the assistant's sections stand on, beside what all sections do."""

from collections.abc import Callable
from dataclasses import dataclass

from ui.pages.triage.asking.assistance import Assistance
from ui.pages.triage.asking.choosing import Choosing


@dataclass(frozen=True, slots=True)
class Companion:
    """The questions, the decisions on their answers, and the way back into the page.

    `use` takes a reply into the reviewer's own edit, `categorise` a failure category into the
    verdict, `leave` gives the keys back to the page.
    """

    assistance: Assistance
    choosing: Choosing
    use: Callable[[str], None]
    categorise: Callable[[str], None]
    leave: Callable[[], None]

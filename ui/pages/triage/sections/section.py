"""One thing that can be unfolded beside the replies, and what it stands on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from services.triage.desk import Case, TriageDesk
from ui.job_bridge import JobBridge
from ui.pages.triage.keys import KeyOf
from ui.pages.triage.prefetch import Prepared
from ui.theme import ThemeController

if TYPE_CHECKING:
    from services.triage.room import TriageRoom
    from ui.pages.triage.asking.companion import Companion


def _always(_case: Case) -> bool:
    return True


def _uncounted(_case: Case) -> int:
    return 0


class Section(QWidget):
    """`told(str)` gives the words that stand beside its title.

    What takes the focus when the section is opened is its focus proxy; without one, the focus
    stays where it was.
    """

    told = Signal(str)

    def show_case(self, prepared: Prepared) -> None:
        """Show what there is of a case, the same one once more where something changed."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A section before it is made.

    `action` is the gesture that opens and closes it. A case that `fits` does not allow has no
    such section. `count` stands behind the title, 0 for nothing. One that is not `listed` has
    its button elsewhere.
    """

    id: str
    title: str
    action: str
    make: Callable[[], Section]
    fits: Callable[[Case], bool] = _always
    count: Callable[[Case], int] = _uncounted
    listed: bool = True


@dataclass(frozen=True, slots=True)
class SectionGround:
    """What sections stand on. `look_at` goes to another reply, by its row id.

    `companion` is what those of the assistant stand on besides.
    """

    themes: ThemeController
    bridge: JobBridge
    key_of: KeyOf
    desk: TriageDesk
    room: "Callable[[], TriageRoom]"
    look_at: Callable[[int], None]
    companion: "Companion"

"""What the rail says of a page, before anything else of the page is there."""

from typing import NamedTuple, Protocol


class Heading(Protocol):
    """`id` is stable, `title` is what a person reads, `icon` one of `resources/icons/lucide`."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def icon(self) -> str: ...


class PageHeading(NamedTuple):
    """The heading of a page."""

    id: str
    title: str
    icon: str


TRIAGE = PageHeading("triage", "Triage", "inbox")
INTERACTIONS = PageHeading("interactions", "Interactions", "table-2")
LEADERBOARD = PageHeading("leaderboard", "Improved", "sparkles")
FAILURES = PageHeading("failures", "Failures", "layers")
CALIBRATION = PageHeading("calibration", "Calibration", "gauge")
COSTS = PageHeading("costs", "Costs", "coins")
SETTINGS = PageHeading("settings", "Settings", "settings")
#: The pages in the rail's order, and those at its foot.
HEADINGS = (TRIAGE, INTERACTIONS, LEADERBOARD, FAILURES, CALIBRATION, COSTS)
FEET = (SETTINGS,)

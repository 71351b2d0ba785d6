"""The gestures that are on their way to the store."""

from collections import Counter

from reviewer.domain.changes import Changed

#: A step over more replies than these is looked at again by the whole list.
MOST_CASES = 50


class UnderWay:
    """Knows which announcements are answers to gestures of this page."""

    def __init__(self) -> None:
        self._rows: Counter[int] = Counter()
        self._unknown = 0

    def begin(self, row_id: int | None) -> None:
        """A gesture sets out; None where only the store knows which replies it touches."""
        if row_id is None:
            self._unknown += 1
        else:
            self._rows[row_id] += 1

    def end(self, row_id: int | None) -> None:
        """It has arrived, or could not."""
        if row_id is None:
            self._unknown -= 1
        else:
            self._rows[row_id] -= 1
            self._rows += Counter()

    def expects(self, changed: Changed) -> bool:
        """Tell whether a change is the commit of a gesture that is under way here."""
        if changed.interactions or changed.row_ids is None:
            return False
        unknown = self._unknown > 0 and len(changed.row_ids) <= MOST_CASES
        return unknown or changed.row_ids <= set(self._rows)

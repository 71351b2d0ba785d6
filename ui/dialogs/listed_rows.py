"""Refused and repaired rows of an import or a sync, ready to be listed."""

from collections.abc import Iterable, Sequence

from reviewer.domain.intake import StoredRefusal
from services.sync.records import Repaired
from ui.dialogs.row_list import ListedRow


def refused_rows(refusals: Iterable[StoredRefusal]) -> Sequence[ListedRow]:
    """Return refused rows; bytes that are no UTF-8 are shown with U+FFFD."""
    return [
        ListedRow(one.place, reason_text(one.reason), one.detail, one.raw.decode(errors="replace"))
        for one in refusals
    ]


def repaired_rows(repaired: Iterable[Repaired]) -> Sequence[ListedRow]:
    """Return rows that were taken with repairs, with each value before and after."""
    return [_repaired(one) for one in repaired]


def _repaired(row: Repaired) -> ListedRow:
    fields = ", ".join(repair.field for repair in row.repairs)
    reasons = dict.fromkeys(reason_text(repair.reason) for repair in row.repairs)
    values = (f"{one.field}: {one.before} became {one.after}" for one in row.repairs)
    return ListedRow(row.place, ", ".join(reasons), f"Repaired: {fields}", "\n".join(values))


def reason_text(reason: str) -> str:
    """Return a reason's name as words."""
    return reason.replace("_", " ")

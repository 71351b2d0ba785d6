"""Lists of row ids as one bound value, for `json_each`: no limit of marks, one cached statement."""

from collections.abc import Iterable


def json_list(row_ids: Iterable[int]) -> str:
    """Return the row ids as a JSON list."""
    return f"[{','.join(map(str, row_ids))}]"

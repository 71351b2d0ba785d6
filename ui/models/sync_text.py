"""Sources and their last sync in words."""

from reviewer.domain.source import Source
from ui.models.moment_text import local_text


def address_text(source: Source) -> str:
    """Return where a source's rows are, without the driver: `host/database · table`."""
    url, table = str(source.config.get("url", "")), str(source.config.get("table", ""))
    _, _, rest = url.partition("://")
    where, _, _ = rest.partition("?")
    return " · ".join(filter(None, (where.rpartition("@")[2].strip("/"), table)))


def last_sync_text(source: Source, now: int) -> str:
    """Return how the last sync ended; `now` is microseconds UTC."""
    if source.finished_at is None or source.outcome is None:
        return "Never synced"
    when, outcome = local_text(source.finished_at, now), source.outcome
    match outcome.get("state"):
        case "done":
            counts = (f"{outcome.get(name, 0):,} {name}" for name in _COUNTED if outcome.get(name))
            return f"Synced {when}: {', '.join(counts) or 'nothing new'}"
        case "cancelled":
            return f"Stopped {when}; the next sync goes on from there"
        case _:
            return f"Failed {when}: {outcome.get('problem', 'no reason is known')}"


def sync_failed(source: Source) -> bool:
    """Tell whether the last sync failed."""
    return (source.outcome or {}).get("state") == "failed"


_COUNTED = ("added", "updated", "rejected")

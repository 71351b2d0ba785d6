"""Moments are integers: microseconds since 1970-01-01 in UTC. Weeks use a named time zone."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
DAY = 86_400 * SECOND


def now_micros() -> int:
    """Return the current moment in microseconds UTC."""
    return to_micros(datetime.now(UTC))


def to_micros(moment: datetime) -> int:
    """Return a zoned moment as microseconds since 1970 in UTC."""
    return (moment - EPOCH) // MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return microseconds since 1970 as a moment in UTC."""
    return EPOCH + micros * MICROSECOND


def iso_utc(micros: int | None) -> str | None:
    """Return ISO 8601 in UTC with a `Z`, fractions only where there are any."""
    if micros is None:
        return None
    return from_micros(micros).isoformat().replace("+00:00", "Z")

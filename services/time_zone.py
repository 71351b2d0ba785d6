"""The time zone of this machine, by its name in the time zone database."""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path

UNKNOWN = "UTC"
_MARK = "/zoneinfo/"


def is_time_zone(name: str) -> bool:
    """Tell whether the time zone database knows a name."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def chosen_zone(name: str) -> tzinfo:
    """Return the zone of a name of the database, this computer's where the name is empty."""
    if name:
        from zoneinfo import ZoneInfo

        return ZoneInfo(name)
    here = datetime.now(UTC).astimezone().tzinfo
    assert here is not None
    return here


def system_time_zone(environ: Mapping[str, str] = os.environ, etc: Path = Path("/etc")) -> str:
    """Return the zone that TZ or the system names; UTC where neither names one."""
    named = (name for name in _candidates(environ, etc) if name and is_time_zone(name))
    return next(named, UNKNOWN)


def _candidates(environ: Mapping[str, str], etc: Path) -> Iterator[str]:
    yield _after_mark(environ.get("TZ", "").removeprefix(":"))
    yield _after_mark(_target(etc / "localtime"))
    yield _text(etc / "timezone")


def _after_mark(path: str) -> str:
    return path.rpartition(_MARK)[2].removeprefix("posix/").removeprefix("right/")


def _target(link: Path) -> str:
    try:
        target = str(link.readlink())
    except OSError:
        return ""
    return target if _MARK in target else ""


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""

"""How much memory a process holds."""

import sys
from pathlib import Path


def resident() -> float:
    """Return the megabytes (2^20 bytes) of this process that lie in memory; NaN off Linux."""
    if sys.platform != "linux":
        return float("nan")
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024

"""Rows to measure with: the developer data scaled up where it lies beside, else demo rows."""

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]


def shared() -> Path:
    """Return where the developer data would be."""
    return Path(os.environ.get("REVIEWER_SHARED") or REPOSITORY.parent / "shared")


def interactions(folder: Path, rows: int) -> Path:
    """Make a JSONL file of so many rows, once per folder."""
    target = folder / f"interactions-{rows}.jsonl"
    if target.exists():
        return target
    tool = shared() / "tools" / "make_interactions.py"
    if tool.exists():
        command = [sys.executable, str(tool), "--rows", str(rows), "--out", str(target)]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        return target
    from services.demo.corpus import write_jsonl

    write_jsonl(target, rows=rows)
    return target

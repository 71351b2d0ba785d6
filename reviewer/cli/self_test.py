"""`reviewer --self-test`: whether a package works, by making a demo that nobody keeps."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.cli.output import hint


def self_test() -> int:
    """Make a store, import into it, and render every page; return the demo's exit code."""
    from reviewer.cli.run import run

    with TemporaryDirectory(prefix="reviewer-", ignore_cleanup_errors=True) as folder:
        code = run(["demo", "--headless", "--out", folder])
        pictures = len(list(Path(folder).glob("*.png")))
    if code == 0 and not pictures:
        hint("reviewer: the self-test made no picture of any page.")
        return 1
    if code == 0:
        sys.stdout.write(f"Self-test passed: {pictures} pictures.\n")
    return code

"""`reviewer triage`: the queues, the five decisions and all other gestures, without a window."""

import argparse
from typing import Any

from reviewer.cli import (
    triage_case,
    triage_decide,
    triage_figures,
    triage_gestures,
    triage_queue,
)


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `triage` with its own commands."""
    topic = commands.add_parser("triage", help="work on the queues", parents=[common])
    inner = topic.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for one in (triage_queue, triage_case, triage_decide):
        one.add_command(inner, common)
    for several in (triage_gestures, triage_figures):
        several.add_commands(inner, common)

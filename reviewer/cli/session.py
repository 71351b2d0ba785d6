"""Opens the store for a command, and ends what was begun."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.cli.output import hint

if TYPE_CHECKING:
    from reviewer.store.store import Store
    from services.secrets import Question, Secrets
    from services.triage.desk import TriageDesk
    from services.workbench import Workbench


def store_path(parsed: argparse.Namespace) -> Path:
    """Return the store that a command is about."""
    from reviewer.startup import usual_store

    return Path(parsed.store) if parsed.store else usual_store()


@contextmanager
def open_for_reading(parsed: argparse.Namespace) -> Iterator["Store"]:
    """Give the store, which has to exist. Raises StoreNotFound, WrongKey, KeyUnavailable."""
    from services.stores import open_known

    store = open_known(store_path(parsed), terminal_secrets())
    try:
        yield store
    finally:
        store.close()


@contextmanager
def open_bench(parsed: argparse.Namespace, *, create: bool = False) -> Iterator["Workbench"]:
    """Give the services on the store; with `create`, a store is made where there is none."""
    from reviewer.startup import workbench
    from reviewer.store.opening import exists
    from services.stores import open_known

    path, keys = store_path(parsed), terminal_secrets()
    missing = create and not exists(path)
    store = _create(path, keys, plain=parsed.plain) if missing else open_known(path, keys)
    with workbench(store, keys) as bench:
        yield bench


def _create(path: Path, keys: "Secrets", *, plain: bool) -> "Store":
    from services.stores import create_new

    new = create_new(path, keys, plain=plain)
    if new.recovery_code is not None:
        hint(f"A new encrypted store: {path}")
        hint(f"Recovery code, shown only now; keep it somewhere safe: {new.recovery_code}")
    return new.store


@contextmanager
def open_desk(parsed: argparse.Namespace) -> Iterator["TriageDesk"]:
    """Give the triage desk of the store."""
    with open_bench(parsed) as bench:
        yield bench.desk


def terminal_secrets() -> "Secrets":
    """Return where secrets come from, asking on the terminal where there is one."""
    from reviewer.startup import secrets

    return secrets(_ask if sys.stdin.isatty() else None)


def _ask(question: "Question") -> str | None:
    """Ask on the terminal; None where the person would rather not (empty, or Ctrl+D)."""
    from services.secrets import Purpose

    if question.problem:
        hint(question.problem)
    try:
        return _typed(question.store) if question.purpose is Purpose.OPEN else _new(question.store)
    except EOFError:
        hint("")
        return None


def _typed(store: Path) -> str | None:
    from getpass import getpass

    return getpass(f"Passphrase or recovery code of {store}: ") or None


def _new(store: Path) -> str | None:
    from getpass import getpass

    first = getpass(f"Choose a passphrase for {store}: ")
    if first and first != getpass("The same again: "):
        hint("The two are not the same.")
        return _new(store)
    return first or None

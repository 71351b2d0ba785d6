"""A reviewer's first day at the window, from no store to finding yesterday's decisions."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self

import pytest

from reviewer.domain.action import inside
from reviewer.domain.identity import interaction_id
from services.demo.corpus import write_jsonl
from services.jobs.job import Job
from services.sync.files import ImportOutcome, import_file
from tests.flows.conftest import Sit
from tests.flows.person import Person

PASSPHRASE = "harbour and pine"
ADDED = " I have told the courier."
HOLD = """
import sys
from pathlib import Path
from reviewer.store.writer_lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
lock.take()
print("held", flush=True)
sys.stdin.read()
"""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the queues hold of a file: low confidences and the audit sample are due."""

    due: int
    new: int

    @classmethod
    def of(cls, path: Path) -> Self:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        due = sum(is_low(row) or is_drawn(row) for row in rows)
        return cls(due, len(rows) - due)


def is_low(row: dict[str, Any]) -> bool:
    return row["confidence"] is not None and row["confidence"] < 0.3


def is_drawn(row: dict[str, Any]) -> bool:
    """Whether the last four bytes of the id, as a fraction, lie below two hundredths."""
    return int.from_bytes(interaction_id("file", row["id"]).bytes[12:]) < 0.02 * 2**32


@pytest.fixture(params=["real", "demo"])
def conversations(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file of conversations: real ones where they are at hand, and those of the demo."""
    if request.param == "demo":
        return demo(tmp_path)
    shared: Path = request.getfixturevalue("shared")
    return shared / "data" / "interactions-small.jsonl"


def demo(folder: Path, rows: int = 300) -> Path:
    path = folder / "demo.jsonl"
    write_jsonl(path, rows=rows)
    return path


@pytest.mark.parametrize("plain", [True, False], ids=["plain", "encrypted"])
def test_a_day_and_the_morning_after(sit: Sit, conversations: Path, *, plain: bool) -> None:
    expected = Expected.of(conversations)
    ada = sit(plain=plain)
    first_start(ada, plain=plain)
    bring_in(ada, conversations)
    see_queues(ada, due=expected.due, new=expected.new, reviewed=0)
    decided = [
        decide(ada, "AI good", "1"),
        decide(ada, "Agent better", "2"),
        edit(ada),
    ]
    taken_back = decide(ada, "AI bad", "4")
    see_queues(ada, due=expected.due - 4, new=expected.new, reviewed=4)
    ada.press("Ctrl+Z")
    ada.see("Undone: AI bad")
    see_queues(ada, due=expected.due - 3, new=expected.new, reviewed=3)
    ada.until(lambda: ada.read("Customer message") == taken_back.message)
    queue = ada.listed()
    ada.leave()

    ada.start()
    if not plain:
        unlock(ada, PASSPHRASE)
    see_queues(ada, due=expected.due - 3, new=expected.new, reviewed=3)
    assert not ada.sees("Your name")
    ada.until(lambda: ada.listed() == queue)
    ada.press("]", "]", "]")
    assert sorted(reviewed(ada)) == sorted(decided)
    ada.leave()


@dataclass(frozen=True, slots=True, order=True)
class Decided:
    """A decision as a person remembers it: what the customer wrote, and the reply that is best."""

    message: str
    reply: str
    decision: str


def decide(ada: Person, decision: str, key: str) -> Decided:
    """Give a verdict on the next reply that allows it."""
    while not ready(ada).enabled(decision):
        ada.press("J")
    before = Decided(ada.read("Customer message"), ada.read("Agent reply"), decision)
    ada.press(key)
    ada.see(f"Decided: {inside(decision)}")
    return before


def edit(ada: Person) -> Decided:
    """Write a better reply than the agent's, and save it from inside the editor."""
    ready(ada).press("E")
    ada.write(ADDED)
    before = Decided(ada.read("Customer message"), ada.read("Agent reply"), "Edited reply")
    assert before.reply.endswith(ADDED.strip())
    ada.press("Ctrl+Enter")
    ada.see("Decided: edited reply")
    return before


def ready(ada: Person) -> Person:
    """Wait until there is a reply to decide."""
    ada.until(lambda: ada.enabled("Skip"))
    return ada


def reviewed(ada: Person) -> Iterator[Decided]:
    """Go through the queue of what is reviewed, and read what was decided."""
    ada.until(lambda: len(ada.listed()) == 3)
    for message in ada.listed():
        ada.until(partial(shows, ada, message))
        ready(ada)
        page = ada.page()
        found = [d for d in ("AI good", "Agent better", "Edited reply") if f"{d} · Ada" in page]
        yield Decided(ada.read("Customer message"), ada.read("Agent reply"), *found)
        ada.press("J")


def shows(ada: Person, excerpt: str) -> bool:
    """Tell whether the message that a list shows as one line is the one on the screen."""
    return " ".join(ada.read("Customer message").split()).startswith(excerpt)


def see_queues(ada: Person, *, due: int, new: int, reviewed: int) -> None:
    ada.see(f"Due  {due}", f"New  {new}", f"Reviewed  {reviewed}")


def first_start(ada: Person, *, plain: bool) -> str:
    """Make a store by opening the window where there is none; return its recovery code."""
    ada.start()
    code = "" if plain else choose_a_passphrase(ada)
    give_a_name(ada)
    ada.see("There are no replies yet")
    return code


def choose_a_passphrase(ada: Person) -> str:
    """Choose one, and return the recovery code that is shown after it."""
    ada.see("Choose a passphrase")
    ada.write(PASSPHRASE)
    ada.tab_to("The same again")
    ada.write(PASSPHRASE)
    ada.press("Enter")
    ada.see("Keep this recovery code")
    (code,) = re.findall(r"(?:[0-9A-Z]{5}\s){7}[0-9A-Z]{5}", ada.page())
    ada.press("Space", "Enter")
    return str(code)


def give_a_name(ada: Person) -> None:
    ada.see("Your name")
    ada.write("Ada")
    ada.press("Enter")
    ada.see("Decisions are signed “Ada”.")


def unlock(ada: Person, passphrase: str) -> None:
    ada.see("Passphrase or recovery code")
    ada.write(passphrase)
    ada.press("Enter")


def bring_in(ada: Person, path: Path) -> None:
    """Drop a file on the window, and take what was found in it."""
    ada.drop(path)
    ada.see("Import a file", "records can be taken")
    ada.press("Enter")
    ada.see(f"{path.name} was imported.")
    ada.press("Esc")


def start_import(ada: Person, path: Path) -> Job[ImportOutcome]:
    """Begin an import that can be held in its middle."""
    bench = ada.running.app.bench
    body = partial(import_file, path, "file", bench.lane)
    return bench.runner.start(f"Importing {path.name}", body)


def test_a_wrong_passphrase_and_then_the_right_one(sit: Sit) -> None:
    ada = sit(plain=False)
    first_start(ada, plain=False)
    ada.leave()

    ada.start()
    unlock(ada, "harbor and pine")
    ada.see("This passphrase does not open")
    ada.write(PASSPHRASE)
    ada.press("Enter")
    ada.see("There are no replies yet")
    ada.leave()
    assert PASSPHRASE not in ada.log()


def test_the_recovery_code_opens_the_store_as_it_was_shown(sit: Sit) -> None:
    ada = sit(plain=False)
    code = first_start(ada, plain=False)
    ada.leave()

    ada.start()
    unlock(ada, " ".join(code.lower().split()))
    ada.see("There are no replies yet")
    ada.leave()
    assert not any(group in ada.log() for group in code.split())


def test_giving_up_on_the_passphrase_leaves_a_way_back(sit: Sit) -> None:
    ada = sit(plain=False)
    first_start(ada, plain=False)
    ada.leave()

    ada.start()
    ada.see("Passphrase or recovery code")
    ada.press("Esc")
    ada.see("stays closed: it needs its passphrase", "Try again")
    ada.press("Space")
    unlock(ada, PASSPHRASE)
    ada.see("There are no replies yet")


def test_a_store_that_somebody_else_writes_to_can_be_read_meanwhile(sit: Sit) -> None:
    ada = sit(plain=True)
    first_start(ada, plain=True)
    ada.leave()

    with held(ada.store) as pid:
        ada.start()
        ada.see(f"Read-only: a command (process {pid}) is writing", "There are no replies yet")
        ada.press("Ctrl+O")
        ada.until(lambda: ada.window.status.notice.text().startswith("Read-only:"))
    ada.see("this window writes again")
    ada.until(lambda: not ada.sees("Read-only:"))
    ada.press("Ctrl+O")
    ada.see("Choose a file")


@contextmanager
def held(store: Path) -> Iterator[int]:
    """Hold the writer's lock of a store in another process, and give its number."""
    command = [sys.executable, "-c", HOLD, str(store)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"held"
        yield process.pid


def test_closing_in_the_middle_of_an_import_keeps_what_was_saved(sit: Sit, tmp_path: Path) -> None:
    ada = sit(plain=True)
    first_start(ada, plain=True)
    job = start_import(ada, demo(tmp_path, rows=20_000))
    ada.until(lambda: job.progress.done > 0)
    job.pause()
    ada.press("Ctrl+Q")
    ada.see("Close Reviewer?", "Importing demo.jsonl")
    ada.tab_to("Stop and close")
    ada.press("Space")
    ada.until(lambda: not ada.window.isVisible())
    ada.end()

    verified = reviewer(ada.store, "store", "verify")
    info = reviewer(ada.store, "store", "info")
    assert verified["sound"] is True, verified
    assert 0 < info["interactions"] < 20_000
    ada.start()
    ada.see("Due  ", "CUSTOMER")


def reviewer(store: Path, *arguments: str) -> Any:
    """Run a command of Reviewer on a store, and return the JSON that it prints."""
    command = [sys.executable, "-m", "reviewer", "--store", str(store), *arguments, "--json"]
    run = subprocess.run(command, capture_output=True, check=True, text=True)
    return json.loads(run.stdout)

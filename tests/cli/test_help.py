"""The start is instant, and every command explains itself."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from reviewer import __version__
from reviewer.cli.parser import build_parser
from tests.support.command_line import CommandLine

HEAVY = {"PySide6", "sqlalchemy", "openai", "alembic", "psycopg", "keyring", "cryptography", "rich"}
LOADED = """
import json, sys
from reviewer.__main__ import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert end.code in (0, 2), end.code
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def loaded_by(*arguments: str) -> set[str]:
    """The top-level modules that a command line has imported when it is done."""
    run = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments], capture_output=True, check=True, text=True
    )
    return set(json.loads(run.stdout.splitlines()[-1]))


def commands() -> Iterator[tuple[str, ...]]:
    """Every command and topic that there is, found in the parser itself."""
    pending: list[tuple[tuple[str, ...], object]] = [((), build_parser())]
    while pending:
        words, parser = pending.pop()
        yield words
        for action in getattr(parser, "_actions", ()):
            inner = action.choices if isinstance(action.choices, dict) else {}
            pending.extend(((*words, name), one) for name, one in inner.items())


ALL = sorted(commands())


def test_there_are_all_commands_of_this_slice() -> None:
    told = {" ".join(words) for words in ALL}
    assert told >= {
        "import", "sync", "demo",
        "source add", "source list", "source test", "source remove",
        "triage list", "triage show", "triage decide", "triage stats", "triage undo",
        "provider add", "provider list", "provider test", "provider use", "provider remove",
        "provider set-key", "provider models", "improve", "explain", "categorise", "reply",
        "clusters", "leaderboard", "cost", "simulate",
        "store info", "store verify", "store backup", "store restore", "store rejected",
    }  # fmt: skip


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["triage", "decide"], ["bogus"]])
def test_the_version_the_help_and_wrong_usage_load_nothing_heavy(arguments: list[str]) -> None:
    assert loaded_by(*arguments) & HEAVY == set()


def test_the_version_is_told(reviewer: CommandLine) -> None:
    for place in ([], ["--json"], ["--store", "missing.db"]):
        assert CommandLine(reviewer.folder).done(*place, "--version").text == (
            f"reviewer {__version__}\n"
        )


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_a_command_tells_what_it_takes(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit, match="0"):
        build_parser().parse_args([*words, "--help"])
    told = capsys.readouterr().out
    assert told.startswith(" ".join(["usage: reviewer", *words]))
    assert max(map(len, told.splitlines())) <= 80
    for option in ("--store PATH", "--plain", "--json"):
        assert option in told
    assert told.index("options:") < told.index("options of every command:")


@pytest.mark.parametrize("words", [words for words in ALL if words], ids=" ".join)
def test_each_line_of_help_says_something(words: tuple[str, ...]) -> None:
    (about,) = [text for name, text in summaries(words[:-1]) if name == words[-1]]
    assert about
    assert not about.endswith(".")


def summaries(words: tuple[str, ...]) -> Iterator[tuple[str, str | None]]:
    """The names in a topic, with their line of help."""
    parser: object = build_parser()
    for word in words:
        parser = choices(parser)[word]
    for action in getattr(parser, "_actions", ()):
        for choice in getattr(action, "_choices_actions", ()):
            yield choice.dest, choice.help


def choices(parser: object) -> dict[str, object]:
    """The commands of a topic."""
    found = (action.choices for action in getattr(parser, "_actions", ()))
    return next(inner for inner in found if isinstance(inner, dict))

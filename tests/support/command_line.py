"""`reviewer` as a person or a script runs it: a process of its own, with its three streams."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
#: Warnings are errors here too, in our own code at least.
PYTHON = (sys.executable, "-W", "error")


@dataclass(frozen=True, slots=True)
class Finished:
    """A command that has ended."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def problem(self) -> str:
        """The one line that a failing command has to end with."""
        lines = self.err.decode().splitlines()
        assert len(lines) == 1, self.err.decode()
        assert lines[0].startswith("reviewer: "), lines
        return lines[0].removeprefix("reviewer: ")

    @property
    def document(self) -> Any:
        """The one JSON document that standard output has to be."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class CommandLine:
    """Runs `reviewer` in a folder, with options before the command and a changed environment."""

    folder: Path
    options: tuple[str, ...] = ()
    environ: Mapping[str, str | None] = field(default_factory=dict)

    def start(self, *arguments: str | Path, **streams: Any) -> subprocess.Popen[bytes]:
        """Start a command; its streams are pipes, standard input is empty, unless said."""
        pipes: dict[str, Any] = {
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
        }
        command = [*PYTHON, "-m", "reviewer", *self.options, *(os.fspath(a) for a in arguments)]
        process: subprocess.Popen[bytes] = subprocess.Popen(
            command, cwd=self.folder, env=self._environment(), **(pipes | streams)
        )
        return process

    def __call__(
        self, *arguments: str | Path, given: bytes | None = None, **streams: Any
    ) -> Finished:
        """Run a command to its end, whatever that is; `given` is its standard input."""
        if given is not None:
            streams["stdin"] = subprocess.PIPE
        with self.start(*arguments, **streams) as process:
            out, err = process.communicate(given, timeout=300)
        return Finished(process.returncode, out or b"", err or b"")

    def done(self, *arguments: str | Path, **streams: Any) -> Finished:
        """Run a command that must succeed."""
        finished = self(*arguments, **streams)
        assert finished.code == 0, finished.err.decode()
        return finished

    def json(self, *arguments: str | Path) -> Any:
        """Run a command that must succeed and say nothing else, and return its document."""
        finished = self.done(*arguments, "--json")
        assert finished.err == b"", finished.err.decode()
        return finished.document

    def refused(self, *arguments: str | Path, code: int = 1) -> str:
        """Run a command that must fail with one sentence, and return that."""
        finished = self(*arguments)
        assert finished.code == code, (finished.code, finished.err.decode())
        return finished.problem

    def on(self, store: Path | str, *options: str, **environ: str | None) -> "CommandLine":
        """Return the same on a store; variables that are None are taken away."""
        return CommandLine(
            self.folder, ("--store", os.fspath(store), *options), {**self.environ, **environ}
        )

    def _environment(self) -> dict[str, str]:
        wanted: dict[str, str | None] = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
        wanted |= self.environ
        return {name: value for name, value in wanted.items() if value is not None}

"""Prompt templates: shipped ones, and those that somebody edited in the app.

A template has two blocks, `system` and `user`. Which texts are data is known by their names: an
edited template has to keep each of them between the tags of `part`, or it is not taken.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from resources import resource
from reviewer.domain.moments import now_micros
from reviewer.errors import UsageError
from reviewer.store import templates
from reviewer.store.store import Store, Writing
from services.assistant.sample_values import DATA, NEEDED, SAMPLES, UNFENCED
from services.jobs.write_lane import WriteLane

if TYPE_CHECKING:
    from jinja2 import Environment, Template

NAMES = tuple(SAMPLES)
#: Macros of `_parts.jinja` that every template can use.
PARTS = ("part", "case", "data_rule")
_FENCE = "samplefencesample"
#: What the expressions of a template can raise.
_RAISED = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A rendered template."""

    system: str
    user: str


@dataclass(frozen=True)
class PromptTemplate:
    """One version of a template. `version` reads like `improve/1` or `improve/edited-2`."""

    name: str
    version: str
    text: str
    environment: "Environment"

    @cached_property
    def digest(self) -> bytes:
        """Return 16 bytes that differ for differing texts."""
        return hashlib.blake2b(self.text.encode(), digest_size=16).digest()

    @cached_property
    def _compiled(self) -> "Template":
        return self.environment.from_string(self.text)

    def render(self, values: Mapping[str, Any], fence: str) -> Prompt:
        """Return the prompt with these values, data between tags that end in `fence`.

        Raises UsageError where the template cannot be rendered, which only an edited one can do.
        """
        from jinja2 import TemplateError

        try:
            context = self._compiled.new_context({**values, "fence": fence})
            blocks = self._compiled.blocks
            return Prompt(*("".join(blocks[name](context)).strip() for name in ("system", "user")))
        except (TemplateError, *_RAISED) as error:
            raise UsageError(f"The template “{self.name}” cannot be used: {error}.") from error


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """A template as the app lists it; `edited` where it is not the shipped one."""

    name: str
    version: str
    edited: bool
    text: str


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """One edit of a template: its number, its text (None where the shipped one was taken again).

    `at` is microseconds UTC.
    """

    number: int
    text: str | None
    at: int


class PromptLibrary:
    """The templates that hold now. Reads and writes block: not for the GUI thread."""

    def __init__(self, store: Store, lane: WriteLane[Writing]) -> None:
        self._store = store
        self._lane = lane
        self._made: dict[tuple[str, str], PromptTemplate] = {}

    def get(self, name: str) -> PromptTemplate:
        """Return a template as it holds now."""
        with self._store.reading() as connection:
            edited = templates.edited(connection).get(name)
        if edited is None:
            text = _shipped(name)
            return self._known(name, f"{name}/{_shipped_version(text)}", text)
        return self._known(name, f"{name}/edited-{edited[0]}", edited[1])

    def list(self) -> tuple[TemplateInfo, ...]:
        """Return all templates by name."""
        found = map(self.get, NAMES)
        return tuple(TemplateInfo(t.name, t.version, "edited" in t.version, t.text) for t in found)

    def shipped(self, name: str) -> str:
        """Return the text that came with this version of Reviewer. Raises UsageError."""
        return _shipped(name)

    def versions(self, name: str) -> tuple[TemplateVersion, ...]:
        """Return what somebody made of a template, the newest first; a reset is one, too."""
        with self._store.reading() as connection:
            kept = templates.versions(connection, name)
        return tuple(TemplateVersion(number, text, at) for number, text, at in kept)

    def try_out(self, name: str, text: str) -> Prompt:
        """Return what a text makes of samples. Raises UsageError where it would not work safely."""
        _check_name(name)
        template = PromptTemplate(name, f"{name}/edited", text, self._environment)
        check(template)
        return template.render(SAMPLES[name], _FENCE)

    def edit(self, name: str, text: str) -> None:
        """Use another text from now on. Raises UsageError where it would not work safely."""
        self.try_out(name, text)
        self._write(lambda writing: templates.add(writing.connection, name, text, now_micros()))

    def reset(self, name: str) -> None:
        """Use the shipped text again; edited ones are kept."""
        _check_name(name)
        self._write(lambda writing: templates.add(writing.connection, name, None, now_micros()))

    @cached_property
    def _environment(self) -> "Environment":
        from jinja2 import FileSystemLoader, StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(resource("prompts")),
            undefined=StrictUndefined,
            autoescape=False,
        )
        parts = environment.get_template("_parts.jinja").module
        environment.globals.update({name: getattr(parts, name) for name in PARTS})
        return environment

    def _known(self, name: str, version: str, text: str) -> PromptTemplate:
        key = version, text
        if key not in self._made:
            self._made[key] = PromptTemplate(name, version, text, self._environment)
        return self._made[key]

    def _write(self, change: Callable[[Writing], object]) -> None:
        self._lane.interactive(change).result()


def check(template: PromptTemplate) -> None:
    """Raise UsageError where a template cannot be rendered, or has data missing or out of tags."""
    values = SAMPLES[template.name]
    prompt = template.render(values, _FENCE)
    whole = f"{prompt.system}\n{prompt.user}"
    free = UNFENCED.get(template.name, frozenset())
    for name in sorted(NEEDED & values.keys()):
        if str(values[name]) not in whole:
            raise UsageError(
                f"The template “{template.name}” does not show {name}, without which there is "
                f"nothing to answer. {_write(name)}"
            )
    for name in (DATA & values.keys()) - free:
        if _outside_of_tags(whole, str(values[name])):
            raise UsageError(
                f"The template “{template.name}” shows {name} outside of its tags, where it could "
                f"give instructions. {_write(name)}"
            )


def _write(name: str) -> str:
    return f"Write {{{{ part({name!r}, {name}, fence) }}}}."


def _outside_of_tags(text: str, sample: str) -> bool:
    inside = False
    for line in text.splitlines():
        if line.endswith(f"-{_FENCE}>"):
            inside = not line.startswith("</")
        elif sample in line and not inside:
            return True
    return False


def _check_name(name: str) -> None:
    if name not in SAMPLES:
        raise UsageError(f"There is no template “{name}”. There are: {', '.join(NAMES)}.")


def _shipped(name: str) -> str:
    _check_name(name)
    return resource("prompts", f"{name}.jinja").read_text("utf-8")


def _shipped_version(text: str) -> str:
    return text.partition("version: ")[2].partition(".")[0]

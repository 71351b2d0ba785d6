"""A theme as data: colours by role, and sizes on a scale, read from `resources/themes`.

Tuples and JSON rather than dataclasses and TOML: the first picture waits for them, and takes a
tenth of the time so.
"""

import json
from typing import Any, Literal, NamedTuple

from resources import resource

Tone = Literal[
    "text",
    "muted",
    "faint",
    "accent",
    "accent_text",
    "danger",
    "warning",
    "success",
    "selection_text",
]


class Colours(NamedTuple):
    """Colours as `#RRGGBB`, named by what they are for."""

    window: str
    surface: str
    raised: str
    sunken: str
    hover: str
    border: str
    border_strong: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_fill: str
    accent_hover: str
    accent_text: str
    accent_bg: str
    selection: str
    selection_text: str
    focus: str
    danger: str
    danger_bg: str
    warning: str
    warning_bg: str
    success: str
    success_bg: str
    neutral_bg: str
    added_bg: str
    added_fg: str
    removed_bg: str
    removed_fg: str
    hit_bg: str
    hit_fg: str


class Space(NamedTuple):
    """Gaps and paddings in device-independent pixels."""

    hair: int
    tight: int
    small: int
    medium: int
    large: int
    wide: int
    vast: int


class Radius(NamedTuple):
    """Corner radii in device-independent pixels."""

    small: int
    medium: int
    large: int


class TypeScale(NamedTuple):
    """Font sizes in device-independent pixels."""

    caption: int
    label: int
    body: int
    reading: int
    heading: int
    title: int


class Theme(NamedTuple):
    """All that decides how the window looks."""

    name: str
    dark: bool
    colours: Colours
    space: Space
    radius: Radius
    type: TypeScale

    def tokens(self) -> dict[str, str]:
        """Every token under one name, such as `colour_text`, `space_small`, `type_body`."""
        return {
            f"{group}_{name}": str(value)
            for group, values in (
                ("colour", self.colours._asdict()),
                ("space", self.space._asdict()),
                ("radius", self.radius._asdict()),
                ("type", self.type._asdict()),
            )
            for name, value in values.items()
        }


def load_theme(name: str) -> Theme:
    """The theme of `resources/themes/NAME.json`, as in `slate-dark`.

    Raises FileNotFoundError for an unknown name and TypeError where a token is missing or unknown.
    """
    theme = _read(name)
    scale = _read("scale")
    return Theme(
        name=name,
        dark=theme["dark"],
        colours=Colours(**theme["colours"]),
        space=Space(**scale["space"]),
        radius=Radius(**scale["radius"]),
        type=TypeScale(**scale["type"]),
    )


def _read(name: str) -> dict[str, Any]:
    theme: dict[str, Any] = json.loads(resource("themes", f"{name}.json").read_bytes())
    return theme

"""A theme as data: colours by role, and sizes on a scale, read from `resources/themes`."""

import tomllib
from dataclasses import asdict, dataclass
from typing import Any, Literal

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


@dataclass(frozen=True, slots=True)
class Colours:
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


@dataclass(frozen=True, slots=True)
class Space:
    """Gaps and paddings in device-independent pixels."""

    hair: int
    tight: int
    small: int
    medium: int
    large: int
    wide: int
    vast: int


@dataclass(frozen=True, slots=True)
class Radius:
    """Corner radii in device-independent pixels."""

    small: int
    medium: int
    large: int


@dataclass(frozen=True, slots=True)
class TypeScale:
    """Font sizes in device-independent pixels."""

    caption: int
    label: int
    body: int
    reading: int
    heading: int
    title: int


@dataclass(frozen=True, slots=True)
class Theme:
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
                ("colour", asdict(self.colours)),
                ("space", asdict(self.space)),
                ("radius", asdict(self.radius)),
                ("type", asdict(self.type)),
            )
            for name, value in values.items()
        }


def load_theme(name: str) -> Theme:
    """The theme of `resources/themes/NAME.toml`, as in `slate-dark`.

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
    return tomllib.loads(resource("themes", f"{name}.toml").read_text(encoding="utf-8"))

"""What ships as data: fonts, icons, themes, and later templates and the demo's vocabulary."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder, as in `resource("themes", "scale.json")`."""
    return _ROOT.joinpath(*parts)

"""Prompt templates in words: what each is for, which version holds, which there were."""

from reviewer.domain.assistant import Purpose
from reviewer.domain.moments import now_micros
from services.assistant.templates import TemplateInfo, TemplateVersion
from ui.models.moment_text import local_text


def template_title(name: str) -> str:
    """Return what a template is for."""
    known = {purpose.value: purpose.label for purpose in Purpose}
    return known.get(name, name)


def listed_text(info: TemplateInfo) -> str:
    """Return a template as a list shows it."""
    return template_title(info.name) + (" · edited" if info.edited else "")


def version_text(version: TemplateVersion) -> str:
    """Return a version as a list shows it."""
    what = "reset to the shipped one" if version.text is None else f"edited-{version.number}"
    return f"{what} · {local_text(version.at, now_micros())}"

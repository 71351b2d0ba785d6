"""Labels and tooltips that show data: never as rich text."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme_tokens import Tone
from ui.widgets.invisible import reveal

Size = Literal["caption", "label", "body", "heading", "title", "section"]


class _PlainLabel(QLabel):
    """Marks what cannot be seen, or would turn the text around, whenever its text changes."""

    def setText(self, text: str) -> None:  # noqa: N802  Qt's name
        super().setText(reveal(text))


def plain_label(
    text: str = "", *, tone: Tone = "text", size: Size = "body", parent: QWidget | None = None
) -> QLabel:
    """A label whose text is shown as it is, whatever markup it holds, and without hidden signs."""
    label = _PlainLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setProperty("tone", tone)
    label.setProperty("type", size)
    return label


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Changes the tone that the style sheet gives a widget."""
    set_variant(widget, "tone", tone)


def set_variant(widget: QWidget, name: str, value: str | bool) -> None:
    """Changes a property that the style sheet looks at; costs nothing where it is the same."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def plain_tooltip(text: str) -> str:
    """A text as Qt's tooltips show it literally, wrapped; empty for no tooltip.

    Qt guesses whether a tooltip is rich text, so data is escaped into rich text that says the same.
    """
    return f"<p style='white-space: pre-wrap'>{_escaped(reveal(text))}</p>" if text else ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

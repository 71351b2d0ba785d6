"""What an improved reply gains, criterion by criterion, and why."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from reviewer.domain.improvement import Improvement
from ui.pages.triage.asking.scores_text import gain_text
from ui.theme import ThemeController
from ui.theme_tokens import Tone
from ui.widgets.labels import plain_label, plain_tooltip, set_tone
from ui.widgets.plain_text_pane import PlainTextPane
from ui.widgets.score_bars import ScoreBars

WIDTH, MOST_NOTES = 250, 150
_NOT_YET = "Scored once it is written"


class ScoresView(QWidget):
    """The gain, four lines from the old score to the new, and what model and judge say."""

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._room, self._scored = True, False, False
        self.setMinimumWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.gain = plain_label(size="label", tone="muted", parent=self)
        self.gain.setWordWrap(True)
        self.gain.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bars = ScoreBars(themes, self)
        self.notes = PlainTextPane(themes, "Why it is better", most_height=MOST_NOTES, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(2)
        for part in (self.gain, self.bars, self.notes):
            column.addWidget(part)
        self.wait()

    def wait(self) -> None:
        """Say that there are none yet."""
        self._scored = False
        self._say(_NOT_YET, "muted")
        self.bars.show_scores(None)
        self.notes.hide()

    def show_scores(self, one: Improvement, unscored: str) -> None:
        """Show an improvement's scores; `unscored` says why there are none, where it is known."""
        self._scored = one.scores is not None
        self.bars.show_scores(one.scores)
        self._show_notes(one)
        if one.gain is None:
            self._say(f"Not scored. {unscored or 'Ask again to have it scored.'}", "warning")
        else:
            self._say(f"Gain {gain_text(one.gain)}", _tone(one.gain))

    def show_more(self, *, lines: bool, notes: bool) -> None:
        """Show the lines and what model and judge say where there is room; else on hover."""
        self._lines, self._room = lines, notes
        self.bars.setVisible(lines and self._scored)
        self.notes.setVisible(notes and bool(self.notes.text()))

    def _show_notes(self, one: Improvement) -> None:
        comment = one.scores.comment if one.scores else ""
        notes = "\n".join(part for part in (one.reason, comment) if part.strip())
        self.notes.set_text(notes)
        self.show_more(lines=self._lines, notes=self._room)
        about = "The mean of four scores from 1 to 5, new minus old."
        parts = (about, _scores_text(one), notes)
        self.gain.setToolTip(plain_tooltip("\n\n".join(filter(None, parts))))

    def _say(self, words: str, tone: Tone) -> None:
        self.gain.setText(words)
        set_tone(self.gain, tone)


def _tone(gain: float) -> Tone:
    return "success" if gain > 0 else "danger" if gain < 0 else "muted"


def _scores_text(one: Improvement) -> str:
    if one.scores is None:
        return ""
    old, new = one.scores.old.by_criterion(), one.scores.new.by_criterion()
    return "\n".join(f"{name.capitalize()} {old[name]} → {new[name]}" for name in old)

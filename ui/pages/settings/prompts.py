"""The prompts of the assistant: edited beside the shipped text, tried out as one types."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from reviewer.domain.changes import Changed
from ui.dialogs.choice_box import ChoiceBox
from ui.job_bridge import JobBridge
from ui.models.template_text import listed_text, template_title, version_text
from ui.page_news import PageNews, Subscribe
from ui.page_tell import Tell
from ui.pages.settings.trying_out import Trial, TryingOut
from ui.theme import ThemeController
from ui.widgets.diff_view import DiffView
from ui.widgets.labels import plain_label, set_tone
from ui.widgets.plain_text_pane import PlainTextPane
from ui.widgets.settings_form import paragraph

if TYPE_CHECKING:
    from services.assistant.templates import PromptLibrary, TemplateInfo, TemplateVersion

_EXPLANATION = (
    "A template has two blocks, system and user. Texts of customers stay between the tags of "
    "part(), where they cannot give instructions. What is saved holds from the next question on."
)
_NOW, _BOX_WIDTH = "Versions …", 240


class PromptsSection(QWidget):
    """Reads and writes templates through the bridge; texts that are not saved yet are kept."""

    def __init__(
        self,
        library: "PromptLibrary",
        bridge: JobBridge,
        subscribe: Subscribe,
        themes: ThemeController,
        tell: Tell,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._bridge, self._tell = library, bridge, tell
        self._infos: tuple[TemplateInfo, ...] = ()
        self._versions: tuple[TemplateVersion, ...] = ()
        self._shipped = ""
        self._drafts: dict[str, str] = {}
        self._name, self._works = "", False
        self.template = ChoiceBox(themes, "Template", self)
        self.versions = ChoiceBox(themes, "Versions", self)
        self.texts = DiffView(themes, "Shipped", "In use", self)
        self.sent = PlainTextPane(themes, "As it is sent, with samples", framed=True, parent=self)
        self.said = plain_label(tone="muted", size="label", parent=self)
        self.preview = QPushButton("Show as it is sent", self)
        self.reset = QPushButton("Reset to shipped", self)
        self.discard = QPushButton("Discard changes", self)
        self.save = QPushButton("Save", self)
        self._views = QStackedWidget(self)
        self._trial = TryingOut(library.try_out, bridge, self)
        PageNews(subscribe, bridge, _concerns, self.refresh, self)
        self._lay_out()
        self._connect()
        self._allow()
        self.refresh()

    @property
    def name(self) -> str:
        """Return the template that is shown; "" until it was read."""
        return self._name

    def text(self) -> str:
        """Return the text as it stands in the editor."""
        return self.texts.right.text()

    def choose(self, name: str) -> None:
        """Show a template."""
        names = [info.name for info in self._infos]
        self.template.setCurrentIndex(names.index(name))
        self._choose(names.index(name))

    def refresh(self) -> None:
        """Read the templates again."""
        self._bridge.read(self._library.list, self._show, self._fail, owner=self)

    def save_text(self) -> None:
        """Use what stands in the editor from now on."""
        if self.save.isEnabled():
            work = partial(self._library.edit, self._name, self.text())
            self._write(work, f"Saved. “{template_title(self._name)}” is asked this way now.")

    def take_shipped(self) -> None:
        """Use the shipped text again; what somebody wrote stays among the versions."""
        self._write(partial(self._library.reset, self._name), "The shipped prompt holds again.")

    def discard_changes(self) -> None:
        """Show what is saved again."""
        self._drafts.pop(self._name, None)
        self._show_text(self._info().text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Save):
            self.save_text()
        else:
            super().keyPressEvent(event)

    def _show(self, infos: "tuple[TemplateInfo, ...]") -> None:
        self._infos = infos
        names = [info.name for info in infos]
        place = names.index(self._name) if self._name in names else 0
        self.template.clear()
        self.template.addItems([listed_text(info) for info in infos])
        self.template.setCurrentIndex(place)
        self._choose(place)

    def _choose(self, place: int) -> None:
        self._keep_draft()
        self._name = self._infos[place].name
        self._bridge.read(
            partial(_all_of, self._library, self._name), self._show_versions, self._fail, owner=self
        )
        self._show_text(self._drafts.get(self._name, self._info().text))

    def _keep_draft(self) -> None:
        """Remember what is not saved, before another template is shown."""
        saved = next((info.text for info in self._infos if info.name == self._name), None)
        if saved is not None and self.text() not in ("", saved):
            self._drafts[self._name] = self.text()

    def _info(self) -> "TemplateInfo":
        return next(info for info in self._infos if info.name == self._name)

    def _show_versions(self, found: "tuple[str, str, tuple[TemplateVersion, ...]]") -> None:
        name, self._shipped, versions = found
        if name != self._name:
            return
        self._versions = versions
        self.versions.clear()
        self.versions.addItems([_NOW, *map(version_text, versions), "shipped"])
        self.texts.left.set_text(self._shipped)
        self._try()

    def _take_version(self, place: int) -> None:
        """Put an older version into the editor; it holds once it is saved."""
        if place > 0:
            older = self._versions[place - 1].text if place <= len(self._versions) else None
            self._show_text(older or self._shipped)
        self.versions.setCurrentIndex(0)

    def _show_text(self, text: str) -> None:
        self.texts.right.set_text(text)
        self._edited()

    def _edited(self) -> None:
        self._allow()
        self._try()

    def _try(self) -> None:
        if self._name:
            self._trial.ask(self._name, self._shipped, self.text())

    def _tried(self, trial: Trial) -> None:
        self.texts.show_diff(trial.diff)
        self.sent.set_text(trial.sent)
        self._say(trial.problem)
        self._works = not trial.problem
        self._allow()

    def _allow(self) -> None:
        """Allow what can be done; whether a text works is what is known from its last pause."""
        info = self._info() if self._name else None
        another = info is not None and self.text() != info.text
        self.save.setEnabled(another and self._works)
        self.discard.setEnabled(another)
        self.reset.setEnabled(info is not None and info.edited)
        version = "" if info is None else info.version + (", changed" if another else "")
        self.texts.right_header.set_detail(version)

    def _say(self, problem: str) -> None:
        self.said.setText(problem or "It can be used: every text stays between its tags.")
        set_tone(self.said, "danger" if problem else "success")

    def _write(self, work: "partial[None]", said: str) -> None:
        self._drafts.pop(self._name, None)
        self._bridge.read(work, lambda _: self._written(said), self._fail, owner=self)

    def _written(self, said: str) -> None:
        self._tell(said)
        self.texts.right.set_text("")
        self.refresh()

    def _fail(self, fault: Exception) -> None:
        self._say(str(fault))

    def _toggle_preview(self) -> None:
        shown = self._views.currentIndex() == 0
        self._views.setCurrentIndex(1 if shown else 0)
        self.preview.setText("Back to the text" if shown else "Show as it is sent")

    def _connect(self) -> None:
        self.template.activated.connect(self._choose)
        self.versions.activated.connect(self._take_version)
        self.texts.right.edited.connect(self._edited)
        self._trial.answered.connect(self._tried)
        self.preview.clicked.connect(self._toggle_preview)
        self.reset.clicked.connect(self.take_shipped)
        self.discard.clicked.connect(self.discard_changes)
        self.save.clicked.connect(self.save_text)

    def _lay_out(self) -> None:
        self.said.setWordWrap(True)
        self.save.setProperty("kind", "primary")
        self.texts.setContentsMargins(0, 0, 0, 0)
        self._views.addWidget(self.texts)
        self._views.addWidget(_inset(self.sent))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 24, 16, 16)
        column.setSpacing(10)
        head = _inset(plain_label("Prompts of the assistant", size="title"))
        for widget in (head, _inset(paragraph(_EXPLANATION)), _inset(self._choices())):
            column.addWidget(widget)
        column.addWidget(self._views, 1)
        column.addWidget(_inset(self._foot()))

    def _choices(self) -> QWidget:
        row = QWidget()
        choices = QHBoxLayout(row)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(8)
        for box in (self.template, self.versions):
            box.setMinimumWidth(_BOX_WIDTH)
            choices.addWidget(box)
        choices.addStretch(1)
        choices.addWidget(self.preview)
        return row

    def _foot(self) -> QWidget:
        row = QWidget()
        foot = QHBoxLayout(row)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        foot.addWidget(self.said, 1)
        for button in (self.reset, self.discard, self.save):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row


def _inset(widget: QWidget) -> QWidget:
    """Return the widget in line with the texts."""
    room = QWidget()
    row = QHBoxLayout(room)
    row.setContentsMargins(16, 0, 16, 0)
    row.addWidget(widget)
    return room


def _all_of(library: "PromptLibrary", name: str) -> "tuple[str, str, tuple[TemplateVersion, ...]]":
    return name, library.shipped(name), library.versions(name)


def _concerns(changed: Changed) -> bool:
    return changed.settings

"""Every action of every page with its keys, which can be others: at once, and from now on."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.actions import Action, ActionRegistry
from ui.bindings import Problem
from ui.kept_keys import KeptKeys
from ui.key_sentences import KeySentences
from ui.page_tell import Tell
from ui.pages.settings.key_editor import KeyEditor
from ui.pages.settings.key_list import KeyList
from ui.pages.settings.key_model import KeyModel, keys_text
from ui.pages.settings.needed_keys import need_of
from ui.theme import ThemeController
from ui.widgets.labels import plain_label
from ui.widgets.search_field import SearchField

WIDTH = 960


class KeysSection(QWidget):
    """Search, choose, press: a key that another action has where both work is refused."""

    def __init__(
        self,
        themes: ThemeController,
        registry: ActionRegistry,
        kept: KeptKeys,
        sentences: KeySentences,
        tell: Tell,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._registry, self._kept, self._sentences = registry, kept, sentences
        self._tell = tell
        self._model = KeyModel(sentences.context, self)
        self.search = SearchField(themes, "Search actions and keys")
        self.reset_all = QPushButton("Reset all", self)
        self.list = KeyList(themes, self._model, self)
        self.editor = KeyEditor(themes, self)
        self._none = plain_label("No action has these words or keys.", tone="muted", parent=self)
        self._lay_out()
        self._connect()
        self._fill()

    def look_at(self, action_id: str) -> None:
        """Make an action current."""
        self.list.look_at(action_id)

    def _connect(self) -> None:
        self.search.searched.connect(self._fill)
        self.search.left.connect(self.list.setFocus)
        self.list.chosen.connect(self._show)
        self.list.change_wanted.connect(self._change)
        self.list.add_wanted.connect(self._add)
        self.list.removal_wanted.connect(self.editor.remove_all)
        self.editor.wanted.connect(self._give)
        self.editor.reset_wanted.connect(self._reset)
        self.editor.finished.connect(self.list.setFocus)
        self.reset_all.clicked.connect(self._reset_all)
        self._registry.rebound.connect(self._fill)

    def _fill(self) -> None:
        """Page after page in the rail's order, what works everywhere last."""
        current, changed = self.list.current_id(), self._kept.changed()
        actions = sorted(self._registry.everything(), key=self._sentences.place)
        self._model.fill(actions, changed, self.search.text())
        self.list.show_all()
        self.list.look_at(current)
        self._none.setVisible(self._model.rowCount() == 0)
        self.reset_all.setEnabled(bool(changed))
        self._show(self.list.current_id())

    def _show(self, action_id: str) -> None:
        if action_id:
            action = self._action(action_id)
            context = self._sentences.context(action.context)
            self.editor.show_action(action, context, self._registry.own_keys(action_id))
        else:
            self.editor.show_action(None, "", ())

    def _action(self, action_id: str) -> Action:
        return next(one for one in self._registry.everything() if one.id == action_id)

    def _change(self) -> None:
        if self.list.current_id():
            self.editor.change.listen()

    def _add(self) -> None:
        if self.list.current_id():
            self.editor.add.listen()

    def _give(self, keys: tuple[str, ...]) -> None:
        action_id = self.list.current_id()
        known = {*self._registry.own_keys(action_id), *self._registry.action(action_id).keys}
        needed = next((need for one in keys if one not in known and (need := need_of(one))), "")
        if needed:
            self.editor.say(needed, "danger")
        else:
            self._report(action_id, self._kept.give(action_id, keys))

    def _reset(self) -> None:
        action_id = self.list.current_id()
        self._report(action_id, self._kept.reset(action_id))

    def _report(self, action_id: str, problem: Problem | None) -> None:
        if problem is not None:
            self.editor.say(self._sentences.refusal(problem), "danger")
            return
        action = self._registry.action(action_id)
        text = keys_text(action)
        self.editor.say(f"Now: {text}." if text else "It has no keys now.", "success")

    def _reset_all(self) -> None:
        before = self._kept.reset_all()
        self.list.setFocus()
        put_back = partial(self._kept.put_back, before)
        self._tell("Every action has its own keys again.", action="Undo", run=put_back)

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(plain_label("Keys", size="title", parent=self), 1)
        self.search.setFixedWidth(240)
        heading.addWidget(self.search)
        heading.addWidget(self.reset_all)
        inner = QWidget(self)
        inner.setMaximumWidth(WIDTH)
        sides = QHBoxLayout(self)
        sides.setContentsMargins(32, 24, 32, 16)
        sides.addWidget(inner, 1)
        sides.addStretch(0)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(heading)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        column.addWidget(self.editor)

"""What a person can do, and the keys that do it: one registry for keys, menus, buttons,
the cheat sheet and the command palette.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.bindings import ANYWHERE, Bindings, KeyTaken, NoSuchKey, Problem
from ui.widgets.labels import plain_tooltip

__all__ = ["ANYWHERE", "Action", "ActionRegistry", "DuplicateBinding", "UnknownKey"]


class DuplicateBinding(ValueError):
    """Two actions that can be reached at the same time want the same id or key."""


class UnknownKey(ValueError):
    """A binding that no keyboard has."""


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do.

    `id` is stable ("triage.agent_better"), `context` the page it belongs to or ANYWHERE, `keys`
    are portable sequences ("Ctrl+Return", "1"), the first of which is shown. `enabled` is asked
    each time. `menu` names the menu it is listed in, "" for none; a new `group` starts after a
    line. `explanation` is a sentence for tooltips. `repeats` lets a held key repeat it. `writes`
    tells that it changes the store, which a window may be kept from.
    """

    id: str
    title: str
    run: Callable[[], None]
    context: str = ANYWHERE
    keys: tuple[str, ...] = ()
    enabled: Callable[[], bool] = _always
    menu: str = ""
    group: int = 0
    explanation: str = ""
    repeats: bool = False
    writes: bool = False


class ActionRegistry(QObject):
    """Holds the actions of a window and binds their keys.

    Keys of a page work while that page is on and the window active, wherever the focus is; a
    letter or digit goes to a text field instead while one has the focus (Qt asks the field first).
    `ran(str)` names an action that was run, `rebound` says that keys are others now. While
    `may_write` says no, whoever wants an action that writes hears `refused(str)`, its id.
    """

    ran = Signal(str)
    refused = Signal(str)
    rebound = Signal()

    def __init__(self, window: QWidget, may_write: Callable[[], bool] = _always) -> None:
        super().__init__(window)
        self._may_write = may_write
        self._window = window
        self._actions: dict[str, Action] = {}
        self._added: dict[str, Action] = {}
        self._buttons: dict[str, QAction] = {}
        self._shortcuts: dict[str, list[QShortcut]] = {}
        self._bindings = Bindings()
        self._context = ANYWHERE

    def add(self, actions: Iterable[Action]) -> None:
        """Takes actions in and binds their keys.

        Raises DuplicateBinding where an id is taken, or where a key is taken in the same context
        (those of ANYWHERE count in each), and UnknownKey for a key that cannot be pressed.
        """
        for action in actions:
            if action.id in self._actions:
                raise DuplicateBinding(f"There are two actions with the id {action.id}.")
            _refuse(action, self._bindings.take(action))
            self._actions[action.id] = action
            self._added[action.id] = action
            self._buttons[action.id] = self._button_for(action)
            self._bind(action)
        self.refresh()

    def remap(self, keys: Mapping[str, tuple[str, ...]]) -> Problem | None:
        """Gives the actions of these ids other keys, and every other action its own.

        Where one of them cannot have its keys, nothing changes, and why is given back. Ids that
        no action has are passed over.
        """
        wanted = [
            _with_keys(action, keys.get(action.id, self.own_keys(action.id)))
            for action in self._actions.values()
        ]
        match Bindings.of(wanted):
            case Bindings() as bindings:
                self._bindings = bindings
                self._rebind(action for action in wanted if action != self._actions[action.id])
                return None
            case problem:
                return problem

    def set_context(self, page_id: str) -> None:
        """Makes the keys of this page work, and those of the others not."""
        self._context = page_id
        for id_, shortcuts in self._shortcuts.items():
            for shortcut in shortcuts:
                shortcut.setEnabled(self._is_near(self._actions[id_]))
        self.refresh()

    def refresh(self) -> None:
        """Asks every action whether it is enabled, for menus and buttons; call it when what
        `enabled` looks at has changed. Keys ask by themselves.
        """
        for id_, button in self._buttons.items():
            button.setEnabled(self.can_run(id_))

    def can_run(self, id_: str) -> bool:
        """Whether an action belongs here and is enabled now."""
        return self._is_wanted(id_) and self._is_allowed(id_)

    def run(self, id_: str) -> None:
        """Runs an action where it can be run now; else does nothing."""
        if not self._is_wanted(id_):
            return
        if self._is_allowed(id_):
            self._actions[id_].run()
            self.ran.emit(id_)
        else:
            self.refused.emit(id_)

    def action(self, id_: str) -> Action:
        """The action of an id, with the keys it is bound to. Raises KeyError for an unknown one."""
        return self._actions[id_]

    def retitle(self, id_: str, title: str) -> None:
        """Gives an action another title, such as what an undo would take back."""
        action = self._actions[id_] = replace(self._actions[id_], title=title)
        self._name(self._buttons[id_], action)

    def here(self) -> tuple[Action, ...]:
        """What can be reached on this page: its own actions first, then those of the window."""
        near = [action for action in self._actions.values() if self._is_near(action)]
        return tuple(sorted(near, key=lambda action: action.context == ANYWHERE))

    def everything(self) -> tuple[Action, ...]:
        """Every action with its own title and the keys it is bound to, in the order in which they
        were added.
        """
        return tuple(self._as_added(action) for action in self._actions.values())

    def own_title(self, id_: str) -> str:
        """The title that an action was added with. Raises KeyError."""
        return self._added[id_].title

    def own_keys(self, id_: str) -> tuple[str, ...]:
        """The keys that an action has unless it is given others. Raises KeyError."""
        return self._added[id_].keys

    def in_menu(self, menu: str) -> tuple[Action, ...]:
        """The actions of a menu, by group, in the order in which they were added."""
        listed = [action for action in self._actions.values() if action.menu == menu]
        return tuple(sorted(listed, key=lambda action: action.group))

    def button(self, id_: str) -> QAction:
        """The QAction of an action, for menus and tool buttons."""
        return self._buttons[id_]

    def shortcuts(self) -> tuple[QShortcut, ...]:
        """Every binding, those of other pages too."""
        return tuple(shortcut for bound in self._shortcuts.values() for shortcut in bound)

    def _as_added(self, action: Action) -> Action:
        title = self._added[action.id].title
        return action if action.title == title else replace(action, title=title)

    def _bind(self, action: Action) -> None:
        self._shortcuts[action.id] = [self._shortcut(action, keys) for keys in action.keys]
        self._name(self._buttons[action.id], action)

    def _rebind(self, changed: Iterable[Action]) -> None:
        """Free all old keys first: two actions may swap theirs."""
        actions = list(changed)
        for shortcut in (one for action in actions for one in self._shortcuts[action.id]):
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        for action in actions:
            self._actions[action.id] = action
            self._bind(action)
        if actions:
            self.rebound.emit()

    def _button_for(self, action: Action) -> QAction:
        button = QAction(self)
        button.triggered.connect(lambda: self.run(action.id))
        return button

    def _name(self, button: QAction, action: Action) -> None:
        """The key stands in the text, behind a tab: the binding itself is a QShortcut."""
        keys = QKeySequence(action.keys[0]) if action.keys else QKeySequence()
        native = keys.toString(QKeySequence.SequenceFormat.NativeText)
        title = action.title.replace("&", "&&")
        button.setText(f"{title}\t{native}" if native else title)
        button.setIconText(action.title)
        button.setToolTip(plain_tooltip(action.explanation or action.title))

    def _shortcut(self, action: Action, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self._window)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(action.repeats)
        shortcut.setEnabled(self._is_near(action))
        shortcut.activated.connect(lambda: self.run(action.id))
        return shortcut

    def _is_wanted(self, id_: str) -> bool:
        action = self._actions[id_]
        return self._is_near(action) and action.enabled()

    def _is_allowed(self, id_: str) -> bool:
        return self._may_write() or not self._actions[id_].writes

    def _is_near(self, action: Action) -> bool:
        return action.context in {ANYWHERE, self._context}


def _with_keys(action: Action, keys: tuple[str, ...]) -> Action:
    return action if action.keys == keys else replace(action, keys=keys)


def _refuse(action: Action, problem: Problem | None) -> None:
    match problem:
        case KeyTaken(keys, one, other) if one == other:
            raise DuplicateBinding(f"{keys} is bound twice to {one}.")
        case KeyTaken(keys, one, other):
            raise DuplicateBinding(
                f"{keys} is bound twice on the page {action.context}: to {other} and to {one}."
            )
        case NoSuchKey(keys, one):
            raise UnknownKey(f"{one} is bound to {keys!r}, which no keyboard has.")

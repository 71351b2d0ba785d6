"""Why an action cannot have a key, in a sentence that names the action that has it."""

from collections.abc import Mapping

from ui.actions import Action, ActionRegistry
from ui.bindings import ANYWHERE, KeyTaken, NoSuchKey, Problem
from ui.kept_keys import Restored
from ui.widgets.key_cap import native_keys

EVERYWHERE = "Everywhere"


class KeySentences:
    """`titles` are those of the pages, by their ids."""

    def __init__(self, registry: ActionRegistry, titles: Mapping[str, str]) -> None:
        self._registry, self._titles = registry, titles

    def context(self, context: str) -> str:
        """Return where keys of a context work."""
        return EVERYWHERE if context == ANYWHERE else self._titles.get(context, context)

    def place(self, action: Action) -> int:
        """Return where an action belongs in a list: by page, what works everywhere last."""
        pages = list(self._titles)
        return pages.index(action.context) if action.context in pages else len(pages)

    def refusal(self, problem: Problem) -> str:
        """Say why somebody's keys were not taken, and what to do."""
        match problem:
            case KeyTaken(keys, one, other) if one == other:
                return f"“{self._title(one)}” has {native_keys(keys)} already."
            case KeyTaken(keys, _, other):
                owner = f"“{self._title(other)}” ({self._place(other)})"
                return (
                    f"{native_keys(keys)} belongs to {owner}. "
                    "Press other keys, or change that one first."
                )
            case NoSuchKey(keys, _):
                return f"No keyboard has the key {keys!r}. Press other keys."

    def notice(self, restored: Restored) -> str:
        """Say what became of kept keys at start; "" where all of them hold."""
        if restored.unreadable:
            return (
                "The keys that were kept cannot be read; every action has its own. "
                "See Settings, Keys."
            )
        if not restored.problems:
            return ""
        rest = len(restored.problems) - 1
        more = f" The same holds for {rest:,} more." if rest else ""
        return f"{self._fallen_back(restored.problems[0])}{more} See Settings, Keys."

    def _fallen_back(self, problem: Problem) -> str:
        match problem:
            case KeyTaken(keys, action, other):
                return (
                    f"{native_keys(keys)} was kept for “{self._title(action)}” and for "
                    f"“{self._title(other)}”, so that one of them has its own keys again."
                )
            case NoSuchKey(keys, action):
                return (
                    f"No keyboard has the key {keys!r} that was kept for "
                    f"“{self._title(action)}”, so that it has its own keys again."
                )

    def _title(self, action_id: str) -> str:
        return self._registry.own_title(action_id)

    def _place(self, action_id: str) -> str:
        return self.context(self._registry.action(action_id).context)

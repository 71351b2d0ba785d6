"""The keys that a person gave to actions in place of their own, as the settings keep them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ui.actions import ActionRegistry
from ui.bindings import KeyTaken, NoSuchKey, Problem
from ui.settings_port import SettingsPort

SETTING = "window.keys"
Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """Which actions have their own keys again at start, since the kept ones clash or are none.

    `unreadable` says that nothing could be read of what was kept.
    """

    problems: tuple[Problem, ...] = ()
    unreadable: bool = False


class KeptKeys:
    """Changes the keys of a registry at once, and keeps them. Only what differs is kept.

    Ids that this window does not have are kept too, for the one that wrote them.
    """

    def __init__(self, registry: ActionRegistry, settings: SettingsPort) -> None:
        self._registry, self._settings = registry, settings
        self._kept: dict[str, Keys] = {}

    def restore(self) -> Restored:
        """Give the actions the kept keys; each that cannot have them has its own."""
        kept = _parsed(self._settings.get(SETTING))
        if kept is None:
            return Restored(unreadable=True)
        problems: list[Problem] = []
        while (problem := self._registry.remap(kept)) is not None:
            problems.append(problem)
            del kept[_remapped_one(problem, kept)]
        self._kept = kept
        return Restored(tuple(problems))

    def give(self, action_id: str, keys: Keys) -> Problem | None:
        """Give an action these keys and no others; where it cannot have them, say why."""
        own = keys == self._registry.own_keys(action_id)
        others = {id_: kept for id_, kept in self._kept.items() if id_ != action_id}
        problem = self._change(others if own else others | {action_id: keys})
        return problem and _seen_from(action_id, problem)

    def reset(self, action_id: str) -> Problem | None:
        """Give an action its own keys again, unless another one has them now."""
        return self.give(action_id, self._registry.own_keys(action_id))

    def reset_all(self) -> Mapping[str, Keys]:
        """Give every action its own keys again; return what `put_back` takes to undo that."""
        before, known = self._kept, {action.id for action in self._registry.everything()}
        self._change({id_: keys for id_, keys in before.items() if id_ not in known})
        return before

    def put_back(self, before: Mapping[str, Keys]) -> None:
        """Give the actions the keys that they had before `reset_all`."""
        self._change(dict(before))

    def changed(self) -> frozenset[str]:
        """Return the ids of the actions that have other keys than their own."""
        return frozenset(
            action.id
            for action in self._registry.everything()
            if action.keys != self._registry.own_keys(action.id)
        )

    def _change(self, kept: dict[str, Keys]) -> Problem | None:
        problem = self._registry.remap(kept)
        if problem is None:
            self._kept = kept
            self._settings.set(SETTING, json.dumps(kept))
        return problem


def _seen_from(action_id: str, problem: Problem) -> Problem:
    """Return a problem as one of this action, whichever of the two was bound first."""
    match problem:
        case KeyTaken(keys, action, other) if other == action_id:
            return KeyTaken(keys, other, action)
        case _:
            return problem


def _remapped_one(problem: Problem, kept: Mapping[str, Keys]) -> str:
    """Return the action whose kept keys are to go: one of the two has some, or nothing clashed."""
    match problem:
        case KeyTaken(_, action, other):
            return action if action in kept else other
        case NoSuchKey(_, action):
            return action


def _parsed(text: str | None) -> dict[str, Keys] | None:
    """Return what was kept, nothing where there is nothing; None where it cannot be read."""
    try:
        kept = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return None
    if not isinstance(kept, dict) or not all(_is_keys(keys) for keys in kept.values()):
        return None
    return {str(id_): tuple(keys) for id_, keys in kept.items()}


def _is_keys(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(keys, str) for keys in value)

"""The key of an action as a text that remembers the action, so that it can be shown anew."""


class KeyText(str):
    """The first key of an action, "" for none. `action_id` is whose key it is."""

    __slots__ = ("action_id",)

    def __new__(cls, keys: str, action_id: str) -> "KeyText":
        made = super().__new__(cls, keys)
        made.action_id = action_id
        return made

    action_id: str

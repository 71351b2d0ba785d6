"""What is done in the replay pane by keys: writing, and looking at it in other ways."""

from ui.pages.triage.case_in_hand import CaseInHand
from ui.pages.triage.replay_pane import ReplayPane


class PaneGestures:
    """Without a case, each gesture on it does nothing."""

    def __init__(self, hand: CaseInHand, pane: ReplayPane) -> None:
        self._hand, self._pane = hand, pane

    def edit(self) -> None:
        """Write in the reply."""
        if self._uncovered():
            self._pane.replies.edit()

    def edit_ai(self) -> None:
        """Write in a copy of the AI's reply."""
        if self._uncovered():
            self._pane.replies.edit_ai()

    def begin_with(self, text: str) -> None:
        """Write in a copy of a text."""
        if self._uncovered():
            self._pane.replies.begin_with(text)

    def discard_edit(self) -> None:
        """Go back to the agent's reply."""
        if self._hand.prepared is not None:
            self._pane.replies.discard_edit()

    def write_note(self) -> None:
        """Write a note that goes with the decision."""
        if self._hand.prepared is not None:
            self._pane.note.write()

    def change_view(self) -> None:
        """Show the changes between the replies in the next way."""
        self._pane.replies.change_view()

    def toggle_earlier(self) -> None:
        """Open the earlier turns, or close them."""
        self._pane.conversation.toggle_earlier()

    def toggle_section(self, section_id: str) -> None:
        """Unfold a section beside the replies, or close it."""
        if self._hand.prepared is not None:
            self._pane.sections.toggle(section_id)

    def _uncovered(self) -> bool:
        """Show the replies where there is a case, and tell whether there is one."""
        if self._hand.prepared is None:
            return False
        self._pane.sections.uncover()
        return True

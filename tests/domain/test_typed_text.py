"""What is typed or pasted can be stored, whatever it is."""

from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.review import Decision, Texts, Verdict, settle
from reviewer.domain.snooze import Snooze
from reviewer.domain.snooze import settle as settle_snooze
from reviewer.domain.tags import clean_tag
from reviewer.domain.typed_text import fit

ANY = st.text(st.characters(exclude_categories=()), max_size=12)
BROKEN = "\ud83d half \0 a face"
WHOLE = "\ufffd half \ufffd a face"


@given(ANY)
def test_a_fit_text_is_as_long_and_keeps_what_was_fit(text: str) -> None:
    made = fit(text)
    made.encode()
    assert "\0" not in made
    assert len(made) == len(text)
    assert all(new in (old, "\ufffd") for new, old in zip(made, text, strict=True))
    assert fit(made) == made


def test_every_text_of_a_person_is_made_fit() -> None:
    verdict = Verdict(Decision.EDITED, BROKEN, note=BROKEN)
    settled = settle(Texts("m", "a", None), verdict)
    assert (settled.final_reply, settled.note) == (WHOLE, WHOLE)
    assert settle_snooze(Snooze(1, reason=BROKEN)).reason == WHOLE
    assert clean_tag(BROKEN) == WHOLE

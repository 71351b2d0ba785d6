"""Says in words what is wrong with a reply, and why it may have been written."""

import re

from services.demo.provider.content.findings import Case, Finding, Flaw
from services.demo.provider.content.judge import Judgement
from services.demo.provider.content.orders import without_orders
from services.demo.provider.content.phrases import Phrases
from services.demo.provider.content.words import content_words, sentences

_EXPLAINED = {
    Flaw.EMPTY: "The reply is empty, so the customer learns nothing.",
    Flaw.TEMPLATE_LEAK: "A template's placeholder is shown to the customer: “{shown}”.",
    Flaw.WRONG_FACT: "“{shown}” is not what is true here, so the customer is told a wrong fact.",
    Flaw.IGNORED_QUESTION: "It gives a standard answer (“{shown}”), not one to the question.",
    Flaw.TONE: "“{shown}” sounds as if the customer were to blame.",
    Flaw.MISSING_STEP: "It leaves out a step that the customer needs: “{shown}”",
    Flaw.AGAINST_POLICY: "It promises what policy does not allow: “{shown}”.",
    Flaw.OFF_TOPIC: "It talks about something else than was asked: “{shown}”",
    Flaw.WRONG_LANGUAGE: "It is not in the customer's language (“{shown}”).",
    Flaw.INCOMPLETE: "It breaks off: “… {shown}”.",
}
_CAUTIONS = {
    Flaw.EMPTY: "Never send an empty reply about {about}.",
    Flaw.TEMPLATE_LEAK: "Check that no placeholder is left in a reply about {about}.",
    Flaw.WRONG_FACT: "Look up the facts before you state them in a reply about {about}.",
    Flaw.IGNORED_QUESTION: "Answer the question about {about} itself before anything general.",
    Flaw.TONE: "Do not put the blame on a customer who writes about {about}.",
    Flaw.MISSING_STEP: "Name every step that is needed when asked about {about}.",
    Flaw.AGAINST_POLICY: "Promise nothing about {about} that policy does not allow.",
    Flaw.OFF_TOPIC: "Make sure that a reply is about {about} where that was asked.",
    Flaw.WRONG_LANGUAGE: "Reply about {about} in the language that the customer writes.",
    Flaw.INCOMPLETE: "Finish the sentence and the answer when replying about {about}.",
}
_GENERAL_CAUTION = "Take up what was asked about {about} before you close."
_SHOWN = 80
_MOST_SIGNALS = 3
_PUNCTUATED = re.compile(r"([.!?…]”)\.$")


def explained(finding: Finding) -> str:
    """Return what is wrong, in a sentence."""
    shown = finding.shown_by
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN].rsplit(' ', 1)[0]} …"
    return _PUNCTUATED.sub(r"\1", _EXPLAINED[finding.flaw].replace("{shown}", shown))


def why_judged(judgement: Judgement) -> str:
    """Return why a reply was judged so."""
    if judgement.findings:
        return " ".join(map(explained, judgement.findings))
    if judgement.is_good:
        return "It answers the question, in a friendly tone, and says what happens next."
    return "Nothing in it is wrong, but it is short and hardly takes up what was asked."


def compared(first: Judgement, second: Judgement) -> str:
    """Return what made the difference between two replies."""
    gain = second.scores.mean - first.scores.mean
    better, worse = ("second", first) if gain > 0 else ("first", second)
    if worse.findings:
        return f"The {better} reply is better. The other one: {explained(worse.findings[0])}"
    if abs(gain) < _HARDLY:
        return "The two replies are about equally good."
    return f"The {better} reply takes up more of what was asked and says what happens next."


_HARDLY = 0.25


def why_this(case: Case, phrases: Phrases) -> str:
    """Return why an assistant may have written this reply."""
    asked = phrases.subject.search(without_orders(case.customer))
    said = phrases.subject.search(case.reply)
    about = f"“{asked[0]}” in the message" if asked else "the wording of the message as a whole"
    matched = f"its standard answer about “{said[0]}”" if said else "a general standard answer"
    return (
        f"The assistant most likely went by {about} and gave {matched}. "
        "Nothing shows that it looked up this customer's own details."
    )


def signals(case: Case) -> list[str]:
    """Return passages of the message that the reply takes up, word by word."""
    said = content_words(case.reply)
    shared = [s for s in sentences(without_orders(case.customer)) if content_words(s) & said]
    return (shared or sentences(case.customer))[:_MOST_SIGNALS]


def caution(judgement: Judgement, case: Case, phrases: Phrases) -> str:
    """Return a warning for replies to come, without anything of this customer."""
    asked = phrases.subject.search(without_orders(case.customer))
    about = asked[0].lower() if asked else "a matter like this"
    flaw = judgement.findings[0].flaw if judgement.findings else None
    text = _CAUTIONS[flaw] if flaw else _GENERAL_CAUTION
    return text.replace("{about}", about)

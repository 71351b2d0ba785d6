"""Which language a text is in, as far as its script and its small words tell."""

import re
from functools import lru_cache

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
)
_SMALL_WORDS = {
    "en": "the and is are you your to for it of my was this that with have not we can what how i "
    "do don't i'm a in on at be if could would will does it's didn't haven't from please when",
    "de": "der das und ist nicht ich sie ihre ihr mit für ein eine wo wie bitte es zu auf wir habe",
    "fr": "le les et est vous je nous votre pour une des pas avec mon ma que qui où bonjour sur du",
    "es": "el los las es y que por para mi su una con está dónde hola gracias se del tu puedo cómo",
    "it": "il gli che è di un una per non mio mia sono dove grazie della può vorrei ho ciao quando",
    "nl": "de het een en ik u uw je mijn met voor van waar hoe dat wij kan graag hoi niet nog bij",
    "pt": "um uma é não meu minha para com que seu sua está onde olá obrigado obrigada você da ao",
    "pl": "jest nie się mój moja czy gdzie proszę że jak dla mam dziękuję mogę kiedy dzień od",
    "sv": "och är inte jag du vi det att för din ditt med på av en ett har till åter",
}
_SETS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SURE = 2


@lru_cache(256)
def language_of(text: str) -> str | None:
    """Return the code of a text's language, None where it cannot be told."""
    for code, script in _SCRIPTS:
        if script.search(text):
            return code
    words = [word.replace("’", "'") for word in _WORD.findall(text.lower())]
    hits = {code: sum(word in small for word in words) for code, small in _SETS.items()}
    best = max(hits, key=lambda code: hits[code])
    rival = max(count for code, count in hits.items() if code != best)
    return best if hits[best] >= _SURE and hits[best] > rival else None

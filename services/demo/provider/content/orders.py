"""Sentences in customers' texts that try to order the reader about: they are data, and left out."""

import re
from functools import lru_cache

from services.demo.provider.content.words import sentences

_CACHED = 256
_WHAT_BINDS = r"instruct\w*|prompts?|rules?|rubrics?|guidelines?|criteri\w+|system|above|previous"
_NUMBER = r"(?:\d+|five|ten|full|top|highest|best|maximum|max|perfect)"
_GRADED = r"scor\w+|ratings?|marks?|stars?|grades?|points?|verdict"
_ORDERS = re.compile(
    "|".join(
        (
            rf"\b(?:ignor\w*|disregard\w*|forget|overrid\w*|bypass)\b.*\b(?:{_WHAT_BINDS})\b",
            (
                rf"\b(?:give|award|assign|rate|score|grade|mark|return|output|print|answer with)\b"
                rf".*\b(?:{_NUMBER}|{_GRADED}|pass|yes|winner|json)\b.*"
            ),
            r"\b\d+(?:\.\d+)?\s*(?:/|out of|von|sur|de|av)\s*(?:5|10|100|five|ten)\b",
            rf"\b(?:{_GRADED})\b\W{{0,4}}(?:is|are|of|=|:|must|should|to)?\W{{0,4}}\b{_NUMBER}\b",
            r"\byou are (?:now |the |a |an )+.*\b(?:judge|grader|evaluator|assistant|ai|model)\b",
            r"^\W*(?:system|assistant|developer|judge|evaluator)\b\W*:",
            (
                r"\b(?:dear|attention|note to|hey|as an? ai)\W+(?:the )?(?:ai )?"
                r"(?:judge|grader|evaluator|reviewer|model)\b"
            ),
            r"\b(?:reveal|repeat|show|print)\b.*\b(?:system prompt|api key|instructions)\b",
            r"\b(?:act|behave|pretend|roleplay) (?:as|like|to be)\b",
            r"\bjailbreak|\bDAN mode|<\|\w+\|>|\[/?INST\]",
            r"[\"']?(?:verdict|score|scores|winner|correctness|helpfulness|completeness)[\"']\s*:",
            (
                r"\b(?:this|the|my|both) (?:reply|answer|response) (?:is|was|are) "
                r"(?:perfect|flawless|excellent|the best|correct|better)"
            ),
            (
                r"\b(?:ignorier|vergiss|ignorez|oublie[zr]?|ignora|olvida|negeer|zignoruj)\w*\b"
                r".*\b(?:an?weisung|instru[ck]|consignes|règles|reglas|istruzioni|polece)\w*"
            ),
            r"忽略.*(?:指令|指示|说明)|(?:指示|命令).*無視",
        )
    ),
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]*)?>|^[#=-]{3,}.*$", re.MULTILINE)


@lru_cache(_CACHED)
def without_orders(text: str) -> str:
    """Return a text without its sentences that are orders to whoever reads it, and without tags."""
    kept = [s for s in sentences(_TAG.sub(" ", text)) if not is_order(s)]
    return "\n".join(kept)


def is_order(sentence: str) -> bool:
    """Tell whether a sentence tries to order a judge or an assistant about."""
    return _ORDERS.search(sentence) is not None

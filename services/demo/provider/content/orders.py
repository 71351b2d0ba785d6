"""Sentences in customers' texts that try to order the reader about: they are data, and left out."""

import re
from functools import lru_cache

from services.demo.provider.content.words import sentences

_CACHED = 256
_BINDING = r"instruct\w*|prompts?|rules?|rubrics?|guidelines?|criteri\w+|above|previous|system"
_GRADED = r"scor\w+|stars?|grades?|verdicts?|full marks"
_BEST = r"five|5|ten|10|100|full|top|highest|best|max\w*|perfect"
_READER = r"judge|grader|evaluator|assessor|reviewer|ai|model|assistant|llm"
_FIELDS = r"verdict|scores?|winner|correctness|helpfulness|tone|completeness|first|second"
_IGNORE = r"ignorier|vergiss|ignorez|oublie|ignora|olvida|negeer|zignoruj"
_BINDING_ABROAD = r"an?weisung|instru[ck]|consigne|règle|regla|istruzion|polece"
_REPLY = r"\b(?:this|the|my|both) (?:reply|answer|response)s?"
_PRAISE = r"perfect|flawless|excellent|best|correct|better|a?\s?5|five|ten|full"
_SIGNS = (
    # ignore what binds you
    rf"\b(?:ignor\w*|disregard\w*|forget|overrid\w*|bypass)\b.{{0,120}}\b(?:{_BINDING})\b",
    rf"\b(?:{_IGNORE})\w*\b.{{0,80}}\b(?:{_BINDING_ABROAD})\w*",
    r"忽略.{0,40}(?:指令|指示|说明)|(?:指示|命令).{0,40}無視",
    # grade it so
    r"^\W*(?:[1-5]|5\.0|10) ?/ ?(?:5|10)\b(?!/)",
    r"\b(?:give|rate|score|award|deserves?)\b.{0,60}(?<!/)\b\d+ ?(?:/|out of) ?(?:5|10|100)\b(?!/)",
    rf"\b(?:give|award|assign|output|print|answer|reply|return|set)\b.{{0,80}}\b(?:{_GRADED})\b",
    rf"\b(?:score|rate|grade|mark (?:it|this|that))\b.{{0,60}}\b(?:{_BEST})\b",
    rf"\bgive (?:it|this|that|them|both|the \w+)\b.{{0,40}}\b(?:{_BEST})\b",
    rf"\b(?:{_GRADED})\b\W{{0,4}}(?:is|are|of|to|must be|should be)?\W{{0,4}}\b(?:{_BEST}|\d)\b",
    r"\b(?:output|print|respond|answer|reply)\b.{0,40}\b(?:json|pass|winner|verdict)\b",
    rf"{_REPLY} (?:is|was|are|deserves?) (?:the )?(?:{_PRAISE})\b",
    rf"[\"'](?:{_FIELDS})[\"']\s*:",
    # you are somebody else, or are told something by somebody else
    rf"\byou are (?:now |the |a |an )+.{{0,60}}\b(?:{_READER})\b",
    r"^\W*(?:system|assistant|developer|judge|evaluator)\b\W*:",
    rf"\b(?:dear|attention|note to|as an?|act as an?|act as the)\W+(?:the |ai )*(?:{_READER})\b",
    r"\b(?:reveal|repeat|show|print)\b.{0,60}\b(?:system prompt|api key|your instructions)\b",
    r"\b(?:pretend|roleplay) (?:as|like|to be)\b",
    r"\bjailbreak|\bDAN mode|<\|\w+\|>|\[/?INST\]",
)
_ORDER = re.compile("|".join(_SIGNS), re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]*)?>|^[#=-]{3,}[^\n]*$", re.MULTILINE)


@lru_cache(_CACHED)
def without_orders(text: str) -> str:
    """Return a text without its sentences that are orders to whoever reads it, and without tags."""
    kept = [sentence for sentence in sentences(_TAG.sub(" ", text)) if not is_order(sentence)]
    return "\n".join(kept)


def is_order(sentence: str) -> bool:
    """Tell whether a sentence tries to order a judge or an assistant about."""
    return _ORDER.search(sentence) is not None

"""Readable results for what support replies really look like."""

from pathlib import Path

import pytest

from reviewer.domain.diff import word_diff

_MARKS = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}


def marked(old: str, new: str) -> str:
    """Return the unified view in the notation of `git diff --word-diff`."""
    segments = word_diff(old, new).segments
    return "".join(_MARKS[segment.kind].format(segment.text) for segment in segments)


SMALL_EDITS = {
    "one word": (
        "Your refund was sent on Monday.",
        "Your refund was sent on Tuesday.",
        "Your refund was sent on [-Monday-]{+Tuesday+}.",
    ),
    "an amount is one word": (
        "Your total is $1,200.50 and the courier comes at 10:30.",
        "Your total is $1,250.00 and the courier comes at 10:45.",
        "Your total is $[-1,200.50-]{+1,250.00+} and the courier comes at [-10:30-]{+10:45+}.",
    ),
    "an apostrophe does not break a word": (
        "It's on it's way, please wait.",
        "It's on its way; please wait.",
        "It's on [-it's-]{+its+} way[-,-]{+;+} please wait.",
    ),
    "a moved word": (
        "Could you tell me your order number, please?",
        "Could you please tell me your order number?",
        "Could you {+please +}tell me your order number[-, please-]?",
    ),
    "a new sentence takes its space along": (
        "Thank you. Your card is blocked.",
        "Thank you. I am sorry for the trouble. Your card is blocked.",
        "Thank you. {+I am sorry for the trouble. +}Your card is blocked.",
    ),
    "a sentence that begins like the next one": (
        "Stop. We can help.",
        "Stop. We can call. We can help.",
        "Stop. {+We can call. +}We can help.",
    ),
    "a paragraph that begins like the next one": (
        "Hi\n\nDear team\nhello\n",
        "Hi\n\nDear team\nthanks\n\nDear team\nhello\n",
        "Hi\n\n{+Dear team\nthanks\n\n+}Dear team\nhello\n",
    ),
    "a word said twice": (
        "It is very good",
        "It is very very good",
        "It is very {+very +}good",
    ),
    "a new line is one line": (
        "- Be friendly.\n- Be short.\n",
        "- Be friendly.\n- Ask one question at a time.\n- Be short.\n",
        "- Be friendly.\n{+- Ask one question at a time.\n+}- Be short.\n",
    ),
    "two insertions do not swallow the word between them": (
        "The dog sleeps.",
        "The big dog always sleeps.",
        "The {+big +}dog {+always +}sleeps.",
    ),
    "letter case counts": (
        "Alright. Is there anything else?",
        "Alright. is there anything else?",
        "Alright. [-Is-]{+is+} there anything else?",
    ),
    "white space counts": (
        "It left.\n\nGoodbye  now",
        "It left.\nGoodbye now",
        "It left.\n[-\n-]Goodbye [- -]now",
    ),
    "line ends are changed whole": ("One\ntwo", "One\r\ntwo", "One[-\n-]{+\r\n+}two"),
}

REWRITTEN = {
    "short common words do not break up a rewrite": (
        "Please check the account first",
        "Kindly verify the reservation first",
        "[-Please check the account-]{+Kindly verify the reservation+} first",
    ),
    "nor do commas": ("1, 2, 3", "4, 5, 6", "[-1, 2, 3-]{+4, 5, 6+}"),
    "a telling phrase stays, however much is rewritten around it": (
        "What was your mother's maiden name?",
        "I need your date of birth, your mother's maiden name and the name of your first pet.",
        (
            "[-What was-]{+I need your date of birth,+} your mother's maiden name"
            "[-?-]{+ and the name of your first pet.+}"
        ),
    ),
    "another answer altogether": (
        "Sorry, I did not understand that. Could you rephrase?",
        "The membership ends in March and the last fee is refunded",
        (
            "[-Sorry, I did not understand that. Could you rephrase?-]"
            "{+The membership ends in March and the last fee is refunded+}"
        ),
    ),
    "a telling phrase without spaces stays too": (
        "如果您愿意的话可以在三个工作日内退款到您的银行卡里面",
        "请放心我们的客服一定会在三个工作日内退款并且给您发送一封邮件",
        (
            "[-如果您愿意的话可以-]{+请放心我们的客服一定会+}在三个工作日内退款"
            "[-到您的银行卡里面-]{+并且给您发送一封邮件+}"
        ),
    ),
    "beginning and end rewritten": (
        "We could not find your booking. Could you give me the booking code?",
        "I found your booking. Could you give me the arrival date?",
        (
            "[-We could not find-]{+I found+} your booking. Could you give me the "
            "[-booking code-]{+arrival date+}?"
        ),
    ),
}

OTHER_SCRIPTS = {
    "Chinese by character": (
        "您的订单已经发货,请耐心等待。",
        "您的订单还没有发货,请您耐心等待。",
        "您的订单[-已经-]{+还没有+}发货,请{+您+}耐心等待。",
    ),
    "Japanese by character": (
        "ご注文は本日発送します。",
        "ご注文は明日発送します。",
        "ご注文は[-本-]{+明+}日発送します。",
    ),
    "Thai by cluster": (
        "พัสดุของคุณถูกส่งแล้ว",
        "พัสดุของคุณยังไม่ถูกส่ง",
        "พัสดุของคุณ{+ยังไม่+}ถูกส่ง[-แล้ว-]",
    ),
    "Arabic by word": (
        "شكرا لك على الانتظار",
        "شكرا جزيلا على الانتظار",
        "شكرا [-لك-]{+جزيلا+} على الانتظار",
    ),
    "Hindi by word, its vowel signs with it": (
        "आपका ऑर्डर कल भेजा गया",
        "आपका ऑर्डर आज भेजा गया",
        "आपका ऑर्डर [-कल-]{+आज+} भेजा गया",
    ),
    "emoji whole": (
        "Great \U0001f44d\U0001f3fd bye",
        "Great \U0001f44d bye",
        "Great [-\U0001f44d\U0001f3fd-]{+\U0001f44d+} bye",
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), SMALL_EDITS.values(), ids=SMALL_EDITS)
def test_a_small_edit_gives_a_small_mark(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


@pytest.mark.parametrize(("old", "new", "expected"), REWRITTEN.values(), ids=REWRITTEN)
def test_a_rewrite_is_marked_in_a_few_pieces(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


@pytest.mark.parametrize(("old", "new", "expected"), OTHER_SCRIPTS.values(), ids=OTHER_SCRIPTS)
def test_other_scripts_are_marked_by_what_their_readers_see(
    old: str, new: str, expected: str
) -> None:
    assert marked(old, new) == expected


def test_similarity_counts_equal_code_points_on_both_sides() -> None:
    assert word_diff("aaaa bb", "aaaa cc").similarity == 10 / 14
    assert word_diff("one", "two").similarity == 0.0
    assert word_diff("", "").similarity == 1.0


def test_a_rule_that_a_new_prompt_keeps_is_not_marked() -> None:
    rule = "Never invent a booking, a price or an availability."
    old = f"# Rules\n- Be friendly.\n- {rule}\n- Answer shortly.\n"
    new = f"# Rules\n- Be kind, and never joke about a loss.\n- {rule}\n- Say goodbye in a line.\n"
    equal = [segment.text for segment in word_diff(old, new).segments if segment.kind == "equal"]
    assert any(rule in text for text in equal)


def test_real_prompts_keep_the_lines_they_share(shared: Path) -> None:
    old, new = (
        (shared / "data" / "prompts" / name).read_text("utf-8") for name in ("v1.0.txt", "v1.1.txt")
    )
    kept = set(old.splitlines()) & set(new.splitlines())
    equal = "".join(
        segment.text for segment in word_diff(old, new).segments if segment.kind == "equal"
    )
    assert [line for line in kept if line not in equal] == []

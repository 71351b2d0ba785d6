import pytest

from reviewer.domain.filters import Filter
from reviewer.domain.queue import Queue
from reviewer.store import search
from reviewer.store.store import Store
from tests.store.conftest import Save
from tests.support.rows import a_row

TEXTS = {
    "en": "My parcel for the café is naïvely late (order A-77)",
    "zh": "我的包裹在哪里？我想退款。",
    "ja": "荷物はどこですか。返金をお願いします",
    "th": "พัสดุของฉันอยู่ที่ไหน ฉันต้องการเงินคืน",
    "ko": "환불을 받고 싶습니다",
    "ar": "أين الطرد الخاص بي؟",
    "odd": '\'; DROP TABLE x; -- "quoted" AND OR NOT NEAR(a b) col:term *',
}


@pytest.fixture
def languages(save: Save) -> list[str]:
    save([a_row(name, customer_message=text, ai_reply=None) for name, text in TEXTS.items()])
    return list(TEXTS)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("cafe", "en"),
        ("CAFÉ naiv", "en"),
        ("A-77", "en"),
        ("退款", "zh"),
        ("包裹", "zh"),
        ("返金", "ja"),
        ("どこ", "ja"),
        ("เงินคืน", "th"),
        ("พัสดุ", "th"),
        ("환불", "ko"),
        ("الطرد", "ar"),
        ("NEAR(a b)", "odd"),
        ('"quoted" AND', "odd"),
    ],
)
def test_words_are_found_in_every_script(
    store: Store, languages: list[str], words: str, name: str
) -> None:
    with store.reading() as connection:
        found = search.row_ids(connection, Filter(words=words), now=0)
    assert [languages[row_id - 1] for row_id in found] == [name]


@pytest.mark.parametrize("words", ["", "   ", "-- * '", '""', "()"])
def test_text_without_a_word_asks_for_nothing(
    store: Store, languages: list[str], words: str
) -> None:
    with store.reading() as connection:
        assert len(search.row_ids(connection, Filter(words=words), now=0)) == len(languages)


def test_filters_narrow_together_with_words_and_alone(store: Store, save: Save) -> None:
    save(
        [
            a_row("1", topic="bank", confidence=0.1, created_at=10),
            a_row("2", topic="bank", confidence=0.9, created_at=20, feedback="yes"),
            a_row("3", topic="hotel", confidence=None, created_at=30, feedback=None),
        ]
    )

    def found(**wanted: object) -> list[int]:
        with store.reading() as connection:
            narrowed = Filter(**wanted)  # type: ignore[arg-type]
            ids = list(search.row_ids(connection, narrowed, now=0))
            assert search.count(connection, narrowed, now=0) == len(ids)
        return ids

    assert found() == [3, 2, 1]
    assert found(topic="bank") == [2, 1]
    assert found(topic="bank", words="parcel") == [2, 1]
    assert found(words="parcel", queue=Queue.SNOOZED) == [1]
    assert found(confidence_from=0.9) == [2]
    assert found(confidence_below=0.9) == [1]
    assert found(without_confidence=True) == [3]
    assert found(feedback="yes") == [2]
    assert found(since=10, until=20) == [1]
    assert found(topic="' OR 1=1 --") == []


def test_facets_are_counted_most_frequent_first(store: Store, save: Save) -> None:
    save(
        [
            a_row("1", topic="b"),
            a_row("2", topic="b"),
            a_row("3", topic="a"),
            a_row("4", topic=None),
        ]
    )

    with store.reading() as connection:
        facets = search.facets(connection, "topic")
    assert [(facet.value, facet.rows) for facet in facets] == [("b", 2), ("a", 1)]

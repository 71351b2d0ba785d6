"""Failures in groups: which belong together, what they are called, and what follows from that."""

from uuid import UUID

import pytest

from reviewer.domain.cluster import FailureCluster
from reviewer.domain.filters import Filter
from reviewer.domain.improvement import ExplanationKind
from reviewer.domain.snooze import Snooze, WakeOn
from reviewer.errors import NotPossible
from reviewer.store import clusters, interactions, search, triage
from services.assistant.cluster_finding import Failure, grouped, named
from services.assistant.explaining import Explained
from services.assistant.person_names import names_in
from services.triage.desk import TriageDesk
from services.triage.signing import Signing
from tests.services.assistant.bench import Bench, Simulated, a_failure

WEEK = 7 * 24 * 60 * 60 * 1_000_000
MATTERS = {
    "refund": (
        "I am Ben, and I want the refund for the shirt with order AB{0}CD. Where is the refund?",
        "Refunds for shirts take a while.",
    ),
    "password": (
        "The password reset mail for my login never arrives, attempt {0}.",
        "Reset the password by the login mail.",
    ),
    "flight": (
        "Dr. Miller here: my flight was cancelled, rebook the flight on day {0}.",
        "Your flight cannot be rebooked.",
    ),
}


def add_matters(bench: Bench, count: int, week: int = 0) -> None:
    """Add failures of three matters, each with a number of its own."""
    moments = dict.fromkeys(("created_at", "updated_at"), 1790000000000000 + week * WEEK)
    bench.add_rows(
        *(
            a_failure(
                number + 1000 * week + 100 * at,
                customer_message=message.format(number),
                ai_reply=reply,
                feedback="no",
                **moments,
            )
            for at, (message, reply) in enumerate(MATTERS.values())
            for number in range(count)
        )
    )


def found(bench: Bench) -> tuple[FailureCluster, ...]:
    return bench.parts.clusters.find().result(60)


def test_failures_of_one_matter_are_one_cluster(bench: Bench) -> None:
    add_matters(bench, 12)
    given = found(bench)
    assert {cluster.size for cluster in given} == {12}
    assert len(given) == 3
    for matter in MATTERS:
        assert sum(matter in cluster.keywords for cluster in given) == 1


def test_labels_name_no_person_and_no_code(bench: Bench) -> None:
    add_matters(bench, 12)
    words = {word for cluster in found(bench) for word in cluster.keywords}
    assert not words & {"ben", "miller", "ab", "cd"}


def test_names_are_words_that_people_are_introduced_by() -> None:
    texts = ["I am Ben Miller", "My name is Zoe.", "I am happy", "Dr. Grant, I am Sorry", "sorry"]
    assert names_in(texts * 2) == {"ben", "miller", "zoe", "grant"}


def test_a_cluster_keeps_its_id_and_its_name_as_weeks_go_by(bench: Bench) -> None:
    add_matters(bench, 10)
    first = {cluster.label: cluster.id for cluster in found(bench)}
    for week in (1, 2, 3):
        add_matters(bench, 6, week)
        assert {cluster.label: cluster.id for cluster in found(bench)} == first
    assert {sum(count for _, count in one.weekly) for one in bench.parts.clusters.latest()} == {28}


def test_found_twice_is_found_the_same(bench: Bench) -> None:
    add_matters(bench, 10)
    assert found(bench) == found(bench)


def test_nothing_failed_gives_no_clusters(bench: Bench) -> None:
    assert found(bench) == ()
    assert bench.parts.clusters.latest() == ()


def test_a_person_s_name_for_a_cluster_stays(bench: Bench) -> None:
    add_matters(bench, 10)
    one, *_ = found(bench)
    renamed = bench.parts.clusters.rename(
        one.id, " Late refunds ", "Do not promise a day."
    ).result()
    assert (renamed.label, renamed.label_origin) == ("Late refunds", "person")
    add_matters(bench, 5, week=1)
    again = next(cluster for cluster in found(bench) if cluster.id == one.id)
    assert (again.label, again.caution) == ("Late refunds", "Do not promise a day.")


def test_a_cluster_needs_a_name_and_has_to_be_there(bench: Bench) -> None:
    add_matters(bench, 10)
    one, *_ = found(bench)
    with pytest.raises(NotPossible, match="needs a name"):
        bench.parts.clusters.rename(one.id, " ", "").result()
    unknown = bench.parts.clusters.mark_fixed(UUID(int=1))
    with pytest.raises(NotPossible, match="not there any more"):
        unknown.result()


def test_a_filter_opens_the_failures_of_a_cluster(bench: Bench) -> None:
    add_matters(bench, 10)
    one, *_ = found(bench)
    wanted = Filter(cluster=one.id)
    assert Filter.from_json({**wanted.as_json()}) == wanted
    with bench.store.reading() as connection:
        assert set(search.row_ids(connection, wanted, 0)) == set(
            bench.parts.clusters.members(one.id, 100)
        )


def test_a_fix_wakes_what_waits_for_it(bench: Bench) -> None:
    add_matters(bench, 10)
    one, other, *_ = found(bench)
    desk = TriageDesk(bench.store, bench.lane, Signing(one.id, "Ada"))
    mine, theirs = (bench.parts.clusters.members(c.id, 1)[0] for c in (one, other))
    with bench.store.reading() as connection:
        ids = {
            row: interaction.id
            for row, interaction in interactions.by_row_ids(connection, [mine, theirs]).items()
        }
    for row in (mine, theirs):
        snooze = Snooze(None, frozenset({WakeOn.CLUSTER_FIXED}), None)
        desk.furnish().snoozing.snooze(ids[row], snooze).result()

    fixed = bench.parts.clusters.mark_fixed(one.id).result()

    assert fixed.fixed_at is not None
    with bench.store.reading() as connection:
        states = triage.states_of(connection, [mine, theirs])
    assert states[mine].woken_by == "cluster_fixed"
    assert states[theirs].woken_by is None
    assert bench.parts.clusters.reopen(one.id).result().fixed_at is None
    bench.assert_sound()


def test_the_assistant_names_clusters_once(bench: Bench, simulated: Simulated) -> None:
    add_matters(bench, 10)
    bench.add_provider(simulated.url)
    found(bench)
    named_ = bench.parts.cluster_names.name().result(60)
    assert (named_.asked, named_.named, named_.problems) == (3, 3, ())
    assert named_.cost > 0
    latest = bench.parts.clusters.latest()
    assert {cluster.label_origin for cluster in latest} == {"simulated"}
    assert len({cluster.label for cluster in latest}) == 3
    assert all(cluster.caution for cluster in latest)
    assert bench.parts.cluster_names.name().result(60).asked == 0
    assert simulated.chats == 3


def test_later_prompts_hold_the_caution_of_their_cluster(
    bench: Bench, simulated: Simulated
) -> None:
    add_matters(bench, 10)
    bench.add_provider(simulated.url)
    one, *_ = found(bench)
    bench.parts.clusters.rename(one.id, "Refunds", "Never name a day.").result()
    member = bench.parts.clusters.members(one.id, 1)[0]
    with bench.store.reading() as connection:
        interaction = interactions.by_row_ids(connection, [member])[member]
        assert clusters.cautions_of(connection, member) == ("Never name a day.",)
    preview = bench.parts.previews.improve(interaction.id).result(60)
    assert "Never name a day." in preview.user
    assert preview.cautions == ("Never name a day.",)
    assert simulated.chats == 0


def test_an_assistants_category_holds_until_a_person_gives_one(asked: Bench) -> None:
    asked.add_rows(a_failure(50, feedback="no"))
    interaction_id = asked.ids[0]
    explained = asked.parts.desk.explain(ExplanationKind.CATEGORY, interaction_id).result(60)
    assert isinstance(explained, Explained)
    said = explained.explanation.category
    marking = TriageDesk(asked.store, asked.lane, Signing(UUID(int=7), "Ada")).furnish().marking
    assert category_of(asked, interaction_id) == said
    other = "tone" if said != "tone" else "off_topic"
    marking.categorise(interaction_id, other).result()
    assert category_of(asked, interaction_id) == other
    marking.categorise(interaction_id, None).result()
    assert category_of(asked, interaction_id) is None
    asked.assert_sound()


def category_of(bench: Bench, interaction_id: UUID) -> str | None:
    with bench.store.reading() as connection:
        row_id = interactions.find_row(connection, interaction_id)
        assert row_id is not None
        return triage.states_of(connection, [row_id])[row_id].category


def test_no_two_clusters_have_the_same_label() -> None:
    failures = [
        Failure(at, message.format(at), reply, "2026-11-02", None)
        for at, (message, reply) in enumerate(list(MATTERS.values()) * 12)
    ]
    groups = grouped(failures, lambda _done: None)
    names = [cluster.label for cluster, _ in named(groups, "2026-11-02", (), {})]
    assert len(set(names)) == len(groups) == 3

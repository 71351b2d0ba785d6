"""The assistant by command: what is asked, kept, ranked and paid."""

import csv
import json
from pathlib import Path

from services.demo.provider.faults import Fault, Rule
from tests.cli.failures import MODEL
from tests.services.assistant.bench import Simulated
from tests.support.command_line import CommandLine

PROMPT = "You help customers of a parcel service. Be kind, and promise nothing."


def test_fifty_real_failures_are_improved_and_scored(
    asking: CommandLine, simulated: Simulated
) -> None:
    improved = asking.json("improve", "--limit", "50")
    assert {name: improved[name] for name in ("asked", "improved", "failed", "left")} == {
        "asked": 50, "improved": 50, "failed": 0, "left": 0
    }  # fmt: skip
    assert improved["cost"] > 0
    assert improved["simulated"] is True
    assert simulated.chats >= 2 * (50 - improved["from_cache"])
    rows = asking.json("leaderboard")
    assert {"interaction_id", "original_reply", "corrected_reply", "score_gain"} <= rows[0].keys()
    assert {row["simulated"] for row in rows} == {True}
    gains = [row["score_gain"] for row in rows]
    assert gains == sorted(gains, reverse=True)
    assert all(row["corrected_reply"] != row["original_reply"] for row in rows)
    assert asking.json("cost")["cost"] == improved["cost"]

    asked = simulated.chats
    again = asking.json("improve", "--limit", "50")
    assert (again["improved"], again["from_cache"], again["cost"]) == (50, 50, 0)
    assert simulated.chats == asked
    assert asking.json("store", "verify")["sound"] is True


def test_real_failures_are_grouped_named_and_marked_as_fixed(
    asking: CommandLine, simulated: Simulated
) -> None:
    clusters = asking.json("clusters")
    assert simulated.chats == 0
    assert {"label", "keywords", "size"} <= clusters[0].keys()
    assert len({one["label"] for one in clusters}) == len(clusters) > 10
    assert clusters == asking.json("clusters", "--find")
    named = asking.json("clusters", "--name")
    assert {one["label_origin"] for one in named} == {"simulated"}
    assert [one["id"] for one in named] == [one["id"] for one in clusters]
    assert "(simulated)" in asking.done("clusters").text
    first = named[0]["id"][-8:]
    assert asking.json("clusters", "--fixed", first)[0]["fixed_at"] is not None
    assert asking.json("clusters", "--reopen", first)[0]["fixed_at"] is None
    assert "no cluster nope" in asking.refused("clusters", "--fixed", "nope")


def test_one_reply_is_improved_and_another_time_known(
    small: CommandLine, simulated: Simulated
) -> None:
    first = small.json("improve", "row-3")
    assert (first["asked"], first["improved"], first["from_cache"]) == (1, 1, 0)
    assert first["corrected_reply"]
    again = small.json("improve", "row-3")
    assert (again["corrected_reply"], again["from_cache"], again["cost"]) == (
        first["corrected_reply"], 1, 0,
    )  # fmt: skip
    assert simulated.chats == 2
    fresh = small.done("improve", "row-3", "--fresh").text
    assert f"by {MODEL} (simulated)" in fresh
    assert simulated.chats == 4


def test_conditions_narrow_what_is_improved(small: CommandLine) -> None:
    assert small.json("improve", "--topic", "refund", "--limit", "4")["asked"] == 4
    assert small.json("improve", "--topic", "refund", "--queue", "due")["asked"] == 6
    assert small.json("improve", "--words", "parcel 7")["asked"] == 1


def test_an_estimate_asks_no_model(small: CommandLine, simulated: Simulated) -> None:
    estimate = small.json("improve", "--estimate")
    assert (estimate["items"], estimate["calls"], estimate["simulated"]) == (12, 24, True)
    assert 0 < estimate["expected"] < estimate["most"]
    assert simulated.chats == 0
    improved = small.done("improve")
    assert b"12 replies, 24 calls" in improved.err
    assert improved.text.startswith("Improved 12 of 12 replies with simulated-large (simulated)")


def test_a_cap_stops_a_run_before_it_is_passed(small: CommandLine, simulated: Simulated) -> None:
    stopped = small("improve", "--cap", "0.03", "--json")
    assert stopped.code == 1
    assert "this run has" in stopped.problem
    assert stopped.document["cost"] <= 0.03
    assert 0 < stopped.document["improved"] < 12
    asked = simulated.chats
    rest = small.json("improve", "--cap", "1")
    assert (rest["improved"], rest["left"]) == (12, 0)
    assert simulated.chats == 24 >= asked


def test_what_goes_wrong_is_one_sentence(small: CommandLine, simulated: Simulated) -> None:
    simulated.provider.faults.use(Rule(Fault.QUOTA))
    failed = small("improve", "--limit", "3", "--json")
    assert failed.code == 1
    assert "no credit left" in failed.problem
    assert (failed.document["improved"], failed.document["left"]) == (0, 3)
    assert "no credit left" in small.refused("explain", "row-1")
    simulated.provider.faults.use(Rule(Fault.REFUSAL))
    assert "refused to answer" in small.refused("improve", "row-1")
    simulated.provider.faults.use()
    assert small.json("improve", "--limit", "3")["improved"] == 3


def test_a_reply_and_its_failure_are_explained(small: CommandLine) -> None:
    why = small.json("explain", "row-2")
    assert (why["kind"], why["category"], why["simulated"]) == ("reply", None, True)
    failure = small.json("explain", "row-2", "--failure")
    assert failure["kind"] == "failure"
    assert failure["explanation"]
    assert failure["category"]
    shown = small.json("triage", "show", "row-2")
    assert shown["category"] == failure["category"]


def test_failures_are_categorised_until_none_is_left(
    small: CommandLine, simulated: Simulated
) -> None:
    one = small.json("categorise", "row-4")
    assert one["kind"] == "category"
    done = small.json("categorise")
    assert (done["asked"], done["categorised"]) == (11, 11)
    assert simulated.chats == 12
    listed = small.json("triage", "list", "--queue", "due", "--category", one["category"])
    assert "row-4" in {row["external_id"] for row in listed}


def test_a_version_replies_with_its_confidence(small: CommandLine) -> None:
    (small.folder / "v9.txt").write_text(PROMPT)
    reply = small.json("reply", "row-5", "--version", "v9", "--prompt", "v9.txt")
    assert (reply["assistant_version"], reply["confidence_origin"]) == ("v9", "logprobs")
    assert 0 < reply["confidence"] < 1
    assert reply["auto_snoozed"] is (reply["confidence"] < 0.3)
    assert "cannot be read" in small.refused(
        "reply", "row-5", "--version", "v9", "--prompt", "missing.txt", code=2
    )


def test_a_leaderboard_is_written_to_files(small: CommandLine) -> None:
    small.done("improve")
    assert small.json("leaderboard", "--out", "board.json") == {"file": "board.json", "rows": 12}
    small.done("leaderboard", "--out", "board.csv", "--limit", "5")
    whole = json.loads((small.folder / "board.json").read_bytes())
    with Path(small.folder / "board.csv").open(encoding="utf-8-sig", newline="") as file:
        best = list(csv.DictReader(file))
    assert [row["interaction_id"] for row in best] == [row["interaction_id"] for row in whole[:5]]
    assert {row["simulated"] for row in best} == {"True"}
    assert "should end in" in small.refused("leaderboard", "--out", "board.xls", code=2)


def test_the_cost_is_summed_and_prices_can_be_edited(small: CommandLine) -> None:
    small.done("improve", "--limit", "2")
    cost = small.json("cost")
    by_purpose = {one["key"]: one for one in cost["by_purpose"]}
    assert {name: one["calls"] for name, one in by_purpose.items()} == {"improve": 2, "judge": 2}
    assert [one["key"] for one in cost["by_model"]] == [MODEL]
    assert cost["by_model"][0]["simulated"] is True
    assert abs(sum(one["cost"] for one in cost["by_day"]) - cost["cost"]) < 1e-9
    assert set(small.json("cost", "--by", "day")) & {"by_purpose", "by_model"} == set()

    prices = Path(small.json("cost", "--edit-prices")["prices"])
    prices.write_text(
        f'as_of = "2027-01-01"\n[models]\n"{MODEL}" = {{ prompt = 1e3, completion = 1e3 }}\n'
    )
    assert small.json("cost")["prices_as_of"] == "2027-01-01"
    dearer = small("improve", "--limit", "3", "--cap", "0.5")
    assert "this run has" in dearer.err.decode()
    prices.write_text("nonsense")
    assert "no price table" in small.refused("cost", code=2)


def test_a_prompt_can_be_read_before_it_is_sent(small: CommandLine, simulated: Simulated) -> None:
    cautions = {one["caution"] for one in small.json("clusters")}
    shown = small.json("improve", "row-1", "--show-prompt")
    assert len(cautions) == 2
    assert set(shown["cautions"]) < cautions
    assert shown["cautions"][0] in shown["user"]
    assert simulated.chats == 0

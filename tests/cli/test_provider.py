"""Providers by command: added, tried out, listed, forgotten; never their keys."""

import pytest

from services.demo.provider.server import SimulatedProvider
from services.demo.provider.settings import Settings
from tests.cli.failures import MODEL, add_provider
from tests.services.assistant.bench import Simulated
from tests.support.command_line import CommandLine

KEY = "sk-marked-key-walrus-0123456789"
ADD = ("provider", "add", "sim", "--model", MODEL, "--base-url")


def test_a_provider_is_added_to_a_store_that_is_made_for_it(
    reviewer: CommandLine, simulated: Simulated
) -> None:
    added = reviewer.json(*ADD, simulated.url)
    assert added["name"] == "sim"
    assert added["default"] is added["simulated"] is True
    assert added["key"] == "none"
    assert reviewer.json("provider", "list") == [
        {name: value for name, value in added.items() if name != "advice"}
    ]


def test_a_provider_is_tried_out(reviewer: CommandLine, simulated: Simulated) -> None:
    add_provider(reviewer, simulated.url)
    tested = reviewer.json("provider", "test")
    assert (tested["works"], tested["simulated"], tested["models"]) == (True, True, 6)
    assert 0 < tested["latency"] < 60
    assert tested["capabilities"]["json"] == "schema"
    assert "simulated" in reviewer.done("provider", "test", "sim").text


def test_models_are_told_with_their_last_day(reviewer: CommandLine, simulated: Simulated) -> None:
    add_provider(reviewer, simulated.url)
    models = {one["id"]: one["retires"] for one in reviewer.json("provider", "models")}
    assert models["simulated-small"] == "2027-01-14"
    assert models[MODEL] is None
    assert "2027-01-14" in reviewer.done("provider", "models", "sim").text


def test_another_provider_is_used_from_now_on_and_forgotten(
    reviewer: CommandLine, simulated: Simulated
) -> None:
    add_provider(reviewer, simulated.url)
    reviewer.done(*ADD[:2], "other", *ADD[3:], simulated.url)
    assert in_use(reviewer) == "sim"
    reviewer.done("provider", "use", "other")
    assert in_use(reviewer) == "other"
    assert reviewer.json("provider", "remove", "other") == {"removed": "other"}
    assert "No provider is chosen" in reviewer.refused("provider", "test", code=2)
    assert "no provider “other”" in reviewer.refused("provider", "use", "other", code=2)


def in_use(reviewer: CommandLine) -> str:
    [name] = [one["name"] for one in reviewer.json("provider", "list") if one["default"]]
    return str(name)


def test_nothing_there_is_said_so(reviewer: CommandLine, simulated: Simulated) -> None:
    add_provider(reviewer, simulated.url)
    reviewer.done("provider", "remove", "sim")
    assert reviewer.json("provider", "list") == []
    assert "no provider yet" in reviewer.refused("improve", code=2)


def test_a_key_comes_from_the_variable_that_was_named(reviewer: CommandLine) -> None:
    provider = SimulatedProvider(settings=Settings(api_key=KEY))
    with provider.running() as url:
        add_provider(reviewer, url, "--key-env", "TEAM_KEY")
        [listed] = reviewer.json("provider", "list")
        assert listed["key"] == "environment variable TEAM_KEY, not set"
        failed = reviewer("provider", "test")
        assert failed.code == 1
        assert "does not take the key" in failed.problem
        knowing = CommandLine(reviewer.folder, reviewer.options, {"TEAM_KEY": KEY})
        assert knowing.json("provider", "test")["works"] is True


def test_a_key_comes_from_the_secrets_variable_where_no_keyring_is(reviewer: CommandLine) -> None:
    provider = SimulatedProvider(settings=Settings(api_key=KEY))
    with provider.running() as url:
        told = reviewer.done(*ADD, url, "--key-stdin", given=f"{KEY}\n".encode())
        assert b"REVIEWER_SECRET_PROVIDER_SIM" in told.err
        assert KEY.encode() not in told.err + told.out
        environ = {"REVIEWER_SECRET_PROVIDER_SIM": KEY}
        knowing = CommandLine(reviewer.folder, reviewer.options, environ)
        assert knowing.json("provider", "test")["works"] is True
        [listed] = knowing.json("provider", "list")
        assert listed["key"] == "environment"


def test_a_key_that_cannot_be_kept_is_said_so(reviewer: CommandLine, simulated: Simulated) -> None:
    add_provider(reviewer, simulated.url)
    failed = reviewer("provider", "set-key", "sim", given=f"{KEY}\n".encode())
    assert failed.code == 1
    assert "was not kept" in failed.problem
    assert "no key on the input" in reviewer.refused("provider", "set-key", "sim", code=2)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://models.example/v1", "Plain http"),
        ("https://user:secret@models.example/v1", "holds no password"),
        ("models.example", "no base URL"),
    ],
)
def test_a_wrong_address_is_refused(reviewer: CommandLine, url: str, words: str) -> None:
    assert words in reviewer.refused(*ADD, url, code=2)

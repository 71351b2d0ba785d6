"""The fixtures keep what they promise: isolation, and a real PostgreSQL with the developer data."""

import os
from pathlib import Path

import keyring
import keyring.errors
import platformdirs
import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st


def test_homes_are_private(home: Path) -> None:
    assert Path.home() == home
    assert platformdirs.user_runtime_path().is_relative_to(home)


@pytest.mark.skipif(os.name == "nt", reason="Windows asks the system, not the environment")
def test_data_lies_in_the_private_home(home: Path) -> None:
    assert platformdirs.user_data_path("reviewer").is_relative_to(home)


def test_no_keyring_is_touched() -> None:
    with pytest.raises(keyring.errors.NoKeyringError):
        keyring.get_password("reviewer", "nobody")


@given(st.integers())
def test_isolation_does_not_disturb_property_tests(number: int) -> None:
    assert number == int(str(number))


def test_each_test_has_an_empty_database(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE mine (id integer)")
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert tables.fetchall() == [("mine",)]


@pytest.mark.parametrize("_round", [1, 2])
def test_each_test_has_its_own_copy_of_the_developer_data(support_url: str, _round: int) -> None:
    with psycopg.connect(support_url) as connection:
        rows = connection.execute("SELECT count(*) FROM customer_interactions").fetchone()
        assert rows == (20_000,)
        connection.execute("DELETE FROM customer_interactions")

"""A test that commits is followed by the content that migrations wrote, in whatever order tests come."""

from __future__ import annotations

import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, TransactionTestCase

from tests.support import migrated_database


def _empty() -> None:
    """What follows every transactional test."""
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL transactional tests come last and end with empty tables")
    if TransactionTestCase._fixture_teardown.__module__ != migrated_database.__name__:  # type: ignore[attr-defined]
        pytest.skip(
            "this run keeps no migrated database: transactional tests come last and end with empty tables"
        )
    TransactionTestCase()._fixture_teardown()  # type: ignore[attr-defined]


@pytest.mark.django_db(transaction=True)
def test_after_a_transactional_test_the_pages_stand_and_its_rows_are_gone() -> None:
    get_user_model().objects.create_user("left@demo.example", password="x")
    _empty()
    assert not get_user_model().objects.exists()
    assert Client().get("/en/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_request_that_is_still_being_answered_is_waited_for() -> None:
    """The server of a browser's test shares the connection, and may be reading when the browser is closed."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        reading = connection.connection.execute("SELECT * FROM django_migrations")
        reading.fetchone()
        threading.Timer(0.3, reading.close).start()
    _empty()
    assert Client().get("/en/").status_code == 200

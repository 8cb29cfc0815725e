"""Triggers refuse every change of the log's tables, survive a remake, and their absence is noticed."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.models.signals import post_migrate

from portal.audit.actions import sign_tree_head
from portal.audit.actors import system_actor
from portal.audit.append_only import missing_triggers, tables, triggers_of
from portal.audit.models import Event, Node, SignedTreeHead
from portal.audit.verification import verify_log

pytestmark = [pytest.mark.django_db, pytest.mark.services]

Fill = Callable[..., list[Event]]
TABLES = ["audit_event", "audit_node", "audit_signedtreehead"]


@pytest.fixture
def log(fill: Fill, at: datetime) -> list[Event]:
    events = fill(20)
    sign_tree_head(actor=system_actor("beat"), at=at)
    return events


def refused(statement: str) -> bool:
    """Whether the database refuses the statement because the table only grows."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(statement)
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


@pytest.mark.parametrize("table", TABLES)
def test_update_and_delete_are_refused(log: list[Event], table: str):
    column = {"audit_event": "act", "audit_node": "level", "audit_signedtreehead": "root"}[table]
    assert refused(f"UPDATE {table} SET {column} = {column}")
    assert refused(f"DELETE FROM {table}")
    assert verify_log().ok


def test_the_models_cannot_change_what_was_written_either(log: list[Event]):
    log[3].act = "tests.other"
    for change in (
        log[3].save,
        Node.objects.all().delete,
        lambda: Event.objects.filter(position=19).update(act="x"),
    ):
        with pytest.raises((DatabaseError, models.ProtectedError)), transaction.atomic():
            change()
    assert verify_log().ok


def test_replacing_a_row_is_refused(log: list[Event]):
    columns = "position, event_uid, act, actor_key, recorded_at, chain, subject_kind, subject_key, leaf, body"
    values = "position, event_uid, 'x', actor_key, recorded_at, chain, subject_kind, subject_key, leaf, body"
    source = f"SELECT {values} FROM audit_event WHERE position = 4"
    if connection.vendor == "sqlite":
        assert refused(f"INSERT OR REPLACE INTO audit_event ({columns}) {source}")
        other = values.replace("position,", "position + 100,", 1)
        assert refused(
            f"REPLACE INTO audit_event ({columns}) SELECT {other} FROM audit_event WHERE position = 4"
        )
    else:
        assert refused(
            f"INSERT INTO audit_event ({columns}) {source} ON CONFLICT (position) DO UPDATE SET act = 'x'"
        )
    assert verify_log().ok


@pytest.mark.parametrize("table", TABLES)
def test_truncate_and_the_replication_role_are_refused_on_postgresql(log: list[Event], table: str):
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE and replication roles exist on PostgreSQL only")
    assert refused(f"TRUNCATE {table} CASCADE")
    assert refused(f"SET LOCAL session_replication_role = replica; DELETE FROM {table}")


def test_all_triggers_are_in_place_after_migrate():
    assert missing_triggers(connection) == []


def drop_one(table: str) -> str:
    """Removes the first trigger of a table as its owner can."""
    name = f"{table}_no_update" if connection.vendor == "sqlite" else f"{table}_no_change"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    return name


def test_a_missing_trigger_is_an_error_of_the_system_check(log: list[Event]):
    assert not [message for message in run_checks(databases=["default"]) if message.id == "audit.E001"]
    name = drop_one("audit_event")
    found = [message for message in run_checks(databases=["default"]) if message.id == "audit.E001"]
    assert len(found) == 1
    assert name in found[0].msg


def test_a_weakened_trigger_counts_as_missing():
    name = drop_one("audit_node")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON audit_node BEGIN SELECT 1; END")
        else:
            statement = triggers_of_node()[name]
            cursor.execute(statement)
    assert missing_triggers(connection) == [name]


def triggers_of_node() -> dict[str, str]:
    return triggers_of(tables["audit_node"], connection.vendor)


def test_the_command_puts_triggers_back_and_says_which(log: list[Event]):
    name, out = drop_one("audit_event"), io.StringIO()
    call_command("protect_audit", stdout=out)
    assert name in out.getvalue()
    assert missing_triggers(connection) == []
    call_command("protect_audit", stdout=out)
    assert "All triggers were in place." in out.getvalue()


def test_triggers_are_put_back_after_every_migrate(log: list[Event]):
    drop_one("audit_event")
    config = apps.get_app_config("audit")
    post_migrate.send(sender=config, app_config=config, verbosity=0, interactive=False, using="default")
    assert missing_triggers(connection) == []
    assert refused("DELETE FROM audit_event")


@pytest.mark.django_db(transaction=True)
def test_a_remade_table_is_protected_again_after_migrate(fill: Fill):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite remakes a table to alter it")
    fill(3)
    old = SignedTreeHead._meta.get_field("signature")
    wider = models.CharField(max_length=200)
    wider.set_attributes_from_name("signature")
    wider.model = SignedTreeHead
    for before, after in ((old, wider), (wider, old)):
        with connection.schema_editor() as editor:
            editor.alter_field(SignedTreeHead, before, after, strict=False)
    assert any(name.startswith("audit_signedtreehead") for name in missing_triggers(connection))
    config = apps.get_app_config("audit")
    post_migrate.send(sender=config, app_config=config, verbosity=0, interactive=False, using="default")
    assert missing_triggers(connection) == []


def test_a_head_is_signed_once_for_each_size(log: list[Event], fill: Fill, at: datetime):
    beat = system_actor("beat")
    first = sign_tree_head(actor=beat, at=at)
    assert sign_tree_head(actor=beat, at=at) == first
    fill(1, start=20)
    second = sign_tree_head(actor=beat, at=at)
    assert second is not None
    assert (second.size, SignedTreeHead.objects.count()) == (21, 2)

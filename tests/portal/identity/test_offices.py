"""Offices: half-open periods, leave cover, reassignment, and what they open."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.audit.models import Event
from portal.identity.actions import offices
from portal.identity.actors import actor_of, forget_actor
from portal.identity.models import Office
from portal.identity.permissions import PermissionRefused
from portal.identity.roles import SEATS, Role
from tests.factories import people

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def appoint(**values):
    given = {"role": "clerk", "court": people.court(), "valid_from": date(2026, 12, 1), **values}
    given.setdefault("holder", people.stranger())
    return offices.appoint(actor=people.SETUP, at=AT, **given)


def roles_on(user, *day):
    forget_actor(user)
    return actor_of(user, datetime(*day, 4, 0, tzinfo=UTC)).roles


def test_an_office_is_held_from_its_first_day_and_no_longer_on_its_last():
    office = appoint(valid_to=date(2027, 1, 1))
    holder = office.holder
    assert "clerk" not in roles_on(holder, 2026, 11, 30)
    assert "clerk" in roles_on(holder, 2026, 12, 1)
    assert "clerk" in roles_on(holder, 2026, 12, 31)
    assert "clerk" not in roles_on(holder, 2027, 1, 1)


@pytest.mark.parametrize("role", ["judge", "clerk"])
def test_the_roles_of_a_court_are_not_held_at_an_authority(role):
    with pytest.raises(ValidationError):
        appoint(role=role, court=None, authority=people.authority())


def test_parties_and_lawyers_are_not_appointed():
    assert {"party", "lawyer", "visitor"}.isdisjoint(SEATS)
    with pytest.raises(ValidationError):
        appoint(role="lawyer")


def test_an_account_does_not_hold_the_same_office_twice_at_a_time():
    appoint()
    with pytest.raises(ValidationError):
        appoint(valid_from=date(2027, 3, 1))


def test_the_database_itself_refuses_an_empty_period():
    office = appoint()
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.filter(pk=office.pk).update(valid_to=office.valid_from)


def test_whoever_works_at_the_desk_is_staff_while_the_office_lasts():
    office = appoint(valid_from=date(2026, 1, 1))
    office.holder.refresh_from_db()
    assert office.holder.is_staff
    offices.end_office(
        actor=people.SETUP, at=AT, office=office, on=date(2026, 11, 23), reason="Left the court."
    )
    office.holder.refresh_from_db()
    assert not office.holder.is_staff


def test_an_editor_may_edit_pages_through_the_groups_of_the_office():
    editor = people.editor()
    assert set(editor.groups.values_list("name", flat=True)) == {"Editors", "Moderators"}


def test_a_substitute_holds_the_role_during_the_leave_only_and_the_holder_keeps_it():
    judge = people.judge_a()
    office = judge.offices.get()
    substitute = people.stranger()
    offices.cover_leave(
        actor=people.SETUP,
        at=AT,
        office=office,
        substitute=substitute,
        valid_from=date(2026, 12, 1),
        valid_to=date(2026, 12, 15),
        reason="Annual leave",
    )
    assert "judge" in roles_on(substitute, 2026, 12, 14)
    assert "judge" not in roles_on(substitute, 2026, 12, 15)
    assert "judge" in roles_on(judge, 2026, 12, 14)


def test_nobody_covers_their_own_leave():
    judge = people.judge_a()
    with pytest.raises(ValidationError):
        offices.cover_leave(
            actor=people.SETUP,
            at=AT,
            office=judge.offices.get(),
            substitute=judge,
            valid_from=date(2026, 12, 1),
            valid_to=date(2026, 12, 15),
        )


def test_a_successor_takes_over_and_rooms_above_are_told_in_the_same_transaction(monkeypatch):
    told = []
    monkeypatch.setattr(
        offices.takeovers, "_entries", {"test": lambda old, new, actor, at: told.append((old.pk, new.pk))}
    )
    judge = people.judge_a()
    office = judge.offices.get()
    new = offices.reassign(
        actor=people.SETUP,
        at=AT,
        office=office,
        successor=people.stranger(),
        on=date(2026, 12, 1),
        reason="Moved",
    )
    assert told == [(office.pk, new.pk)]
    assert "judge" not in roles_on(judge, 2026, 12, 1)
    assert "judge" in roles_on(people.stranger(), 2026, 12, 1)
    assert Event.objects.filter(act="identity.reassigned").count() == 1


def test_only_an_operator_gives_offices():
    with pytest.raises(PermissionRefused):
        offices.appoint(
            actor=people.actor(people.judge_a()),
            at=AT,
            holder=people.stranger(),
            role=Role.CLERK.value,
            court=people.court(),
            valid_from=date(2026, 12, 1),
        )
    offices.appoint(
        actor=people.actor(people.operator()),
        at=AT,
        holder=people.stranger(),
        role=Role.CLERK.value,
        court=people.court(),
        valid_from=date(2026, 12, 1),
    )

"""A mistake is put right by an act with a reason; where a legal date moves, by two persons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from portal.audit import rectifiers
from portal.audit.actions import confirm_rectification, decline_rectification, rectify
from portal.audit.actors import Actor
from portal.audit.history import history
from portal.audit.models import Event, Rectification
from portal.audit.queries import rectifications_of, rectifications_waiting
from portal.audit.verification import verify_log

pytestmark = [pytest.mark.django_db, pytest.mark.services]

FIRST = Actor("user:00000000-0000-4000-8000-0000000000a4", roles=frozenset({"clerk"}))
SECOND = Actor("user:00000000-0000-4000-8000-0000000000a5", roles=frozenset({"judge"}))
STRANGER = Actor("user:00000000-0000-4000-8000-0000000000a3", roles=frozenset({"clerk"}))
PARTY = Actor("user:00000000-0000-4000-8000-0000000000a6", roles=frozenset({"party"}))
SUBJECT = ("trial.Leg", "1")


class Ledger:
    """A record of another room: a name, and a date from which the law counts."""

    def __init__(self) -> None:
        self.entries = {"name": "Chan Tai Min", "received_date": "2026-11-02"}

    def read(self, key: str, field: str) -> str:
        return self.entries[field]

    def write(self, key: str, field: str, value: str, actor: Actor, at: datetime) -> None:
        if field.endswith("_date"):
            try:
                date.fromisoformat(value)
            except ValueError as error:
                raise ValidationError("not a date") from error
        self.entries[field] = value


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    held = Ledger()
    fields = {
        "name": rectifiers.RectifiableField("name", moves_legal_date=False),
        "received_date": rectifiers.RectifiableField("date of receipt", moves_legal_date=True),
    }
    rectifiers.register_rectifier(
        "trial.Leg",
        rectifiers.Rectifier(
            fields, held.read, held.write, lambda actor, key: actor in (FIRST, SECOND, PARTY)
        ),
    )
    yield held
    rectifiers.rectifiers._entries.pop("trial.Leg")


def put_right(
    at: datetime, field: str, new: str, reason: str = "misread", actor: Actor = FIRST
) -> Rectification:
    return rectify(actor=actor, at=at, subject=SUBJECT, chain="case:1", field=field, new=new, reason=reason)


def test_an_entry_without_a_legal_date_is_put_right_at_once(ledger: Ledger, at: datetime):
    done = put_right(at, "name", "Chan Tai Man")
    assert ledger.entries["name"] == "Chan Tai Man"
    assert done.state == Rectification.State.APPLIED
    assert (done.old_value, done.new_value) == ("Chan Tai Min", "Chan Tai Man")
    assert list(rectifications_of(*SUBJECT)) == [done]
    sentence = history("case:1", language="en")[0].sentence
    assert all(part in sentence for part in ("Chan Tai Min", "Chan Tai Man", "misread"))
    assert b"Chan" not in bytes(Event.objects.get().body)


def test_a_legal_date_moves_only_when_a_second_person_confirms(ledger: Ledger, at: datetime):
    proposed = put_right(at, "received_date", "2026-11-12")
    assert ledger.entries["received_date"] == "2026-11-02"
    assert list(rectifications_waiting(["trial.Leg"])) == [proposed]
    with pytest.raises(ValidationError):
        confirm_rectification(actor=FIRST, at=at, rectification_id=proposed.pk)
    done = confirm_rectification(actor=SECOND, at=at, rectification_id=proposed.pk)
    assert ledger.entries["received_date"] == "2026-11-12"
    assert (done.state, done.decided_by) == (Rectification.State.APPLIED, SECOND.key)
    assert "“date of receipt”" in history("case:1", language="en")[0].sentence
    assert [line.act for line in history("case:1", language="en")] == [
        "audit.rectification_proposed",
        "audit.rectified",
    ]
    with pytest.raises(ValidationError):
        confirm_rectification(actor=SECOND, at=at, rectification_id=proposed.pk)
    assert verify_log().ok


def test_the_second_person_may_decline_with_a_reason(ledger: Ledger, at: datetime):
    proposed = put_right(at, "received_date", "2026-11-12")
    with pytest.raises(ValidationError):
        decline_rectification(actor=SECOND, at=at, rectification_id=proposed.pk, reason="")
    with pytest.raises(ValidationError):
        decline_rectification(actor=FIRST, at=at, rectification_id=proposed.pk, reason="x")
    declined = decline_rectification(
        actor=SECOND, at=at, rectification_id=proposed.pk, reason="stamp is clear"
    )
    assert declined.state == Rectification.State.DECLINED
    assert declined.decline_reason == "stamp is clear"
    assert ledger.entries["received_date"] == "2026-11-02"
    assert put_right(at, "received_date", "2026-11-13").state == Rectification.State.PROPOSED


def test_an_entry_that_changed_meanwhile_is_not_overwritten(ledger: Ledger, at: datetime):
    proposed = put_right(at, "received_date", "2026-11-12")
    ledger.entries["received_date"] = "2026-11-03"
    with pytest.raises(ValidationError):
        confirm_rectification(actor=SECOND, at=at, rectification_id=proposed.pk)
    assert ledger.entries["received_date"] == "2026-11-03"


@pytest.mark.parametrize(("new", "reason"), [("Chan Tai Man", " "), ("Chan Tai Min", "misread")])
def test_without_reason_or_difference_nothing_happens(ledger: Ledger, at: datetime, new: str, reason: str):
    with pytest.raises(ValidationError):
        put_right(at, "name", new, reason)
    assert not Rectification.objects.exists()
    assert not Event.objects.exists()


def test_a_second_proposal_waits_until_the_first_is_decided(ledger: Ledger, at: datetime):
    put_right(at, "received_date", "2026-11-12")
    with pytest.raises(ValidationError):
        put_right(at, "received_date", "2026-11-13")


@pytest.mark.parametrize("actor", [STRANGER, PARTY])
def test_who_may_not_rectify_the_record_is_turned_away(ledger: Ledger, at: datetime, actor: Actor):
    with pytest.raises(PermissionDenied):
        put_right(at, "name", "x", actor=actor)


def test_an_entry_that_no_room_registered_cannot_be_rectified(ledger: Ledger, at: datetime):
    with pytest.raises(LookupError):
        put_right(at, "state", "served")


def test_a_right_entry_that_cannot_stand_leaves_the_proposal_open(ledger: Ledger, at: datetime):
    proposed = put_right(at, "received_date", "soon")
    with pytest.raises(ValidationError):
        confirm_rectification(actor=SECOND, at=at, rectification_id=proposed.pk)
    proposed.refresh_from_db()
    assert proposed.state == Rectification.State.PROPOSED


@pytest.mark.parametrize("decided_by", ["", FIRST.key])
def test_the_database_itself_demands_the_second_person(ledger: Ledger, at: datetime, decided_by: str):
    proposed = put_right(at, "received_date", "2026-11-12")
    with pytest.raises(IntegrityError), transaction.atomic():
        Rectification.objects.filter(pk=proposed.pk).update(state="applied", decided_by=decided_by)

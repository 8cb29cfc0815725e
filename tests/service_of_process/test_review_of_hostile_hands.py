"""What a hostile litigant who has read the source would try at the doors of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.identity.permissions import PermissionRefused
from portal.web.spreadsheets import csv_line
from service_of_process.actions import extending, facts, inbound_registering, pilot
from service_of_process.actions.addressing import withdraw_address
from service_of_process.actions.contacts import withdraw_contact
from service_of_process.actions.document_set import withdraw_document
from service_of_process.actions.legs import open_leg
from service_of_process.apps import desk_queues
from service_of_process.forms.offered import offered
from service_of_process.models import Clock, ConfirmedFact, Leg, ServiceContact, ServiceMatter
from service_of_process.queries import desk
from service_of_process.queries.matter_page import holds_file, parts_of
from service_of_process.rules import channels, lifecycle
from tests.factories import cases, people, service
from tests.factories import service_channels as acts
from tests.factories.outcomes import calendars
from tests.support.service_clocks import running_clock

pytestmark = pytest.mark.django_db
NOW, TODAY = service.NOW, service.TODAY
OUTSIDERS = ("clerk_b", "judge_b", "principal", "opponent", "lawyer", "stranger", "librarian", "operator")


@pytest.fixture(autouse=True)
def in_english_with_calendars(db: None) -> Iterator[None]:
    calendars()
    with translation.override("en"):
        yield


def as_user(user: Any) -> Client:
    client = Client()
    people.sign_in(client, user)
    client.cookies["django_language"] = "en"
    user.language = "en"
    user.save()
    return client


def door(act: str, record: Any) -> str:
    return reverse("service_desk:act", args=[act, record.pk])


def before_the_high_court() -> tuple[ServiceMatter, Leg, Leg]:
    """A matter with mail to one address, and an entrusted leg to another that came to the High People's Court."""
    matter = service.a_matter()
    other = service.an_address(matter, "香港新界秘密街1號")
    secret = ServiceContact.objects.create(
        matter=matter, number=1, channel=channels.REPRESENTATIVE_OFFICE, name="秘密代表机构", proof=cases.paper(matter.case),
    )  # fmt: skip
    mail = service.a_leg(matter, channels.MAIL, lifecycle.POSTED, address=other, contact=secret)
    upper = service.a_leg(matter, channels.ENTRUSTED_HK, lifecycle.AT_UPPER)
    return matter, mail, upper


def test_the_high_court_reads_neither_addresses_nor_persons_of_legs_that_did_not_come_to_it() -> None:
    matter, _mail, upper = before_the_high_court()
    shown = (
        as_user(people.assistance_desk())
        .get(reverse("service_desk:inspect", args=[matter.pk]))
        .content.decode()
    )
    assert "香港九龍虛構街8號12樓A室" in shown  # the entrusted leg's own
    assert "秘密" not in shown
    assert [row.text for row in parts_of(matter, [upper.pk]).addresses] == ["香港九龍虛構街8號12樓A室"]
    assert len(parts_of(matter).addresses) == 2


def test_the_high_court_opens_no_authority_of_somebody_on_another_leg() -> None:
    matter, mail, upper = before_the_high_court()
    proof = matter.contacts.get().proof_id
    assert holds_file(matter, proof)
    assert not holds_file(matter, proof, [upper.pk])
    assert holds_file(matter, proof, [mail.pk])
    address = reverse("service_desk:file", args=[matter.pk, proof])
    assert as_user(people.assistance_desk()).get(address).status_code == 404


def test_the_list_of_the_high_court_names_the_legs_that_came_to_it_and_their_periods_only() -> None:
    matter, mail, upper = before_the_high_court()
    running_clock(mail, "hkmo-service-2009-art7", date(2026, 9, 4))
    (row,) = desk.rows_of([matter], TODAY, people.actor(people.assistance_desk()))
    assert [leg.pk for leg in row.legs] == [upper.pk]
    assert row.clock is None
    (row,) = desk.rows_of([matter], TODAY, people.actor(people.clerk_a()))
    assert [leg.pk for leg in row.legs] == [mail.pk, upper.pk]
    assert row.clock is not None and row.clock.leg_id == mail.pk


def test_the_high_court_does_nothing_on_a_leg_that_did_not_come_to_it() -> None:
    _matter, mail, _upper = before_the_high_court()
    client = as_user(people.assistance_desk())
    names = {form.act for form in offered() if form.on_leg}
    assert {name: client.get(door(name, mail)).status_code for name in names} == dict.fromkeys(names, 404)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_whoever_has_no_seat_finds_no_act_at_all(who: str) -> None:
    matter = service.a_matter()
    leg = service.a_leg(matter, state=lifecycle.DISPATCHED)
    client = as_user(people.CAST[who]())
    answers = {
        client.post(door(form.act, leg if form.on_leg else matter), {}).status_code for form in offered()
    }
    assert answers <= {302, 404}
    assert Leg.objects.get(pk=leg.pk).state == lifecycle.DISPATCHED
    assert not ServiceMatter.objects.get(pk=matter.pk).events.exists()


def test_a_judge_of_the_same_court_without_the_case_finds_none_of_the_judges_acts() -> None:
    matter = service.a_matter()
    leg = service.a_leg(matter, state=lifecycle.RETURNED)
    client = as_user(service.panel_member())
    answers = {client.get(door(form.act, leg if form.on_leg else matter)).status_code for form in offered()}
    assert answers == {404}


def test_records_of_another_matter_are_not_taken_from_a_forged_field() -> None:
    mine, other = service.a_matter(), service.a_matter()
    clerk, judge = people.actor(people.clerk_a()), people.actor(people.judge_a())
    contact = ServiceContact.objects.create(
        matter=other, number=1, channel=channels.REPRESENTATIVE_OFFICE, name="代表机构"
    )
    common = {"actor": clerk, "at": NOW, "matter_id": mine.pk}
    with pytest.raises(ValidationError):
        open_leg(**common, channel=channels.MAIL, address_id=other.addresses.get().pk)
    with pytest.raises(ValidationError):
        open_leg(**common, channel=channels.REPRESENTATIVE_OFFICE, contact_id=contact.pk)
    with pytest.raises(ValidationError):
        withdraw_address(**common, address_id=other.addresses.get().pk, reason="x")
    with pytest.raises(ValidationError):
        withdraw_contact(**common, contact_id=contact.pk, reason="x")
    with pytest.raises(ValidationError):
        withdraw_document(**common, document_id=other.documents.get().pk, reason="x")
    service.practice(pilot_is_open=True)
    with pytest.raises(ValidationError):
        pilot.order_pilot(
            actor=judge, at=NOW, matter_id=mine.pk, address_id=other.addresses.get().pk,
            legal_basis=channels.BASES_OF[channels.PILOT_LAWYER][0], reason="x",
        )  # fmt: skip
    fact = ConfirmedFact.objects.create(
        matter=mine, kind="mention", fact_date=TODAY, description="x", submitted_at=NOW, submitted_by="user:x"
    )
    theirs = service.a_leg(other, state=lifecycle.DISPATCHED)
    with pytest.raises(ValidationError):
        facts.find_fact(actor=judge, at=NOW, fact_id=fact.pk, leg_id=theirs.pk, reason="x")


def test_a_judge_reaches_no_circumstance_and_no_period_of_a_case_that_is_not_hers() -> None:
    matter = service.a_matter()
    leg = service.a_leg(matter, state=lifecycle.DISPATCHED)
    fact = ConfirmedFact.objects.create(
        matter=matter,
        kind="mention",
        fact_date=TODAY,
        description="x",
        submitted_at=NOW,
        submitted_by="user:x",
    )
    clock: Clock = running_clock(leg, "hkmo-service-2009-art6", date(2026, 9, 4))
    for judge in (people.judge_b(), service.panel_member()):
        who = {"actor": people.actor(judge), "at": NOW, "reason": "x"}
        with pytest.raises(PermissionRefused):
            facts.find_fact(**who, fact_id=fact.pk)
        with pytest.raises(PermissionRefused):
            extending.extend_clock(**who, clock_id=clock.pk, extended_to=date(2027, 1, 4))


def test_a_clerk_who_is_a_party_of_the_case_keeps_out_of_its_service() -> None:
    clerk = people.clerk_a()
    matter = service.a_matter()
    cases.a_party(matter.case, clerk, role="third_party", name="吳敏")
    client = as_user(clerk)
    assert client.get(reverse("service_desk:inspect", args=[matter.pk])).status_code == 404
    assert client.post(door("matter_withdrawn", matter), {"reason": "x"}).status_code == 404
    assert ServiceMatter.objects.get(pk=matter.pk).state == lifecycle.ACTIVE


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =cmd|' /C calc'!A0"])
def test_no_cell_of_an_export_is_run_as_a_formula(value: str) -> None:
    assert csv_line([value]).lstrip('"').startswith("'")


@pytest.mark.parametrize("when", ["0001-01-01T00:00", "1900-01-01T10:00", "2999-01-01T10:00"])
def test_a_hearing_in_an_impossible_year_is_named_at_its_field(when: str) -> None:
    matter = service.a_matter()
    entered = {
        "nature": "x", "name": "何德榮", "name_script": "zh-hant", "language": "zh-hant", "second_language": "en",
        "hearing_at": when,
    }  # fmt: skip
    answer = as_user(people.clerk_a()).post(door("matter_edited", matter), entered)
    assert answer.status_code == 200
    assert "Check the year of this date." in answer.content.decode()
    assert ServiceMatter.objects.get(pk=matter.pk).hearing_at is None


def test_one_letter_registered_at_two_desks_at_once_is_registered_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The other desk's registration is committed while this one waits for the court's number."""
    real, seen = inbound_registering.next_reference, []

    def meanwhile(*args: Any, **words: Any) -> tuple[str, str]:
        if not seen:
            seen.append(1)
            acts.registered(foreign_number="HCMP 7/2026")
        return real(*args, **words)

    monkeypatch.setattr(inbound_registering, "next_reference", meanwhile)
    with pytest.raises(ValidationError, match="registered already"):
        acts.registered(foreign_number="HCMP 7/2026")


def test_the_high_court_hears_of_no_period_of_a_leg_that_did_not_come_to_it() -> None:
    _matter, mail, upper = before_the_high_court()
    running_clock(mail, "hkmo-service-2009-art7", date(2026, 7, 4))
    running_clock(upper, "hkmo-service-2009-art13", date(2026, 9, 1))
    told = [row.title for row in desk_queues.overdue(people.actor(people.assistance_desk()), TODAY)]
    assert len(told) == 1 and told[0].startswith(upper.reference)
    assert len(list(desk_queues.overdue(people.actor(people.clerk_a()), TODAY))) == 2

"""Memberships have two sides; a calendar's address is secret and can be renewed; establishment is checked anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from mediation_registry.actions import availability, claims, memberships, profiles
from mediation_registry.actions.registrants import register
from mediation_registry.documents.calendar_feed import Busy, calendar
from mediation_registry.models import OrganisationMembership, Profile, Registrant
from mediation_registry.rules import completeness
from portal.documents.icalendar import escaped, folded
from portal.identity.models import Person, User
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import mediators, people

NOW = mediators.NOW


@pytest.fixture(autouse=True)
def clock_and_language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with translation.override("en"):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    people.sign_in(client, user)
    return client


def at(name: str, *args: object) -> str:
    with translation.override("en"):
        return reverse(f"mediators:{name}", args=args)


def organisation(local_part: str = "harbour.centre") -> Registrant:
    user = people.account(local_part)
    person = people.register_person(
        actor=people.SETUP, at=NOW, names={"latin": "Harbour Centre"}, kind=Person.Kind.LEGAL, user=user
    )
    return register(
        actor=mediators.acting(user), at=NOW, person=person, kind="organisation",
        jurisdiction=mediators.jurisdiction("HK"),
    )  # fmt: skip


def mine(entry: Registrant) -> dict[str, Any]:
    return {"actor": mediators.acting(entry.person.user), "at": NOW, "registrant_id": entry.pk}


@pytest.mark.django_db
def test_a_mediator_asks_the_organisation_confirms_and_either_ends_it() -> None:
    entry, centre = mediators.registrant(), organisation()
    mediator, office = signed_in(entry.person.user), signed_in(centre.person.user)
    asked = mediator.post(at("organisations"), {"organisation_no": centre.register_no.lower()})
    assert asked.status_code == 302
    membership = OrganisationMembership.objects.get()
    assert Notice.objects.filter(recipient_key=f"user:{centre.person.user_id}").exists()
    assert "Confirm" in office.get(at("members")).content.decode()
    assert mediator.post(at("confirm_membership", membership.pk)).status_code == 404
    assert office.post(at("confirm_membership", membership.pk)).status_code == 302
    membership.refresh_from_db()
    assert membership.confirmed_at == NOW
    assert signed_in(people.stranger()).post(at("end_membership", membership.pk)).status_code == 404
    assert mediator.post(at("end_membership", membership.pk)).status_code == 302
    membership.refresh_from_db()
    assert (membership.ended_by, membership.valid_to) == ("mediator", mediators.TODAY)


@pytest.mark.django_db
def test_a_declined_request_can_be_made_again_and_a_double_one_cannot() -> None:
    entry, centre = mediators.registrant(), organisation()
    first = memberships.ask_membership(**mine(entry), organisation_no=centre.register_no)
    with pytest.raises(ValidationError, match="already"):
        memberships.ask_membership(**mine(entry), organisation_no=centre.register_no)
    memberships.decline_membership(**mine(centre), membership_id=first.pk)
    with pytest.raises(ValidationError, match="ended"):
        memberships.confirm_membership(**mine(centre), membership_id=first.pk)
    memberships.ask_membership(**mine(entry), organisation_no=centre.register_no)
    for number in ("MED-0", entry.register_no):
        with pytest.raises(ValidationError):
            memberships.ask_membership(**mine(entry), organisation_no=number)
    with pytest.raises(PermissionRefused):
        memberships.end_membership(**mine(entry), membership_id=uuid4())


@pytest.mark.django_db
def test_establishment_is_checked_by_the_home_place_and_anew_after_a_change() -> None:
    centre = organisation()
    office = signed_in(centre.person.user)
    typed = {"legal_form": "Company limited by guarantee", "registration_no": "CR-1", "seat": "Hong Kong"}
    assert office.post(at("establishment"), typed).status_code == 302
    with pytest.raises(PermissionRefused):
        claims.check_establishment(
            actor=mediators.acting(mediators.mo_assessor()), at=NOW, registrant_id=centre.pk
        )
    assessor = mediators.acting(mediators.hk_assessor())
    facts = claims.check_establishment(actor=assessor, at=NOW, registrant_id=centre.pk)
    assert facts.is_lawfully_established
    office.post(at("establishment"), {**typed, "seat": "Kowloon"})
    facts.refresh_from_db()
    assert facts.proof_checked_at is not None
    office.post(at("establishment"), {**typed, "registration_no": "CR-2"})
    facts.refresh_from_db()
    assert facts.proof_checked_at is None
    with pytest.raises(ValidationError, match="Only an organisation"):
        memberships.record_establishment(**mine(mediators.registrant()), seat="x")


@pytest.mark.django_db
def test_an_assessor_finds_and_verifies_on_the_desk_what_waits_for_the_own_place() -> None:
    entry, centre = mediators.registrant(), organisation()
    memberships.record_establishment(**mine(centre), registration_no="CR-1")
    claim = profiles.make_claim(**mine(entry), kind="qualification", text="Fictitious accreditation")
    file = mediators.pdf()
    claims.add_claim_evidence(**mine(entry), claim_id=claim.pk, upload=file, declared_name=file.name)
    desk, elsewhere = signed_in(mediators.hk_assessor()), signed_in(mediators.mo_assessor())
    page = f"/staff/declared-entries/inspect/{claim.pk}/"
    proof = f"/staff/establishments/inspect/{centre.pk}/"
    for address in ("/staff/declared-entries/", page, proof, f"/staff/declared-entries/{claim.pk}/evidence/"):
        assert desk.get(address).status_code == 200, address
    for address in (page, proof, f"/staff/declared-entries/{claim.pk}/evidence/"):
        assert elsewhere.get(address).status_code == 404, address
    assert desk.post(f"/staff/declared-entries/{claim.pk}/act/verify/").status_code == 302
    assert desk.post(f"/staff/establishments/{centre.pk}/act/check/", {"_": ""}).status_code == 302
    claim.refresh_from_db()
    centre.organisation_facts.refresh_from_db()
    assert claim.standing == "verified" and centre.organisation_facts.proof_checked_at == NOW


@pytest.mark.django_db
def test_times_do_not_overlap_pass_or_end_before_they_start() -> None:
    entry = mediators.registrant()
    day = NOW + timedelta(days=3)
    period = availability.enter_unavailable(**mine(entry), starts_at=day, ends_at=day + timedelta(hours=4))
    for starts_at, ends_at in (
        (day + timedelta(hours=1), day + timedelta(hours=2)),
        (day, day),
        (NOW - timedelta(days=2), NOW - timedelta(days=1)),
    ):
        with pytest.raises(ValidationError):
            availability.enter_unavailable(**mine(entry), starts_at=starts_at, ends_at=ends_at)
    availability.enter_unavailable(
        **mine(entry), starts_at=day + timedelta(hours=4), ends_at=day + timedelta(hours=5)
    )
    availability.withdraw_unavailable(**mine(entry), period_id=period.pk)
    with pytest.raises(ValidationError):
        availability.withdraw_unavailable(**mine(entry), period_id=period.pk)


@pytest.mark.django_db
def test_the_calendar_stands_behind_a_secret_that_is_kept_nowhere_and_can_be_renewed(client: Client) -> None:
    entry = mediators.registrant()
    own = signed_in(entry.person.user)
    own.post(at("unavailable"), {"starts_at": "2026-12-24T09:00", "ends_at": "2026-12-24T18:00"})
    page = own.post(at("renew_calendar")).content.decode()
    address = page.partition("<code>")[2].partition("</code>")[0]
    secret = address.rpartition("/")[2].removesuffix(".ics")
    assert len(secret) >= 40
    assert secret not in repr(Profile.objects.values_list())
    assert secret not in own.get(at("unavailable")).content.decode()
    feed = client.get(address)
    text = feed.content.decode()
    assert feed["Content-Type"].startswith("text/calendar") and feed["Cache-Control"] == "private, no-store"
    assert "DTSTART:20261224T010000Z" in text and "Wong" not in text
    own.post(at("renew_calendar"))
    assert client.get(address).status_code == 404
    own.post(at("close_calendar"))
    assert Profile.objects.get().calendar_digest == ""
    with pytest.raises(ValidationError):
        availability.close_calendar(**mine(entry))


def test_calendar_lines_are_folded_at_75_octets_and_values_escaped() -> None:
    assert escaped("a,b;c\\d\ne") == "a\\,b\\;c\\\\d\\ne"
    parts = list(folded("SUMMARY:" + "調解" * 40))
    assert all(len(part.encode()) <= 75 for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == "SUMMARY:" + "調解" * 40
    start = datetime(2026, 12, 24, 9, tzinfo=timezone.get_default_timezone())
    text = calendar(title="t", busy=[Busy(uuid4(), start, start)], summary="s", at=NOW)
    assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")


@pytest.mark.django_db
def test_languages_are_named_once_each_with_a_level() -> None:
    entry = mediators.registrant()
    Language = profiles.Language
    for rows in (
        [Language("pt", "working"), Language("pt", "negotiation")], [Language("other", "working")],
        [Language("pt", "working", "Portuguese")], [Language("xx", "working")],
        [Language("other", "working", str(number)) for number in range(13)],
    ):  # fmt: skip
        with pytest.raises(ValidationError):
            profiles.record_languages(**mine(entry), languages=rows)
    profiles.record_languages(
        **mine(entry), languages=[Language("yue", "mother_tongue"), Language("pt", "working")]
    )
    profiles.record_languages(**mine(entry), languages=[Language("pt", "negotiation")])
    assert [(row.language, row.level) for row in entry.profile.languages.all()] == [("pt", "negotiation")]


def test_completeness_counts_only_what_this_kind_of_registrant_has() -> None:
    person = completeness.parts(completeness.Held(profession=True, kinds=frozenset({"dispute_type"})))
    assert "establishment" not in person and person["dispute_types"]
    office = completeness.parts(completeness.Held(is_organisation=True, establishment=True))
    assert "profession" not in office and office["establishment"]
    assert completeness.percent(dict.fromkeys("ab", True)) == 100
    assert completeness.percent({}) == 0

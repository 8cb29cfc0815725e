"""Each address of a record of the register against everybody whom the record does not concern: it does not exist."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from mediation_registry.actions import availability, profiles
from mediation_registry.models import AnswerEvidence, MediationJudgment, RosterSharing, Session
from portal.exhibits.models import Exhibit
from tests.factories import mediators, outcomes, people
from tests.factories import rosters as cast
from tests.support.sources import ROOT

pytestmark = pytest.mark.django_db
SPACES = ("mediators:", "mediations:")
#: Parameters that everybody may know: public numbers, announced intakes, published courts; secrets have their own tests.
PUBLIC = {"register_no", "window_id", "code", "form", "token", "secret"}
#: Names of steps that exist, so that only the standing decides.
STEPS = {"mediators:roster_act": "pause", "mediators:roster_sharing": "consent", "mediations:act": "end"}


def other_mediator() -> Any:
    """Somebody in the register herself, whom none of these records concerns."""
    user = mediators.mediator_user("other.mediator", {"latin": "Other Mediator"})
    mediators.registrant(user)
    return user


OUTSIDERS = {
    "stranger": people.stranger, "another mediator": other_mediator, "clerk of another court": people.clerk_b,
    "judge of another court": people.judge_b, "intake elsewhere": mediators.mo_intake, "auditor": people.auditor,
    "librarian": people.librarian, "operator": people.operator,
}  # fmt: skip


def addresses(
    resolver: Any = None, space: str = "", route: str = ""
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names of addresses with the names of their parameters."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, space + (f"{entry.namespace}:" if entry.namespace else ""), here)
        elif isinstance(entry, URLPattern) and entry.name:
            yield space + entry.name, tuple(re.findall(r"<(?:\w+:)?(\w+)>", here))


def personal() -> list[tuple[str, tuple[str, ...]]]:
    """The addresses of the register's records that the table calls personal."""
    with (ROOT / "tests/tables/addresses.csv").open(encoding="utf-8", newline="") as rows:
        audience = {row["name"]: row["audience"] for row in csv.DictReader(rows)}
    return sorted(
        (name, parameters)
        for name, parameters in addresses()
        if name.startswith(SPACES) and parameters and not set(parameters) & PUBLIC
        and audience[name] == "signed-in"
    )  # fmt: skip


def the_application() -> dict[str, Any]:
    application = mediators.application_in("local_assessment")
    return {
        "application_id": application.pk, "position": 1,
        "evidence_id": AnswerEvidence.objects.filter(answer__application=application).first().pk,
    }  # fmt: skip


def the_complaint() -> dict[str, Any]:
    complaint = cast.complaint_in("investigation")
    return {
        "complaint_id": complaint.pk, "statement_id": complaint.statements.get().pk,
    }  # fmt: skip


def the_profile() -> dict[str, Any]:
    registrant = mediators.registrant()
    owner = {"actor": mediators.acting(registrant.person.user), "at": mediators.NOW}
    claim = profiles.make_claim(**owner, registrant_id=registrant.pk, kind="qualification", text="Chair")
    period = availability.enter_unavailable(
        **owner, registrant_id=registrant.pk, starts_at=mediators.NOW, ends_at=mediators.CLOSES_AT
    )
    return {"claim_id": claim.pk, "period_id": period.pk}


def the_roster() -> dict[str, Any]:
    entry = cast.shared_with_a(consents=False)
    return {"entry_id": entry.pk, "sharing_id": RosterSharing.objects.get(entry=entry).pk}


def the_mediation() -> dict[str, Any]:
    filed = outcomes.filed()
    mediation = filed.settlement.mediation
    session = Session.objects.filter(mediation=mediation).first()
    paper = Exhibit.objects.filter(scope=filed.chain).first()
    return {
        "mediation_id": mediation.pk, "party_id": outcomes.party(mediation, "first").pk,
        "session_id": session.pk if session else mediation.pk, "exhibit_id": paper.pk if paper else mediation.pk,
        "item_id": mediation.pk,
    }  # fmt: skip


GROUPS = {
    "application": (the_application, {"application_id"}),
    "complaint": (the_complaint, {"complaint_id"}),
    "profile": (the_profile, {"claim_id", "period_id"}),
    "roster": (the_roster, {"entry_id", "sharing_id"}),
    "mediation": (the_mediation, {"mediation_id"}),
}


def of_group(keys: set[str]) -> list[tuple[str, tuple[str, ...]]]:
    return [row for row in personal() if set(row[1]) & keys]


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_the_records_addresses_do_not_exist_for_whom_they_do_not_concern(group: str) -> None:
    make, keys = GROUPS[group]
    known, wanted = make(), of_group(keys)
    assert wanted, "the group has no address left"
    faults = {}
    for role, outsider in OUTSIDERS.items():
        client = Client()
        people.sign_in(client, outsider())
        for name, parameters in wanted:
            values = {**known, "evidence_id": known.get("evidence_id", next(iter(known.values()))),
                      "name": STEPS.get(name, "-")}  # fmt: skip
            address = reverse(name, kwargs={key: values[key] for key in parameters})
            codes = {client.get(address).status_code, client.post(address, {}).status_code}
            if not codes <= {404, 405} or 404 not in codes:
                faults[role, name] = codes
    assert not faults


def test_every_personal_address_with_a_record_is_in_a_group_or_needs_the_own_entry() -> None:
    """What is left belongs to the own entry alone; a new kind of record wants a group above."""
    grouped = {row for _make, keys in GROUPS.values() for row in of_group(keys)}
    rest = {parameter for name, parameters in set(personal()) - grouped for parameter in parameters}
    assert rest <= {"listing_id", "membership_id", "naming_id", "record_id", "name"}


# -- the back office
VIEWSETS = (
    "mediator_applications", "panel_editions", "panel_listings", "panel_imports", "mediator_schemes", "rule_versions",
    "intake_windows", "enabling_rules", "declared_entries", "establishments", "roster_entries", "roster_borrowing",
    "roster_reports", "training_records", "complaints_desk", "removal_referrals", "mediations_desk", "confirmations",
    "mediation_judgments", "mediation_records", "mediation_feedback",
)  # fmt: skip
SHUT = ("add", "edit", "delete", "copy", "usage", "history", "history_results", "chooser")


@pytest.mark.parametrize("space", VIEWSETS)
def test_no_record_of_the_register_is_edited_deleted_or_chosen_in_the_back_office(space: str) -> None:
    for name in SHUT:
        for args in ([], [people.SETUP.key], ["1"]):
            with pytest.raises(NoReverseMatch):
                reverse(f"{space}:{name}", args=args)


def desk_records() -> dict[str, Any]:
    """Addresses of the back office that lead to real records, each before one body."""
    application = mediators.application_in("local_assessment")
    complaint = cast.complaint_in("investigation", application.registrant)
    filed = outcomes.filed()
    piece = AnswerEvidence.objects.filter(answer__application=application).first()
    return {
        "mediator_applications:inspect": [application.pk],
        "mediator_applications:act": [application.pk, "assess"],
        "mediator_applications:evidence": [application.pk, piece.pk],
        "complaints_desk:inspect": [complaint.pk],
        "complaints_desk:act": [complaint.pk, "decide"],
        "mediations_desk:inspect": [filed.settlement.mediation.pk],
        "mediations_desk:act": [filed.settlement.mediation.pk, "end"],
        "confirmations:inspect": [filed.pk],
        "confirmations:document": [filed.pk, Exhibit.objects.filter(scope=filed.chain).first().pk],
    }


DESK_OUTSIDERS = {
    "clerk of another court": people.clerk_b, "judge of another court": people.judge_b,
    "intake elsewhere": mediators.mo_intake, "assessor elsewhere": mediators.gd_assessor,
    "librarian": people.librarian, "editor": people.editor, "operator": people.operator,
}  # fmt: skip


def test_records_of_the_desk_do_not_exist_for_officers_elsewhere() -> None:
    known, faults = desk_records(), {}
    for role, outsider in DESK_OUTSIDERS.items():
        client = Client()
        people.sign_in(client, outsider())
        for name, args in known.items():
            address = reverse(name, args=args)
            codes = [client.get(address).status_code, client.post(address, {}).status_code]
            if codes[0] != 404 or codes[1] not in (404, 405):
                faults[role, name] = codes
    assert not faults


@pytest.mark.parametrize("role", ["assessor elsewhere", "clerk of another court"])
def test_no_list_or_export_of_the_desk_names_a_record_of_another_body(role: str) -> None:
    application = mediators.application_in("local_assessment")
    complaint = cast.complaint_in("investigation", application.registrant)
    filed = outcomes.filed()
    secrets = [
        application.reference,
        complaint.reference,
        filed.reference,
        filed.settlement.mediation.reference,
    ]
    client = Client()
    people.sign_in(client, DESK_OUTSIDERS[role]())
    found = []
    for space in ("mediator_applications", "complaints_desk", "confirmations", "mediations_desk"):
        for query in ("", "?export=csv"):
            answer = client.get(reverse(f"{space}:index") + query)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            found += [
                (space, query, secret) for secret in secrets if secret in body.decode("utf-8", "replace")
            ]
    assert not found


def test_a_judgment_does_not_exist_for_another_court() -> None:
    asked: MediationJudgment = outcomes.asked_for_judgment()
    client = Client()
    people.sign_in(client, people.judge_b())
    assert client.get(reverse("mediation_judgments:inspect", args=[asked.pk])).status_code == 404


def test_an_applicant_who_holds_the_very_office_does_not_find_her_application_on_the_desk() -> None:
    application = mediators.application_in("local_assessment")
    user = application.registrant.person.user
    people.office_of(user, "authority_assessor", authority=people.authority("HK-MAAL"))
    client = Client()
    people.sign_in(client, user)
    assert client.get(reverse("mediator_applications:inspect", args=[application.pk])).status_code == 404
    assert application.reference not in client.get(reverse("mediator_applications:index")).content.decode()

"""A mediation between Chan Ka Man and Ho Tak Wing, led by Leong Wai, from its sessions to the court.

Referred mediations belong to their case before court A. Mediations are put into a state here; everything that
follows moves by the real actions.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from mediation_registry.actions import confirmation_court, confirmations, judgments, settlements, signing
from mediation_registry.actions.confirmations import Scope
from mediation_registry.actions.registrants import register
from mediation_registry.actions.settlements import Draft
from mediation_registry.models import (
    Appointment,
    ConfirmationApplication,
    Mediation,
    MediationParty,
    OrganisationFacts,
    Registrant,
    Settlement,
)
from mediation_registry.queries.outcome import settlement_of
from portal.calendars.actions import load_seed
from portal.calendars.models import Calendar
from portal.identity.actions.people import register_person
from portal.identity.models import Jurisdiction, User
from tests.factories import cases, people

NOW = cases.NOW
TODAY = cases.TODAY
TEXT = {
    "parties": "陳嘉敏；何德榮", "facts": "雙方就2025年3月3日的買賣合同發生爭議。", "result": "何德榮於2026年12月31日前付款。",
}  # fmt: skip


def when(days: int, *, hour: int = 4) -> datetime:
    """``days`` after today, at an hour UTC."""
    return datetime(TODAY.year, TODAY.month, TODAY.day, hour, 0, tzinfo=UTC) + timedelta(days=days)


def calendars() -> None:
    """The calendars of the seed."""
    if not Calendar.objects.exists():
        load_seed(at=people.LONG_AGO)


def registrant(user: User | None = None) -> Registrant:
    """Leong Wai in the register."""
    person = people.person_of(user or people.mediator())
    place = Jurisdiction.objects.get(code="CN-MO")
    owner = people.actor(user or people.mediator())
    return register(actor=owner, at=people.LONG_AGO, person=person, kind="mediator", jurisdiction=place)


def organisation(*, is_checked: bool = True) -> Registrant:
    """A fictitious mediation centre with an account, registered in Shenzhen, its seat with court B."""
    people.court()  # reference data
    user = people.account("centre", language="zh-hans")
    person = getattr(user, "person", None) or register_person(
        actor=people.SETUP, at=people.LONG_AGO, names={"zh-hans": "虚构调解中心"}, user=user, kind="legal"
    )
    place = Jurisdiction.objects.get(code="CN")
    actor = people.actor(user)
    made = register(actor=actor, at=people.LONG_AGO, person=person, kind="organisation", jurisdiction=place)
    OrganisationFacts.objects.update_or_create(
        registrant=made,
        defaults={
            "registration_no": "FICT-1", "registered_by": "Fictitious bureau", "seat": "Shenzhen",
            "seat_court": people.court(people.COURT_B), "proof_checked_by": "user:test" if is_checked else "",
            "proof_checked_at": people.LONG_AGO if is_checked else None,
        },
    )  # fmt: skip
    return made


def a_mediation(
    kind: str = "delegated",
    *,
    state: str = "sessions",
    led_by: Registrant | None = None,
    reference: str = "MDN-TEST-1",
) -> Mediation:
    """A mediation in a state, with both parties and the accepted mediator; identities were checked."""
    calendars()
    case = cases.chan_against_ho()
    referred = kind != "self_arranged"
    mediation = Mediation.objects.create(
        reference=reference, kind=kind, rules_chosen="online_2021",
        track="prefiling" if kind != "entrusted" else "ordinary", case=case if referred else None,
        court=case.court if referred else None, language="zh-hant", matter="買賣合同糾紛", state=state,
        state_since_at=NOW, opened_at=NOW, opened_by="system:test", accepted_date=TODAY,
    )  # fmt: skip
    for side, row in (("first", cases.plaintiff(case)), ("second", cases.defendant(case))):
        MediationParty.objects.create(
            mediation=mediation, side=side, case_party=row if referred else None, person=row.person, name=row.name,
            connection="HK", consents=True, identity_checked_at=NOW, identity_checked_by="system:test",
        )  # fmt: skip
    Appointment.objects.create(
        mediation=mediation, mediator=registrant(), organisation=led_by, way="joint_choice", state="accepted",
        told_at=NOW, answered_at=NOW, made_by="system:test",
    )  # fmt: skip
    return mediation


def party(mediation: Mediation, side: str) -> MediationParty:
    return mediation.parties.get(side=side)


def who(user: User, mediation: Mediation, at: datetime = NOW) -> dict[str, Any]:
    """What every action of a person takes."""
    return {"actor": people.actor(user), "at": at, "mediation_id": mediation.pk}


def a_draft(**entries: Any) -> Draft:
    return Draft(**{**TEXT, "language": "zh-hant", "has_performance": True, "is_money": True, **entries})


def drawn_up(mediation: Mediation, **entries: Any) -> Settlement:
    """Leong Wai draws the settlement up."""
    return settlements.draw_up(**who(people.mediator(), mediation), draft=a_draft(**entries))


def sign(mediation: Mediation, side: str, at: datetime = NOW) -> None:
    """A party signs the version that stands."""
    user, name = {"first": (people.principal(), "陳嘉敏"), "second": (people.opponent(), "何德榮")}[side]
    found = settlement_of(mediation)
    signing.sign_as_party(
        **who(user, mediation, at),
        party_id=party(mediation, side).pk,
        digest=found.text.digest,
        typed_name=name,
    )


def settled(
    kind: str = "delegated", *, at: datetime = NOW, mediator_signs: bool = True, **entries: Any
) -> Mediation:
    """A mediation whose settlement both parties signed, the second at ``at``."""
    mediation = a_mediation(kind, **entries)
    drawn_up(mediation)
    sign(mediation, "first")
    sign(mediation, "second", at)
    if mediator_signs:
        signing.sign_as_mediator(
            **who(people.mediator(), mediation, at), digest=settlement_of(mediation).text.digest,
            typed_name="Leong Wai",
        )  # fmt: skip
    mediation.refresh_from_db()
    return mediation


def prepared(mediation: Mediation, at: datetime = NOW, **entries: Any) -> ConfirmationApplication:
    """The application to court A, prepared by Chan Ka Man."""
    court = entries.pop("court", people.court())
    competence = entries.pop("competence", "inviting")
    return confirmations.prepare(
        **who(people.principal(), mediation, at), court=court, competence=competence, scope=Scope(**entries)
    )


def join(mediation: Mediation, side: str, at: datetime = NOW) -> None:
    user, name = {"first": (people.principal(), "陳嘉敏"), "second": (people.opponent(), "何德榮")}[side]
    confirmations.join(
        **who(user, mediation, at), party_id=party(mediation, side).pk, typed_name=name,
        contact="香港中環虛構道1號 5555 0000",
    )  # fmt: skip


def filed(mediation: Mediation | None = None, at: datetime = NOW, **entries: Any) -> ConfirmationApplication:
    """A joint application that stands in court A's queue."""
    mediation = mediation or settled()
    prepared(mediation, at)
    join(mediation, "first", at)
    join(mediation, "second", at)
    return confirmations.file(**who(people.principal(), mediation, at), **entries)


def step(
    name: str, application: ConfirmationApplication, user: User | None = None, at: datetime = NOW, **entries
):
    """One step of court A, by its judge unless told otherwise."""
    application.refresh_from_db()
    act = getattr(confirmation_court, name)
    return act(actor=people.actor(user or people.judge_a()), at=at, document=application, **entries)


def accepted(at: datetime = NOW) -> ConfirmationApplication:
    return step("accept", filed(at=at), at=at, court_number="（2026）粤0391诉前调确1号")


def heard(at: datetime = NOW) -> ConfirmationApplication:
    return step("record_hearing", accepted(at), at=at, heard_date=TODAY)


def confirmed(at: datetime = NOW) -> ConfirmationApplication:
    return step("grant", heard(at), at=at)


def asked_for_judgment() -> Any:
    """Leong Wai submits a settlement reached after filing."""
    mediation = settled("entrusted")
    return judgments.ask_judgment(**who(people.mediator(), mediation))


def a_file(text: str = "proof", name: str = "proof.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, f"{text}\n".encode(), content_type="text/plain")


def day(text: str) -> date:
    return date.fromisoformat(text)

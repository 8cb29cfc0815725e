"""Mediators on the roster of court A, and a mediation of the cast's case in any state; everything by the real acts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from mediation_registry.actions import agreeing, appointments, choices, conduct, endings, preparing
from mediation_registry.actions import mediations as opening
from mediation_registry.actions.mediations import Dispute, OtherSide
from mediation_registry.actions.preparing import TermsDraft
from mediation_registry.models import (
    Appointment,
    CourtRoster,
    CourtRosterEntry,
    Mediation,
    MediationParty,
    Registrant,
    RosterEvent,
)
from mediation_registry.rules import mediation as rules
from portal.audit.actors import Actor
from portal.calendars.actions import load_seed
from portal.calendars.models import Calendar
from portal.cases.models import Case
from portal.identity.actors import forget_actor
from portal.identity.models import User
from tests.factories import cases, mediators, people

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)  # a Friday
TODAY = date(2026, 11, 20)
CASE_NUMBERS = {
    "pre_filing": "（2026）粤0391诉前调1号",
    "ordinary": cases.NUMBER,
    "summary": "（2026）粤0391民初2002号",
}
PEOPLE = {
    1: ("mediator.one", "HK", {"zh-hant": "黃一心", "latin": "Wong Yat Sum"}),
    2: ("mediator.two", "MO", {"pt": "Beatriz Nunes", "zh-hant": "倫碧詩"}),
    3: ("mediator.three", "GD", {"zh-hans": "孙三立"}),
    4: ("mediator.four", "HK", {"latin": "Four Lee"}),
}


def later(**span: Any) -> datetime:
    """NOW plus so much."""
    return NOW + timedelta(**span)


def actor(user: User, at: datetime = NOW) -> Actor:
    """The actor with the offices, licences and roster entries of today."""
    forget_actor(user)
    return people.actor(user, at)


def calendars() -> None:
    """The calendars of the reference data."""
    if not Calendar.objects.exists():
        load_seed(at=people.LONG_AGO)


def mediator_user(number: int = 1) -> User:
    local_part, _place, names = PEOPLE[number]
    user = people.account(local_part)
    people.person_of(user, names)
    return user


def on_roster(registrant: Registrant, court_code: str = people.COURT_A) -> CourtRosterEntry:
    """Active on the roster of a court since the beginning of the year; the roster is made when needed."""
    kind = "organisations" if registrant.is_organisation else "individuals"
    roster, _made = CourtRoster.objects.get_or_create(
        court=people.court(court_code),
        kind=kind,
        speciality="",
        defaults={"opened_at": NOW, "opened_by": "system:test"},
    )
    entry, made = CourtRosterEntry.objects.get_or_create(
        roster=roster, registrant=registrant,
        defaults={"way": "invited", "state": "active", "state_since_at": NOW, "certificate_no": "QH-1",
                  "valid_from": date(2026, 1, 1), "entered_at": NOW},
    )  # fmt: skip
    if made:
        RosterEvent.objects.create(
            entry=entry, number=1, act="mediation_registry.put_on_roster", state="active",
            effective_date=date(2026, 1, 1), recorded_by="system:test", recorded_at=NOW,
        )  # fmt: skip
    return entry


def mediator(number: int = 1, court_code: str = people.COURT_A) -> Registrant:
    """One of four mediators, in the register and on the court's roster."""
    user = mediator_user(number)
    found = mediators.registrant(user, PEOPLE[number][1])
    on_roster(found, court_code)
    forget_actor(user)
    return found


def dispute(**entries: Any) -> Dispute:
    return Dispute(**{
        "matter": "Price of goods delivered in 2025", "language": "en", "rules_chosen": rules.ONLINE_2021, **entries
    })  # fmt: skip


def case_in(procedure: str = "ordinary") -> Case:
    """Chan Ka Man of Hong Kong against Ho Tak Wing before court A, in this procedure."""
    case = cases.a_case(CASE_NUMBERS[procedure], procedure=procedure)
    if not case.parties.exists():
        cases.a_party(case, people.principal())
        cases.a_party(case, people.opponent(), role="defendant", name="何德榮")
    return case


def referred(procedure: str = "ordinary", **entries: Any) -> Mediation:
    """A mediation that the clerk of court A has opened; three mediators stand on the roster."""
    calendars()
    for number in (1, 2, 3):
        mediator(number)
    case, given = case_in(procedure), dict(entries)
    what = dispute(**{name: given.pop(name) for name in ("rules_chosen", "matter") if name in given})
    return opening.open_mediation(
        actor=actor(people.clerk_a()), at=NOW, case_id=case.pk, dispute=what, **given
    )


def arranged(**entries: Any) -> tuple[Mediation, str]:
    """A mediation that Chan Ka Man opened herself, and the code for the other side."""
    calendars()
    return opening.arrange_mediation(
        actor=actor(people.principal()), at=NOW, dispute=dispute(**entries), own_connection="HK",
        other=OtherSide("何德榮", people.opponent().email, "CN"),
    )  # fmt: skip


def joined(**entries: Any) -> Mediation:
    """The same, joined and agreed by the other side; the choice is open."""
    mediation, code = arranged(**entries)
    for number in (1, 2, 3):
        mediator(number)
    opening.join_mediation(actor=actor(people.opponent()), at=NOW, code=code)
    consent(mediation, people.opponent())
    mediation.refresh_from_db()
    return mediation


def first(mediation: Mediation) -> MediationParty:
    return mediation.parties.get(side="first")


def second(mediation: Mediation) -> MediationParty:
    return mediation.parties.get(side="second")


def party_of(mediation: Mediation, user: User) -> MediationParty:
    return mediation.parties.get(person__user=user)


def consent(mediation: Mediation, user: User, *, agrees: bool = True, at: datetime = NOW) -> None:
    agreeing.answer_consent(
        actor=actor(user, at),
        at=at,
        mediation_id=mediation.pk,
        party_id=party_of(mediation, user).pk,
        agrees=agrees,
    )


def choosing(procedure: str = "ordinary", **entries: Any) -> Mediation:
    """Both have agreed; the choice is open."""
    mediation = referred(procedure, **entries)
    consent(mediation, people.principal())
    consent(mediation, people.opponent())
    mediation.refresh_from_db()
    return mediation


def shortlist(mediation: Mediation, user: User, side: str, *numbers: int, at: datetime = NOW) -> None:
    keys = [mediator(number).pk for number in numbers]
    choices.give_shortlist(
        actor=actor(user, at), at=at, mediation_id=mediation.pk, side=side, registrant_ids=keys
    )


def rank(mediation: Mediation, user: User, side: str, *numbers: int, at: datetime = NOW) -> None:
    names = {name.registrant_id: name.pk for name in choices.open_round_of(mediation).names.all()}
    keys = [names[mediator(number).pk] for number in numbers]
    choices.answer_names(actor=actor(user, at), at=at, mediation_id=mediation.pk, side=side, ranked_ids=keys)


def told(procedure: str = "ordinary", number: int = 1, **entries: Any) -> Mediation:
    """The clerk has designated a mediator, who is to answer."""
    mediation = choosing(procedure, **entries)
    designate(mediation, number)
    mediation.refresh_from_db()
    return mediation


def designate(mediation: Mediation, number: int = 1, *, at: datetime = NOW) -> Appointment:
    return appointments.designate(
        actor=actor(people.clerk_a(), at), at=at, mediation_id=mediation.pk,
        registrant_id=mediator(number).pk, reason="No common name.",
    )  # fmt: skip


def accept(mediation: Mediation, number: int = 1, *, at: datetime = NOW) -> Appointment:
    return appointments.accept(
        actor=actor(mediator_user(number), at), at=at, mediation_id=mediation.pk, declares_free=True
    )


def preparing_(procedure: str = "ordinary", **entries: Any) -> Mediation:
    """The mediator has accepted."""
    mediation = told(procedure, **entries)
    accept(mediation)
    mediation.refresh_from_db()
    return mediation


def draft(**entries: Any) -> TermsDraft:
    return TermsDraft(**{"language": "en", "way": "together", "fee_bearer": "nobody", **entries})


def prepare(mediation: Mediation, *, at: datetime = NOW) -> None:
    """Everything that has to stand before the beginning."""
    mediating = actor(mediator_user(), at)
    terms = preparing.draw_up_terms(actor=mediating, at=at, mediation_id=mediation.pk, draft=draft())
    for party in mediation.parties.select_related("person__user"):
        acting = actor(party.person.user, at)
        known = {"actor": acting, "at": at, "mediation_id": mediation.pk, "party_id": party.pk}
        for text in ("rights", "confidentiality"):
            preparing.acknowledge(**known, text=text, language="en")
        preparing.answer_terms(**known, terms_id=terms.pk, agrees=True, language="en")
        preparing.check_identity(
            actor=mediating,
            at=at,
            mediation_id=mediation.pk,
            party_id=party.pk,
            basis="Identity card compared.",
        )


def going_on(procedure: str = "ordinary", **entries: Any) -> Mediation:
    """The mediation has begun."""
    mediation = preparing_(procedure, **entries)
    prepare(mediation)
    preparing.begin(actor=actor(mediator_user()), at=NOW, mediation_id=mediation.pk)
    mediation.refresh_from_db()
    return mediation


def ended(procedure: str = "ordinary", ground: str = "far_apart") -> Mediation:
    """The mediator has ended it without a settlement."""
    mediation = going_on(procedure)
    endings.end_mediation(
        actor=actor(mediator_user()),
        at=NOW,
        mediation_id=mediation.pk,
        ground=ground,
        reason="Too far apart.",
    )
    mediation.refresh_from_db()
    return mediation


def session(mediation: Mediation, *, at: datetime = NOW, **entries: Any):
    """A session in two days."""
    return conduct.plan_session(
        actor=actor(mediator_user(), at), at=at, mediation_id=mediation.pk,
        **{"starts_at": at + timedelta(days=2), "way": "together", "place": "Platform of the court", **entries},
    )  # fmt: skip


def in_state(state: str, procedure: str = "ordinary") -> Mediation:
    """A referred mediation in this state; a settlement's states are set on the row, their acts are tested elsewhere."""
    steps = {
        rules.CONSENT: referred, rules.CHOICE: choosing, rules.ACCEPTANCE: told, rules.PREPARATION: preparing_,
        rules.SESSIONS: going_on, rules.ENDED: ended,
    }  # fmt: skip
    if state in steps:
        return steps[state](procedure)
    mediation = going_on(procedure)
    Mediation.objects.filter(pk=mediation.pk).update(state=state)
    mediation.refresh_from_db()
    return mediation

"""What can be asked about people, papers, places and offices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.calendars.queries import CalendarMissing, calendar_for
from portal.identity.models import (
    Court,
    IdentityDocument,
    Office,
    Person,
    PersonName,
    ProfessionalLicence,
    RecoveryRequest,
    User,
)
from portal.identity.permissions import visible
from portal.time_limits.computing import compute
from portal.time_limits.rows import rule_for

IDENTITY_RULE = "filing-2021-art4-identity"
MAINLAND = "CN"
MAINLAND_CALENDAR = "mainland"


@dataclass(frozen=True)
class WaitingCheck:
    """One row of the verification queue: what waits, whose it is, since when, and by when it is due.

    ``kind`` is ``paper``, ``licence`` or ``recovery``; ``key`` its primary key; ``due_date`` is None where no
    rule sets a day; ``is_provisional`` tells that a year of the calendar is not yet official.
    """

    kind: str
    key: str
    title: str
    person_name: str
    court_code: str
    submitted_at: datetime
    due_date: date | None
    is_provisional: bool = False
    state: str = ""


def verification_queue(actor: Actor, on: date) -> list[WaitingCheck]:
    """Everything that waits for a check at the actor's courts, the oldest first. ``on`` is today.

    Identity papers are due three working days after they were submitted (cross-border online filing
    Provisions 2021, art. 4); licences and recoveries have no statutory day.
    """
    rows: list[WaitingCheck] = []
    dues = DueDates()
    for paper in _waiting(IdentityDocument, actor):
        due, provisional = dues.of(timezone.localdate(paper.submitted_at))
        rows.append(_row("paper", paper, actor, due, provisional))
    rows += [_row("licence", licence, actor, None, False) for licence in _waiting(ProfessionalLicence, actor)]
    recoveries = visible(RecoveryRequest.objects.filter(state__in=RecoveryRequest.OPEN), actor)
    for found in recoveries.select_related("user__person", "court").prefetch_related("user__person__names"):
        person = getattr(found.user, "person", None)
        rows.append(
            WaitingCheck(
                "recovery",
                str(found.pk),
                _("Recovery of an account"),
                (person.name_for(actor.language) if person else "") or found.user.email,
                found.court.code,
                found.requested_at,
                timezone.localdate(found.not_before) if found.not_before else None,
                state=found.get_state_display(),
            )
        )
    return sorted(rows, key=lambda row: row.submitted_at)


class DueDates:
    """The day by which a paper is to be checked; the calendar is read once."""

    def __init__(self) -> None:
        try:
            self.calendar: Any = calendar_for(MAINLAND_CALENDAR)
        except CalendarMissing:
            self.calendar = None

    def of(self, submitted: date) -> tuple[date | None, bool]:
        """Due day and whether it is provisional; (None, False) while no calendar is loaded."""
        if self.calendar is None:
            return None, False
        computation = compute(rule_for(IDENTITY_RULE), submitted, calendar=self.calendar)
        return computation.due, computation.provisional


def _waiting(model: Any, actor: Actor) -> QuerySet[Any]:
    waiting = visible(model.objects.filter(state="submitted"), actor)
    return waiting.select_related("person", "court").prefetch_related("person__names")


def _row(
    kind: str,
    paper: IdentityDocument | ProfessionalLicence,
    actor: Actor,
    due: date | None,
    provisional: bool,
) -> WaitingCheck:
    name = paper.person.name_for(actor.language)
    return WaitingCheck(
        kind,
        str(paper.pk),
        str(paper.get_kind_display()),
        name,
        paper.court.code,
        paper.submitted_at,
        due,
        provisional,
    )


def same_number_elsewhere(paper: IdentityDocument) -> list[Person]:
    """Other people whose papers bear the same number: for staff to look at, never shown to the public."""
    others = IdentityDocument.objects.filter(number_index=paper.number_index).exclude(
        person_id=paper.person_id
    )
    return list(Person.objects.filter(papers__in=others).distinct().prefetch_related("names"))


def find_people(actor: Actor, text: str) -> list[Person]:
    """People within the actor's scope whose name contains the text; at most 50. For the desk's search."""
    tidy = " ".join(text.split())
    if not tidy:
        return []
    named = PersonName.objects.filter(text__icontains=tidy, withdrawn_at=None).values("person_id")
    return list(visible(Person.objects.filter(pk__in=named), actor).prefetch_related("names")[:50])


def has_verified_identity(person: Person, on: date) -> bool:
    """True when one paper of the person was verified, has not expired on that day, and bears today's names."""
    return any(paper.proves(on) for paper in person.papers.all())


def verified_by_simulation(person: Person, on: date) -> bool:
    """True when every verified, unexpired paper rests on a simulated platform: show it wherever identity
    counts.
    """
    good = [paper for paper in person.papers.all() if paper.proves(on)]
    return bool(good) and all(paper.is_simulated for paper in good)


def usable_licences(person: Person, on: date) -> list[ProfessionalLicence]:
    """Licences that were verified and have not expired on that day."""
    return [licence for licence in person.licences.all() if licence.is_usable(on)]


def holders_of(role: str, on: date, *, court: Court | None = None) -> QuerySet[User]:
    """Active accounts that hold the role on that day, at that court if one is given."""
    offices = Office.objects.filter(role=role).on(on)
    if court is not None:
        offices = offices.filter(court=court)
    return User.objects.filter(pk__in=offices.values("holder_id"), is_active=True)


def offices_of(user: User, on: date) -> list[Office]:
    """The offices of an account that are held on that day or begin later."""
    rows = Office.objects.filter(holder=user).filter(Q(valid_to=None) | Q(valid_to__gt=on))
    return list(rows.select_related("court", "authority", "institution", "covers__holder"))


def courts_that_check() -> QuerySet[Court]:
    """Courts to which papers can be given: those of the Mainland below the Supreme People's Court."""
    return Court.objects.filter(jurisdiction__code=MAINLAND).exclude(level=Court.Level.SUPREME)

"""The joint application for judicial confirmation, as the parties make it: prepare, join, add papers, file.

Civil Procedure Law 2023 art. 205; Interp. 351, 353–355, 357. After the last day nothing here is open any more.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.steps_mediation import (
    M,
    entered,
    require_party,
    require_standing,
    required_text,
)
from mediation_registry.actions.steps_outcome import (
    move_confirmation,
    record_confirmation,
    require_capacity,
    require_open,
    require_typed_name,
    tell_confirmation,
)
from mediation_registry.documents.confirmation_pack import PackFacts, confirmation_pack
from mediation_registry.gateways.courts import filing_for
from mediation_registry.models import (
    ConfirmationApplication,
    ConfirmationJoining,
    ConfirmationPaper,
    Mediation,
    Settlement,
)
from mediation_registry.queries.confirmation import checklist, proposals
from mediation_registry.queries.mediations import users_of_mediators
from mediation_registry.queries.outcome import (
    application_clock,
    court_users,
    mediators_of,
    organisation_of,
    parties_of,
    people_of,
    settlement_of,
)
from mediation_registry.rules import confirmation as rules
from mediation_registry.rules.confirmation_checks import may_be_filed
from mediation_registry.rules.mediation import ENTRUSTED
from mediation_registry.rules.settlement import IN_FORCE
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.exhibits.actions import deposit
from portal.identity.models import Court
from portal.numbering import allocate, compose_reference

C = M + "confirmation_"


@dataclass(frozen=True)
class Scope:
    """The parties' answers to the questions of Interp. 354 and 355."""

    outside_court: bool = False
    personal_status: bool = False
    other_procedure: bool = False
    rights_in_rem_or_ip: bool = False
    property_proof_needed: bool = False


def _settlement_in_time(mediation: Mediation, at: datetime) -> Settlement:
    """The settlement in force for which the parties may still apply together.

    :raises ValidationError: none in force, after filing of the case, or late (code ``late``).
    """
    settlement = settlement_of(mediation)
    if settlement is None or settlement.state != IN_FORCE:
        raise ValidationError(_("There is no settlement in force."), code="no_settlement")
    if mediation.kind == ENTRUSTED:
        raise ValidationError(
            _(
                "After filing, the court makes a mediation judgment; judicial confirmation is for settlements before it."
            ),
            code="entrusted",
        )
    found = application_clock(settlement)
    if found is None or not rules.is_in_time(day_of(at), found.due):
        raise ValidationError(
            _("The thirty days have passed; the other ways are shown on the page of the settlement."),
            code="late",
        )
    return settlement


def _application_of(settlement: Settlement) -> ConfirmationApplication | None:
    return ConfirmationApplication.objects.select_for_update().filter(settlement=settlement).first()


@transaction.atomic
def prepare(
    *, actor: Actor, at: datetime, mediation_id: UUID, court: Court, competence: str, scope: Scope
) -> ConfirmationApplication:
    """Name the court with its reason and answer the questions on scope. A party that had joined joins anew.

    :raises ValidationError: the court does not fit the reason, late, or filed already.
    """
    act = C + "prepared"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_party, act)
    settlement = _settlement_in_time(mediation, at)
    application = _application_of(settlement)
    require_open(application, act)
    _refuse_court(mediation, court, competence)
    if application is None:
        due = application_clock(settlement)
        number = allocate("mediation-confirmations", year=day_of(at).year)
        application = ConfirmationApplication(
            reference=compose_reference("CNF", year=day_of(at).year, number=number), settlement=settlement,
            state_since_at=at, due_date=due.due if due else day_of(at),
        )  # fmt: skip
    else:
        application.joinings.filter(void_at=None).update(void_at=at)
    for name, value in asdict(scope).items():
        setattr(application, name, value)
    application.court, application.competence, application.is_declared = court, competence, True
    application.save()
    facts = {"court": court.code, "competence": competence, "due_date": application.due_date.isoformat()}
    record_confirmation(act, actor=actor, at=at, application=application, facts=facts)
    others = people_of(mediation, day_of(at), leave_out=standing.parties)
    tell_confirmation(act, others, application=application, at=at, about=at.isoformat())
    return application


@transaction.atomic
def join(
    *, actor: Actor, at: datetime, mediation_id: UUID, party_id: UUID, typed_name: str, contact: str
) -> ConfirmationJoining:
    """A party joins the application, in person or by a specially empowered agent (Interp. 351).

    :raises ValidationError: joined already, another name, no contact, late.
    """
    act = C + "joined"
    mediation, standing = entered(actor, at, act, mediation_id)
    party = require_party(standing, party_id, act)
    settlement = _settlement_in_time(mediation, at)
    application = _application_of(settlement)
    require_open(application, act)
    assert application is not None
    if application.joinings.filter(party=party, void_at=None).exists():
        raise ValidationError(_("This party has joined already."), code="joined")
    capacity = require_capacity(party, actor, at)
    name = require_typed_name(actor, typed_name, party)
    where = required_text(contact, "contact", _("Enter the address and a telephone number."))
    made = ConfirmationJoining.objects.create(
        application=application, party=party, capacity=capacity, typed_name=name, contact=where, joined_at=at,
        joined_by=actor.key,
    )  # fmt: skip
    record_confirmation(
        act, actor=actor, at=at, application=application, subject=made, facts={"capacity": capacity},
        private={"typed_name": name, "contact": where},
    )  # fmt: skip
    others = people_of(mediation, day_of(at), leave_out=[party])
    tell_confirmation(act, others, application=application, at=at, about=str(made.pk))
    return made


@transaction.atomic
def add_paper(
    *, actor: Actor, at: datetime, mediation_id: UUID, kind: str, description: str, upload: Any
) -> ConfirmationPaper:
    """Add a paper of Interp. 354, or what the court asked for (Interp. 356 para. 2)."""
    act = C + "paper_added"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_party, act)
    application = _existing(mediation)
    require_open(application, act)
    words = required_text(description, "description", _("Say what the paper is."))
    exhibit = deposit(actor=actor, at=at, upload=upload, declared_name=upload.name, scope=application.chain)
    paper = ConfirmationPaper.objects.create(
        application=application,
        kind=kind,
        description=words,
        exhibit=exhibit,
        added_at=at,
        added_by=actor.key,
    )
    facts = {"kind": kind, "digest": exhibit.stored_file_id}
    record_confirmation(act, actor=actor, at=at, application=application, subject=paper, facts=facts)
    if application.filed_at is not None:
        told = court_users(application, day_of(at))
        tell_confirmation(act, told, application=application, at=at, about=str(paper.pk), at_desk=True)
    return paper


@transaction.atomic
def file(
    *, actor: Actor, at: datetime, mediation_id: UUID, route: str = ConfirmationApplication.Route.PORTAL
) -> ConfirmationApplication:
    """File the joint application: the pack is made, kept under its digest, and stands in the court's queue.

    :raises ValidationError: a line of the checklist stops it, or late (code ``late``).
    """
    act = C + "filed"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_party, act)
    settlement = _settlement_in_time(mediation, at)
    application = _application_of(settlement)
    require_open(application, act)
    assert application is not None
    lines = checklist(settlement, application, day_of(at))
    if not may_be_filed(lines):
        raise ValidationError(
            _("The checklist is not complete; the lines that are missing are marked."), code="incomplete"
        )
    application.route, application.filed_at, application.filed_by = route, at, actor.key
    pack = confirmation_pack(_pack_facts(application, settlement, mediation, lines))
    exhibit = deposit(
        actor=actor,
        at=at,
        upload=BytesIO(pack),
        declared_name=f"{application.reference}.pdf",
        scope=application.chain,
    )
    receipt = filing_for(route).hand_over(
        reference=application.reference, court_code=application.court.code if application.court else "",
        digest=exhibit.stored_file_id, at=at,
    )  # fmt: skip
    move_confirmation(application, act, at, pack=exhibit, receipt_no=receipt.number)
    facts = {"court": application.court.code if application.court else "", "digest": exhibit.stored_file_id,
             "receipt": receipt.number, "simulated": receipt.is_simulated}  # fmt: skip
    record_confirmation(act, actor=actor, at=at, application=application, facts=facts)
    _tell_filed(application, mediation, at)
    return application


@transaction.atomic
def ask_withdrawal(*, actor: Actor, at: datetime, mediation_id: UUID) -> ConfirmationApplication:
    """A party withdraws the application before the ruling; the court permits it (Interp. 357 para. 1)."""
    act = C + "withdrawal_asked"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_party, act)
    application = _existing(mediation)
    move_confirmation(application, act, at, withdrawal_asked_at=at)
    record_confirmation(act, actor=actor, at=at, application=application)
    others = people_of(mediation, day_of(at), leave_out=standing.parties)
    tell_confirmation(act, others, application=application, at=at, about=at.isoformat())
    told = court_users(application, day_of(at))
    tell_confirmation(act, told, application=application, at=at, about=at.isoformat(), at_desk=True)
    return application


def _existing(mediation: Mediation) -> ConfirmationApplication:
    settlement = settlement_of(mediation)
    found = _application_of(settlement) if settlement else None
    if found is None:
        raise ValidationError(_("There is no application yet: name the court first."), code="no_application")
    return found


def _refuse_court(mediation: Mediation, court: Court, competence: str) -> None:
    """The court fits the reason (CPL art. 205): the inviting court is alone competent where there is one."""
    offered = proposals(mediation)
    fitting = [row for row in offered if row.competence == competence]
    if not any(_fits(row.competence, row.court, court) for row in fitting):
        raise ValidationError(
            {"court": _("This court is not competent for this reason (Civil Procedure Law, art. 205).")}
        )
    if court.jurisdiction.code != "CN":
        raise ValidationError({"court": _("Only a people's court of the Mainland confirms a settlement.")})


def _fits(competence: str, proposed: Court | None, court: Court) -> bool:
    """No. 1: the inviting court itself. No. 2: a basic court, or the intermediate court where the dispute is its own."""
    if competence == rules.INVITING:
        return proposed is not None and proposed.pk == court.pk
    if court.level not in (Court.Level.BASIC, Court.Level.INTERMEDIATE):
        return False
    return proposed is None or court.pk in (proposed.pk, proposed.parent_id)


def _pack_facts(
    application: ConfirmationApplication, settlement: Settlement, mediation: Mediation, lines: tuple[Any, ...]
) -> PackFacts:
    return PackFacts(
        application=application, settlement=settlement, mediation=mediation, parties=parties_of(mediation),
        joinings=list(application.joinings.filter(void_at=None).select_related("party")),
        papers=list(application.papers.select_related("exhibit")), mediators=mediators_of(mediation),
        organisation=organisation_of(mediation), checks=lines,
    )  # fmt: skip


def _tell_filed(application: ConfirmationApplication, mediation: Mediation, at: datetime) -> None:
    kind, today = C + "filed", day_of(at)
    told = [*people_of(mediation, today), *users_of_mediators(mediation)]
    about = str(application.pk)
    tell_confirmation(kind, told, application=application, at=at, about=about)
    tell_confirmation(
        kind, court_users(application, today), application=application, at=at, about=about, at_desk=True
    )

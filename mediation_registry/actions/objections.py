"""After the ruling: its service on each party, and objections with their periods (Interp. 372)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.confirmation_court import C, take_step
from mediation_registry.actions.steps_mediation import entered, require_party, required_text
from mediation_registry.actions.steps_outcome import (
    locked_confirmation,
    move_confirmation,
    record_confirmation,
    require_open,
    tell_confirmation,
)
from mediation_registry.models import (
    ConfirmationApplication,
    ConfirmationObjection,
    MediationParty,
    RulingService,
)
from mediation_registry.queries.outcome import clock, court_users, people_of, settlement_of, users_of
from mediation_registry.rules.confirmation import CONFIRMED
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of

Outcome = ConfirmationObjection.Outcome


@transaction.atomic
def serve_ruling(
    *, actor: Actor, at: datetime, document: ConfirmationApplication, party: MediationParty, served_date: date
) -> RulingService:
    """Enter the day on which a party received the ruling: its fifteen days run from there (Interp. 372 para. 2)."""
    act = C + "ruling_served"
    application = locked_confirmation(actor, at, act, document.pk)
    if party.mediation_id != application.settlement.mediation_id:
        raise ValidationError({"party": _("This party does not stand in the mediation.")})
    if served_date > day_of(at) or (application.decided_date and served_date < application.decided_date):
        raise ValidationError({"served_date": _("The day lies between the ruling and today.")})
    if application.services.filter(party=party).exists():
        raise ValidationError({"party": _("The service on this party has been entered already.")})
    due = clock("interp-2022-art372-party", served_date).due if application.state == CONFIRMED else None
    made = RulingService.objects.create(
        application=application, party=party, served_date=served_date, objection_due_date=due, entered_at=at,
        entered_by=actor.key,
    )  # fmt: skip
    facts = {"served_date": served_date.isoformat(), "objection_date": due.isoformat() if due else None}
    record_confirmation(act, actor=actor, at=at, application=application, subject=made, facts=facts)
    tell_confirmation(
        act, users_of([party], day_of(at)), application=application, at=at, about=str(made.pk),
        context={"objection_date": due.isoformat() if due else ""},
    )  # fmt: skip
    return made


@transaction.atomic
def object_as_party(
    *, actor: Actor, at: datetime, mediation_id: UUID, party_id: UUID, text: str
) -> ConfirmationObjection:
    """A party objects within fifteen days from receiving the ruling.

    :raises ValidationError: the ruling was not received yet, or the period has ended.
    """
    act = C + "objection_raised"
    mediation, standing = entered(actor, at, act, mediation_id)
    party = require_party(standing, party_id, act)
    settlement = settlement_of(mediation)
    application = getattr(settlement, "confirmation", None) if settlement else None
    require_open(application, act)
    assert application is not None
    served = application.services.filter(party=party).first()
    if served is None or served.objection_due_date is None:
        raise ValidationError(
            _("The court has not entered yet when you received the ruling."), code="not_served"
        )
    if day_of(at) > served.objection_due_date:
        raise ValidationError(_("The fifteen days have passed (Interpretation, art. 372)."), code="late")
    made = _raise(
        application, actor, at, text, objector="party", party=party, start_date=served.served_date,
        due_date=served.objection_due_date, raised_date=day_of(at),
    )  # fmt: skip
    told = court_users(application, day_of(at))
    tell_confirmation(act, told, application=application, at=at, about=str(made.pk), at_desk=True)
    return made


@transaction.atomic
def record_interested(
    *, actor: Actor, at: datetime, document: ConfirmationApplication, name: str, text: str, known_date: date,
    raised_date: date,
) -> ConfirmationObjection:  # fmt: skip
    """The court enters an interested person's objection: six months from when it knew or should have known."""
    application = locked_confirmation(actor, at, C + "objection_raised", document.pk)
    if not known_date <= raised_date <= day_of(at):
        raise ValidationError({"raised_date": _("The day lies between the knowledge and today.")})
    who = required_text(name, "name", _("Enter the name."))
    due = clock("interp-2022-art372-interested", known_date).due
    return _raise(
        application, actor, at, text, objector="interested", name=who, start_date=known_date, due_date=due,
        raised_date=raised_date,
    )  # fmt: skip


def _raise(
    application: ConfirmationApplication, actor: Actor, at: datetime, text: str, **entries: object
) -> ConfirmationObjection:
    act = C + "objection_raised"
    words = required_text(text, "text", _("Say what you object to."))
    made = ConfirmationObjection.objects.create(
        application=application, text=words, entered_by=actor.key, **entries
    )
    move_confirmation(application, act, at)
    facts = {
        "objector": made.objector,
        "raised_date": made.raised_date.isoformat(),
        "in_time": made.is_in_time,
    }
    record_confirmation(act, actor=actor, at=at, application=application, subject=made, facts=facts)
    others = people_of(application.settlement.mediation, day_of(at))
    tell_confirmation(act, others, application=application, at=at, about=str(made.pk))
    return made


@transaction.atomic
def decide_objection(
    *, actor: Actor, at: datetime, document: ConfirmationApplication, outcome: str, reason: str
) -> ConfirmationApplication:
    """The court upholds the objection (a new ruling sets the old one aside or changes it) or rejects it."""
    words = required_text(reason, "reason", _("Give the reason."))
    waiting = document.objections.filter(outcome="").order_by("raised_date").first()
    if waiting is None:
        raise ValidationError(_("No objection waits for a decision."), code="none")
    upheld = outcome == Outcome.UPHELD
    if upheld and not waiting.is_in_time:
        raise ValidationError(
            _("The objection was raised after its last day and can only be rejected."), code="late"
        )
    act = C + ("objection_upheld" if upheld else "objection_rejected")
    waiting.outcome, waiting.decided_date, waiting.reason = outcome, day_of(at), words
    waiting.save()
    facts = {"objector": waiting.objector, "decision_date": day_of(at).isoformat()}
    return take_step(act, actor=actor, at=at, document=document, facts=facts, private={"reason": words})

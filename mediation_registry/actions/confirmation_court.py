"""What the court does with a joint application: accept or not, ask, call both parties together, decide.

Interp. 354–358; CPL arts 187, 206; 2011 Provisions art. 4; Online Mediation Rules art. 23. ``document`` is the
application as the back office holds it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.steps_mediation import M, required_text
from mediation_registry.actions.steps_outcome import (
    locked_confirmation,
    move_confirmation,
    record_confirmation,
    tell_confirmation,
)
from mediation_registry.models import ConfirmationApplication
from mediation_registry.queries.outcome import decision_clock, people_of
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of

C = M + "confirmation_"


def take_step(
    act: str, *, actor: Actor, at: datetime, document: ConfirmationApplication, facts: dict[str, Any] | None = None,
    private: dict[str, str] | None = None, **fields: Any,
) -> ConfirmationApplication:  # fmt: skip
    """The seven beats of one step of the court; ``fields`` are written with it, the parties are told."""
    application = locked_confirmation(actor, at, act, document.pk)
    move_confirmation(application, act, at, **fields)
    record_confirmation(act, actor=actor, at=at, application=application, facts=facts, private=private)
    people = people_of(application.settlement.mediation, day_of(at))
    spoken = {"act": act.removeprefix(C), "court_number": application.court_number}
    tell_confirmation(
        M + "confirmation_step",
        people,
        application=application,
        at=at,
        about=f"{act}|{at.isoformat()}",
        context=spoken,
    )
    return application


@transaction.atomic
def accept(
    *, actor: Actor, at: datetime, document: ConfirmationApplication, court_number: str
) -> ConfirmationApplication:
    """The court accepts and gives the case its number (2011 Provisions art. 4); CPL art. 187 runs from today."""
    number = required_text(court_number, "court_number", _("Enter the case number."))
    today = day_of(at)
    return take_step(
        C + "accepted", actor=actor, at=at, document=document, facts={"accepted_date": today.isoformat()},
        accepted_date=today, court_number=number,
    )  # fmt: skip


@transaction.atomic
def not_accept(
    *, actor: Actor, at: datetime, document: ConfirmationApplication, ground: str, reason: str
) -> ConfirmationApplication:
    """A ruling of non-acceptance on one of the five grounds (Interp. 355 para. 1)."""
    words = required_text(reason, "reason", _("Give the reason."))
    return take_step(
        C + "not_accepted", actor=actor, at=at, document=document, facts={"ground": ground}, private={"reason": words},
        ground=ground, reason=words, decided_date=day_of(at),
    )  # fmt: skip


@transaction.atomic
def ask_papers(
    *,
    actor: Actor,
    at: datetime,
    document: ConfirmationApplication,
    supplement: str,
    supplement_by_date: date,
) -> ConfirmationApplication:
    """Ask for papers or statements within a time (Interp. 354 para. 2, 356 para. 2)."""
    words = required_text(supplement, "supplement", _("Say what is to be supplemented."))
    if supplement_by_date <= day_of(at):
        raise ValidationError({"supplement_by_date": _("The day must lie ahead.")})
    return take_step(
        C + "papers_asked", actor=actor, at=at, document=document, private={"supplement": words},
        facts={"supplement_by_date": supplement_by_date.isoformat()}, supplement=words,
        supplement_by_date=supplement_by_date,
    )  # fmt: skip


@transaction.atomic
def call_parties(
    *, actor: Actor, at: datetime, document: ConfirmationApplication, called_at: datetime, called_place: str
) -> ConfirmationApplication:
    """Both parties are called to be present together (Interp. 356 para. 1)."""
    if called_at <= at:
        raise ValidationError({"called_at": _("The time must lie ahead.")})
    where = required_text(called_place, "called_place", _("Say where, or that it is online."))
    return take_step(
        C + "parties_called", actor=actor, at=at, document=document, facts={"called_at": called_at.isoformat()},
        called_at=called_at, called_place=where,
    )  # fmt: skip


@transaction.atomic
def record_hearing(
    *, actor: Actor, at: datetime, document: ConfirmationApplication, heard_date: date
) -> ConfirmationApplication:
    """Both parties were present together and the case was verified with them (Interp. 356 para. 1)."""
    if heard_date > day_of(at):
        raise ValidationError({"heard_date": _("The day lies ahead.")})
    facts = {"heard_date": heard_date.isoformat()}
    return take_step(
        C + "hearing_recorded", actor=actor, at=at, document=document, facts=facts, heard_date=heard_date
    )


@transaction.atomic
def check_sham(
    *, actor: Actor, at: datetime, document: ConfirmationApplication, sham_result: str = ""
) -> ConfirmationApplication:
    """The court suspects a sham mediation and asks for evidence, or enters what came of it (Online art. 23)."""
    asked = document.sham_asked_date or day_of(at)
    facts = {"asked_date": asked.isoformat(), "has_result": bool(sham_result.strip())}
    return take_step(
        C + "sham_checked", actor=actor, at=at, document=document, facts=facts, sham_asked_date=asked,
        sham_result=sham_result.strip(),
    )  # fmt: skip


@transaction.atomic
def extend(
    *, actor: Actor, at: datetime, document: ConfirmationApplication, extended_to: date, approved_by: str
) -> ConfirmationApplication:
    """The court's president approves a longer period (CPL art. 187)."""
    who = required_text(approved_by, "approved_by", _("Name the president who approved."))
    found = decision_clock(document)
    if found is None or extended_to <= found.due:
        raise ValidationError({"extended_to": _("The new day must lie after the present end of the period.")})
    return take_step(
        C + "period_extended", actor=actor, at=at, document=document, private={"approved_by": who},
        facts={"extended_date": extended_to.isoformat()}, extended_to=extended_to,
    )  # fmt: skip


@transaction.atomic
def grant(
    *, actor: Actor, at: datetime, document: ConfirmationApplication, reason: str = ""
) -> ConfirmationApplication:
    """The court rules that the settlement is valid (CPL art. 206), after both parties were heard together.

    :raises ValidationError: they were not (Interp. 356 para. 1), or a withdrawal waits for its decision.
    """
    if document.heard_date is None:
        raise ValidationError(
            _("Enter first when both parties were heard together (Interpretation, art. 356)."),
            code="not_heard",
        )
    _refuse_pending_withdrawal(document)
    today = day_of(at)
    return take_step(
        C + "granted", actor=actor, at=at, document=document, facts={"decided_date": today.isoformat()},
        private={"reason": reason.strip()}, decided_date=today, reason=reason.strip(),
    )  # fmt: skip


@transaction.atomic
def dismiss(
    *, actor: Actor, at: datetime, document: ConfirmationApplication, ground: str, reason: str
) -> ConfirmationApplication:
    """The application is dismissed on a ground of Interp. 358 (or 355 para. 2; Online Mediation Rules art. 23)."""
    words = required_text(reason, "reason", _("Give the reason."))
    if ground == "no_evidence_against_sham" and document.sham_asked_date is None:
        raise ValidationError(
            {"ground": _("Evidence has to be asked for first (Online Mediation Rules, art. 23).")}
        )
    today = day_of(at)
    return take_step(
        C + "dismissed", actor=actor, at=at, document=document, private={"reason": words},
        facts={"ground": ground, "decided_date": today.isoformat()}, decided_date=today, ground=ground, reason=words,
    )  # fmt: skip


@transaction.atomic
def permit_withdrawal(
    *, actor: Actor, at: datetime, document: ConfirmationApplication
) -> ConfirmationApplication:
    """The court permits the withdrawal that a party asked for (Interp. 357 para. 1)."""
    if document.withdrawal_asked_at is None:
        raise ValidationError(_("No party has asked to withdraw."), code="not_asked")
    return take_step(
        C + "withdrawal_permitted", actor=actor, at=at, document=document, decided_date=day_of(at)
    )


@transaction.atomic
def treat_as_withdrawn(
    *, actor: Actor, at: datetime, document: ConfirmationApplication, reason: str
) -> ConfirmationApplication:
    """Without good reason the parties did not supplement in time or refused to be questioned (Interp. 357 para. 2)."""
    words = required_text(reason, "reason", _("Give the reason."))
    if document.supplement_by_date is None and document.called_at is None:
        raise ValidationError(_("Nothing was asked of the parties yet."), code="not_asked")
    has_passed = document.supplement_by_date is not None and document.supplement_by_date < day_of(at)
    if not has_passed and (document.called_at is None or document.called_at > at):
        raise ValidationError(_("The time given to the parties has not passed yet."), code="early")
    return take_step(
        C + "treated_as_withdrawn", actor=actor, at=at, document=document, private={"reason": words},
        decided_date=day_of(at), reason=words,
    )  # fmt: skip


def _refuse_pending_withdrawal(document: ConfirmationApplication) -> None:
    if document.withdrawal_asked_at is not None:
        raise ValidationError(
            _("A party has asked to withdraw; decide on that first (Interpretation, art. 357)."),
            code="withdrawal",
        )

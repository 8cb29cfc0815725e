"""Consents, each by itself and withdrawable, and answers to the warnings.

Online Litigation Rules arts 4 and 5; PIPL arts 14–16 and 29. Whoever withdraws the consent to go online or to be
recorded takes the offline way; consent to the comparison of the face is never needed.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from i18n import languages
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.cases.models.cases import person_id_of
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused
from portal.power_of_attorney.actions.steps import locked, move, record, tell
from portal.power_of_attorney.models import Acknowledgement, Appointment, Consent, PowerOfAttorney
from portal.power_of_attorney.queries.powers import agent_accounts, signers, staff_accounts
from portal.power_of_attorney.rules import drafting as rules
from portal.power_of_attorney.rules import lifecycle
from portal.power_of_attorney.rules.texts import consents as texts
from portal.power_of_attorney.rules.texts import warnings

P = lifecycle.P


@transaction.atomic
def give_consent(*, actor: Actor, at: datetime, power_id: UUID, purpose: str, language: str) -> Consent:
    """The principal or an agent consents to one thing, having read its text in this language.

    :raises ValidationError: no such purpose or language.
    """
    power = locked(actor, at, f"{P}consent_given", power_id, seat=lifecycle.AGENT)
    if purpose not in Consent.Purpose.values:
        raise ValidationError({"purpose": _("There is no such consent.")})
    holder, read = _holder(actor), _read_in(language)
    held = power.consents.filter(holder=holder, purpose=purpose, withdrawn_at=None).first()
    if held is not None:
        return held
    consent = Consent.objects.create(
        power=power, holder=holder, purpose=purpose, text_version=texts.version_now(purpose), language=read, given_at=at
    )  # fmt: skip
    move(power, f"{P}consent_given", at)
    record(
        f"{P}consent_given", actor=actor, at=at, power=power, subject=consent,
        facts={"purpose": purpose, "version": consent.text_version, "language": read},
    )  # fmt: skip
    return consent


@transaction.atomic
def withdraw_consent(*, actor: Actor, at: datetime, power_id: UUID, purpose: str) -> Consent:
    """Take a consent back, at any time and without a reason; what was done before stays.

    Before the signing, the principal's withdrawal of ``online`` or ``recording`` takes a power that was handed in to
    the offline way. During a session the judge is told and stops; a draft only lacks the consent again.

    :raises ValidationError: no such consent is in force.
    """
    power = locked(actor, at, f"{P}consent_withdrawn", power_id, seat=lifecycle.AGENT)
    holder = _holder(actor)
    consent = power.consents.filter(holder=holder, purpose=purpose, withdrawn_at=None).first()
    if consent is None:
        raise ValidationError(_("There is no consent in force that could be withdrawn."), code="none")
    consent.withdrawn_at = at
    consent.save(update_fields=["withdrawn_at"])
    move(power, f"{P}consent_withdrawn", at)
    record(
        f"{P}consent_withdrawn", actor=actor, at=at, power=power, subject=consent,
        facts={"purpose": purpose, "version": consent.text_version},
    )  # fmt: skip
    if purpose in rules.NEEDED_CONSENTS and power.submitted_at is not None:
        _take_offline(power, holder, purpose, actor, at)
    return consent


@transaction.atomic
def answer_warning(
    *, actor: Actor, at: datetime, power_id: UUID, subject: str, answer: str, language: str
) -> Acknowledgement:
    """A warning was read and answered; a later answer takes the place of an earlier one, both stay legible.

    :raises ValidationError: no such warning, or an answer that it does not have.
    """
    power = locked(actor, at, f"{P}warning_answered", power_id, seat=lifecycle.AGENT)
    if subject not in rules.ANSWERS:
        raise ValidationError({"subject": _("There is no such question.")})
    if answer not in rules.ANSWERS[subject]:
        raise ValidationError({"answer": _("Choose one of the answers.")})
    read = _read_in(language)
    made = Acknowledgement.objects.create(
        power=power, holder=_holder(actor), subject=subject, answer=answer, text_version=warnings.VERSION,
        language=read, given_at=at,
    )  # fmt: skip
    move(power, f"{P}warning_answered", at)
    record(
        f"{P}warning_answered", actor=actor, at=at, power=power, subject=made,
        facts={"subject": subject, "version": made.text_version, "language": read},
    )  # fmt: skip
    return made


def _take_offline(power: PowerOfAttorney, holder: User, purpose: str, actor: Actor, at: datetime) -> None:
    """Who has to know, and, for the principal before the signing, the end of the way by video."""
    staff = [user for role in ("clerk", "judge") for user in staff_accounts(power, day_of(at), role)]
    people = [user for user in (*signers(power), *agent_accounts(power)) if user.pk != holder.pk]
    context = {"purpose": purpose}
    ends = holder in signers(power) and lifecycle.after(power.state, f"{P}taken_offline") is not None
    if not ends:
        tell(f"{P}consent_withdrawn", people, power=power, at=at, context=context)
        tell(f"{P}consent_withdrawn", staff, power=power, at=at, context=context, at_desk=True)
        return
    free_slot(power, at)
    power.ended_at, power.end_reason = at, f"consent:{purpose}"
    move(power, f"{P}taken_offline", at)
    record(f"{P}taken_offline", actor=actor, at=at, power=power, facts={"purpose": purpose})
    tell(f"{P}taken_offline", [*people, holder], power=power, at=at, context=context)
    tell(f"{P}taken_offline", staff, power=power, at=at, context=context, at_desk=True)


def free_slot(power: PowerOfAttorney, at: datetime) -> None:
    """The time that was booked is free again; nobody need come."""
    booked = power.appointments.filter(state=Appointment.State.BOOKED)
    for appointment in booked:
        appointment.state, appointment.ended_at = Appointment.State.CANCELLED, at
        appointment.save(update_fields=["state", "ended_at"])


def _holder(actor: Actor) -> User:
    account = person_id_of(actor)
    user = User.objects.filter(pk=account).first() if account is not None else None
    if user is None:
        raise PermissionRefused(f"{P}consent_given")
    return user


def _read_in(language: str) -> str:
    if language not in languages.CODES:
        raise ValidationError({"language": _("Choose a language of the list.")})
    return language

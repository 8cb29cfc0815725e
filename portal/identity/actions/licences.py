"""Lawyers' licences: checked once, used in every matter."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.audit.log import record
from portal.identity.actions.people import chain_of, require_own
from portal.identity.actions.tell import tell_person
from portal.identity.models import Court, Person, ProfessionalLicence
from portal.identity.permissions import PermissionRefused, require


def submit_licence(
    *,
    actor: Actor,
    at: datetime,
    person: Person,
    kind: str,
    number: str,
    firm_name: str,
    court: Court,
    issued_by: str = "",
    expiry_date: date | None = None,
) -> ProfessionalLicence:
    """A lawyer gives the licence and the firm to be checked (Interpretation on the CPL, art. 88).

    :raises ValidationError: number or firm is missing, the licence has expired, or one of its kind is
        waiting or in force already.
    """
    require(actor, "identity.licence_submitted")
    require_own(actor, person, "identity.licence_submitted")
    tidy = " ".join(number.split()).upper()
    if not tidy or not firm_name.strip():
        raise ValidationError(_("Give the number of the licence and the law firm."), code="incomplete")
    if expiry_date is not None and expiry_date < timezone.localdate(at):
        raise ValidationError({"expiry_date": _("The licence has expired; give one that is valid.")})
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        held = person.licences.filter(kind=kind, state__in=["submitted", "verified"])
        if any(licence.is_open or licence.is_usable(timezone.localdate(at)) for licence in held):
            raise ValidationError(_("A licence of this kind is waiting or verified already."), code="double")
        licence = ProfessionalLicence.objects.create(
            person=person, kind=kind, number=tidy, firm_name=firm_name.strip(), court=court,
            issued_by=issued_by.strip(), expiry_date=expiry_date, submitted_at=at,
        )  # fmt: skip
        _log(actor, at, licence, act="identity.licence_submitted")
    return licence


def verify_licence(
    *, actor: Actor, at: datetime, licence: ProfessionalLicence, basis: str
) -> ProfessionalLicence:
    """Staff found the licence and the firm in order; from now on the account is a lawyer's.

    :raises ValidationError: no basis, no longer waiting, or expired.
    """
    require(actor, "identity.licence_verified")
    if not basis.strip():
        raise ValidationError({"basis": _("Write down what you compared.")})
    with transaction.atomic():
        found = _open(licence, actor)
        if found.expiry_date is not None and found.expiry_date < timezone.localdate(at):
            raise ValidationError(
                _("The licence has expired meanwhile; it can only be refused."), code="expired"
            )
        found.state, found.basis = ProfessionalLicence.State.VERIFIED, basis.strip()
        found.decided_at, found.decided_by, found.adapter = at, actor.key, "manual"
        found.save()
        _log(actor, at, found, act="identity.licence_verified")
        tell_person("identity.licence_verified", found, at)
    return found


def refuse_licence(
    *, actor: Actor, at: datetime, licence: ProfessionalLicence, reason: str
) -> ProfessionalLicence:
    """Staff do not accept the licence and say why.

    :raises ValidationError: no reason, or no longer waiting.
    """
    require(actor, "identity.licence_refused")
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason; the person will read it.")})
    with transaction.atomic():
        found = _open(licence, actor)
        found.state, found.refusal_reason = ProfessionalLicence.State.REFUSED, reason.strip()
        found.decided_at, found.decided_by, found.adapter = at, actor.key, "manual"
        found.save()
        _log(actor, at, found, act="identity.licence_refused")
        tell_person("identity.licence_refused", found, at)
    return found


def _open(licence: ProfessionalLicence, checker: Actor) -> ProfessionalLicence:
    found = ProfessionalLicence.objects.select_for_update().get(pk=licence.pk)
    own = found.person.user_id is not None and checker.key == f"user:{found.person.user_id}"
    if found.court.code not in checker.courts or own:
        raise PermissionRefused("another court's licence, or one's own")
    if not found.is_open:
        raise ValidationError(_("This licence is no longer waiting for a check."), code="closed")
    return found


def _log(actor: Actor, at: datetime, licence: ProfessionalLicence, *, act: str) -> None:
    private = {"basis": licence.basis, "reason": licence.refusal_reason}
    record(
        act=act,
        actor=actor,
        at=at,
        subject=("identity.ProfessionalLicence", str(licence.pk)),
        chain=chain_of(licence.person),
        facts={"kind": licence.kind, "court": licence.court.code},
        private={name: text for name, text in private.items() if text},
    )

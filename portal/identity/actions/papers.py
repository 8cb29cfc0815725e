"""Identity documents: submitted, asked about, verified or refused, withdrawn."""

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
from portal.identity.gateways import Question, verifier
from portal.identity.identity_numbers import CHECK, DATE, read
from portal.identity.models import Court, IdentityDocument, Person
from portal.identity.models.papers import NUMBER_INDEX
from portal.identity.permissions import PermissionRefused, require
from portal.seals.fields import blind_index


def number_key(kind: str, number: str) -> str:
    """The blind index under which a paper of this kind and number is found."""
    return blind_index(NUMBER_INDEX, f"{kind}:{read(kind, number).key}")


def fault_in_words(fault: str | None) -> str:
    """What is wrong with a number, for the person who typed it."""
    if fault == CHECK:
        return _("The check digit does not fit the number. Please compare it with the paper.")
    if fault == DATE:
        return _("The number contains a date of birth that does not exist. Please compare it with the paper.")
    return _("This is not the form of such a number. Please compare it with the paper.")


def submit_document(
    *,
    actor: Actor,
    at: datetime,
    person: Person,
    kind: str,
    number: str,
    court: Court,
    issued_by: str = "",
    expiry_date: date | None = None,
) -> IdentityDocument:
    """A person gives a paper to a court to be checked (cross-border online filing Provisions 2021, arts 4 and
    5).

    :raises ValidationError: the number has not the form of its kind, the paper has expired, or the same
        paper of this person is waiting or verified already.
    """
    require(actor, "identity.document_submitted")
    require_own(actor, person, "identity.document_submitted")
    reading = read(kind, number)
    if not reading.is_good:
        raise ValidationError({"number": fault_in_words(reading.fault)})
    if expiry_date is not None and expiry_date < timezone.localdate(at):
        raise ValidationError({"expiry_date": _("The paper has expired; give one that is valid.")})
    index = number_key(kind, number)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        same = person.papers.filter(number_index=index, state__in=["submitted", "verified"])
        if any(paper.is_open or not paper.names_changed for paper in same):
            raise ValidationError({"number": _("You have given this paper already.")})
        paper = IdentityDocument.objects.create(
            person=person, kind=kind, number=reading.shown, number_index=index, court=court,
            issued_by=issued_by.strip(), expiry_date=expiry_date, submitted_at=at,
        )  # fmt: skip
        _log(actor, at, paper, act="identity.document_submitted", court=court.code)
    return paper


def withdraw_document(*, actor: Actor, at: datetime, document: IdentityDocument) -> IdentityDocument:
    """The person takes back a paper that waits; the record stays."""
    require(actor, "identity.document_withdrawn")
    with transaction.atomic():
        paper = _open(document)
        require_own(actor, paper.person, "identity.document_withdrawn")
        paper.state = IdentityDocument.State.WITHDRAWN
        paper.decided_at, paper.decided_by = at, actor.key
        paper.save(update_fields=["state", "decided_at", "decided_by"])
        _log(actor, at, paper, act="identity.document_withdrawn")
    return paper


def consult_platform(*, actor: Actor, at: datetime, document: IdentityDocument) -> IdentityDocument:
    """Ask the platform that the settings name; its answer stands in the record, marked where it is simulated.

    :raises ValidationError: the way of checking that is set up asks no platform.
    """
    require(actor, "identity.platform_consulted")
    way = verifier()
    if not way.asks:
        raise ValidationError(_("No platform is connected; compare the papers yourself."), code="no_platform")
    with transaction.atomic():
        paper = _open(document, actor)
        person = paper.person
        names = tuple(name.text for name in person.current_names)
        key = read(paper.kind, str(paper.number)).key
        paper.platform_answer = way.ask(Question(paper.kind, key, names, person.birth_date))
        paper.adapter, paper.is_simulated = way.name, way.is_simulated
        paper.save(update_fields=["platform_answer", "adapter", "is_simulated"])
        _log(actor, at, paper, act="identity.platform_consulted", answer=paper.platform_answer)
    return paper


def verify_document(
    *, actor: Actor, at: datetime, document: IdentityDocument, basis: str
) -> IdentityDocument:
    """A member of staff finds that the paper is genuine and belongs to the person.

    :raises ValidationError: no basis is written down, the paper is no longer waiting or has expired.
    :raises PermissionRefused: the paper was given to another court, or is the actor's own.
    """
    require(actor, "identity.verified")
    if not basis.strip():
        raise ValidationError({"basis": _("Write down what you compared.")})
    with transaction.atomic():
        paper = _open(document, actor)
        if paper.is_expired(timezone.localdate(at)):
            raise ValidationError(
                _("The paper has expired meanwhile; it can only be refused."), code="expired"
            )
        paper.state = IdentityDocument.State.VERIFIED
        paper.basis = basis.strip()
        _decide(paper, actor, at)
        _log(actor, at, paper, act="identity.verified")
        tell_person("identity.document_verified", paper, at)
    return paper


def refuse_document(
    *, actor: Actor, at: datetime, document: IdentityDocument, reason: str
) -> IdentityDocument:
    """A member of staff does not accept the paper and says why; the person may give another.

    :raises ValidationError: no reason, or the paper is no longer waiting.
    """
    require(actor, "identity.refused")
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason; the person will read it.")})
    with transaction.atomic():
        paper = _open(document, actor)
        paper.state = IdentityDocument.State.REFUSED
        paper.refusal_reason = reason.strip()
        _decide(paper, actor, at)
        _log(actor, at, paper, act="identity.refused")
        tell_person("identity.document_refused", paper, at)
    return paper


def _open(document: IdentityDocument, checker: Actor | None = None) -> IdentityDocument:
    paper = IdentityDocument.objects.select_for_update().get(pk=document.pk)
    if checker is not None:
        own = paper.person.user_id is not None and checker.key == f"user:{paper.person.user_id}"
        if paper.court.code not in checker.courts or own:
            raise PermissionRefused("another court's paper, or one's own")
    if not paper.is_open:
        raise ValidationError(_("This paper is no longer waiting for a check."), code="closed")
    return paper


def _decide(paper: IdentityDocument, actor: Actor, at: datetime) -> None:
    paper.decided_at, paper.decided_by = at, actor.key
    paper.adapter = paper.adapter or "manual"
    paper.save()


def _log(actor: Actor, at: datetime, paper: IdentityDocument, *, act: str, **more: str) -> None:
    facts = {"kind": paper.kind, "simulated": "yes" if paper.is_simulated else "no", **more}
    if act in {"identity.verified", "identity.refused", "identity.platform_consulted"}:
        facts["adapter"] = paper.adapter or "manual"
    private = {"basis": paper.basis} if act == "identity.verified" else {}
    if act == "identity.refused":
        private = {"reason": paper.refusal_reason}
    record(
        act=act,
        actor=actor,
        at=at,
        subject=("identity.IdentityDocument", str(paper.pk)),
        chain=chain_of(paper.person),
        facts=facts,
        private=private,
    )

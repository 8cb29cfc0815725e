"""Beats of their own for the outcome: the digest of a text, the name typed when signing, the confirmation's chain."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from i18n import languages
from mediation_registry.actions.steps_mediation import court_roles_for
from mediation_registry.models import ConfirmationApplication, MediationParty
from mediation_registry.queries.mediations import recipient
from mediation_registry.queries.outcome import capacity_for, confirmations_of_court
from mediation_registry.rules import confirmation as rules
from portal.audit.actors import Actor
from portal.cases.actions.beats import enter
from portal.cases.actions.steps import day_of
from portal.identity.models import Court, Person, User
from portal.identity.permissions import PermissionRefused, require
from portal.notices import outbox


def digest_of(text: Mapping[str, Any]) -> str:
    """SHA-256 of a text as it is signed: its parts as JSON with sorted keys, in UTF-8 and NFC."""
    plain = json.dumps(text, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return sha256(unicodedata.normalize("NFC", plain).encode()).hexdigest()


def require_typed_name(actor: Actor, typed: str, party: MediationParty | None = None) -> str:
    """The name typed when signing: the signatory's own, as entered in one of its scripts, or the party's.

    :raises ValidationError: at ``typed_name``, another name or none.
    """
    name = " ".join(typed.split())
    if not name:
        raise ValidationError({"typed_name": _("Type your name to sign.")})
    person = Person.objects.filter(user_id=actor.key.removeprefix("user:")).prefetch_related("names").first()
    names = {entry.text for entry in person.current_names} if person else set()
    if party is not None:
        names.add(party.name)
    if _plain(name) not in {_plain(entry) for entry in names}:
        raise ValidationError({"typed_name": _("Type your name as it is entered in the portal.")})
    return name


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def require_capacity(party: MediationParty, actor: Actor, at: datetime) -> str:
    """As what the actor signs for the party.

    :raises ValidationError: an agent without the special authority to settle (CPL art. 62; Interp. 351).
    """
    capacity = capacity_for(party, actor, day_of(at))
    if capacity is None:
        raise ValidationError(
            _(
                "Your power of attorney does not give you the special authority to settle; the party signs itself."
            ),
            code="no_special_power",
        )
    return capacity


def locked_confirmation(
    actor: Actor, at: datetime, act: str, application_id: UUID
) -> ConfirmationApplication:
    """Beats one to three for the court: the application, locked, if it lies at the actor's court and the act is open.

    :raises PermissionRefused: the role may not, or it lies elsewhere (404 at the doors).
    :raises ValidationError: not in this state.
    """
    require(actor, act)
    scope = confirmations_of_court(actor, day_of(at), *court_roles_for(act)).values("pk")
    rows = ConfirmationApplication.objects.select_related("settlement__mediation", "court")
    found = rows.select_for_update(of=("self",)).filter(pk=application_id, pk__in=scope).first()
    if found is None:
        raise PermissionRefused(act)
    require_open(found, act)
    return found


def require_open(application: ConfirmationApplication | None, act: str) -> None:
    """Let the act go on if the table of :mod:`rules.confirmation` has it for this state.

    :raises ValidationError: it has not.
    """
    state = application.state if application else None
    if rules.after(state, act) is None:
        raise ValidationError(
            _("This step is not open in the present state of the application."), code="state"
        )


def move_confirmation(application: ConfirmationApplication, act: str, at: datetime, **fields: Any) -> None:
    """Beat five: the state after the act, by the one table; further columns are written with it."""
    require_open(application, act)
    after = str(rules.after(application.state, act))
    if after != application.state:
        application.state, application.state_since_at = after, at
    for name, value in fields.items():
        setattr(application, name, value)
    application.save()


def record_confirmation(
    act: str,
    *,
    actor: Actor,
    at: datetime,
    application: ConfirmationApplication,
    subject: Any = None,
    facts: Mapping[str, Any] | None = None,
    private: Mapping[str, str] | None = None,
) -> None:
    """Beat six: the act enters the log, in the application's own chain (its court may be another than the referring)."""
    thing = subject if subject is not None else application
    enter(
        act, actor=actor, at=at, thing=thing, chain=application.chain, private=private,
        facts={"reference": application.reference, **(facts or {})},
    )  # fmt: skip


def tell_confirmation(
    kind: str,
    users: Iterable[User],
    *,
    application: ConfirmationApplication,
    at: datetime,
    about: str,
    context: Mapping[str, Any] | None = None,
    at_desk: bool = False,
) -> None:
    """Beat seven: each account is told once of ``about``; staff ``at_desk``."""
    mediation = application.settlement.mediation
    page = f"/mediations/{mediation.pk}/confirmation/"
    desk = f"/staff/confirmations/inspect/{application.pk}/"
    for user in {user.pk: user for user in users}.values():
        outbox.queue(
            kind=kind,
            recipient=recipient(user),
            context={
                "reference": application.reference,
                "mediation": mediation.reference,
                "due_date": application.due_date.isoformat(),
                "court_names": names_of_court(application.court),
                "path": desk if at_desk else page,
                **(context or {}),
            },
            dedupe=f"{kind}|{application.pk}|{about}",
            at=at,
            court=application.court.code if application.court else "",
            chain=application.chain,
        )


def names_of_court(court: Court | None) -> dict[str, str]:
    """A court's name by language; empty where there is none."""
    if court is None:
        return {}
    return {code: getattr(court, build_localized_fieldname("name", code)) or "" for code in languages.CODES}

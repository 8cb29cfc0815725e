"""Rosters used by lower courts with consent, and mediators named by an organisation on the roster."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions import roster_steps as steps
from mediation_registry.actions.roster_steps import COURT, SELF
from mediation_registry.models import (
    CourtRosterEntry,
    OrganisationMembership,
    Registrant,
    RosterNaming,
    RosterSharing,
)
from mediation_registry.queries import rosters as queries
from mediation_registry.rules import rosters as rules
from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from portal.identity.models import Court
from portal.identity.permissions import PermissionRefused, require


@transaction.atomic
def share_with_court(*, actor: Actor, at: datetime, entry_id: UUID, court: Court) -> RosterSharing:
    """A lower court asks for a mediator of a higher court's roster (Online Rules art. 27; 2016 Provisions art. 5).

    Asked by the lower court's own staff; the mediator's consent is asked with it.

    :raises PermissionRefused: the actor is not of the asking court, or the entry is on no roster above it.
    :raises ValidationError: asked already, or the entry is not active.
    """
    act = "mediation_registry.roster_sharing_asked"
    require(actor, act)
    entry = _entry(entry_id, act)
    today = steps.day_of(at)
    is_own = queries.courts_of(actor, today).filter(pk=court.pk).exists()
    above = rules.may_share(entry.roster.court.code, court.code, queries.court_parents())
    if not (is_own and above) or steps.side_of(entry, actor, today) == SELF:
        raise PermissionRefused(act)
    if not rules.is_on(entry.state, entry.valid_from, entry.valid_to, today):
        raise ValidationError(_("Only a mediator who is active on the roster can be asked."), code="state")
    if entry.sharings.filter(court=court, state__in=["asked", "consented"]).exists():
        raise ValidationError(_("This court has asked already."), code="doubled")
    sharing = RosterSharing.objects.create(entry=entry, court=court, asked_by=actor.key, asked_at=at)
    _written(sharing, act, actor, at)
    steps.tell_person("mediation_registry.roster_sharing_asked", entry=entry, at=at, court=court)
    return sharing


@transaction.atomic
def consent_to_sharing(*, actor: Actor, at: datetime, sharing_id: UUID) -> RosterSharing:
    """The mediator consents: from today the lower court may give her matters.

    :raises ValidationError: answered already, or the entry is no longer on the roster.
    """
    act = "mediation_registry.roster_sharing_consented"
    sharing = _asked(actor, at, act, sharing_id)
    sharing.valid_from = steps.day_of(at)
    return _answered(sharing, RosterSharing.State.CONSENTED, "", act, actor, at)


@transaction.atomic
def decline_sharing(*, actor: Actor, at: datetime, sharing_id: UUID, reason: str = "") -> RosterSharing:
    """The mediator declines; the lower court may not use the entry.

    :raises ValidationError: answered already.
    """
    act = "mediation_registry.roster_sharing_declined"
    sharing = _asked(actor, at, act, sharing_id)
    return _answered(sharing, RosterSharing.State.DECLINED, reason.strip(), act, actor, at)


@transaction.atomic
def end_sharing(*, actor: Actor, at: datetime, sharing_id: UUID, reason: str) -> RosterSharing:
    """The mediator takes the consent back, or the lower court no longer uses the entry.

    :raises PermissionRefused: neither the mediator nor staff of the lower court.
    :raises ValidationError: there is no consent in force, or the reason is missing.
    """
    act = "mediation_registry.roster_sharing_ended"
    require(actor, act)
    sharing = _locked(sharing_id, act)
    today = steps.day_of(at)
    is_own = steps.side_of(sharing.entry, actor, today) == SELF
    if not is_own and not queries.courts_of(actor, today).filter(pk=sharing.court_id).exists():
        raise PermissionRefused(act)
    if sharing.state != RosterSharing.State.CONSENTED or sharing.valid_from is None:
        raise ValidationError(_("No consent is in force."), code="state")
    sharing.state, sharing.reason = RosterSharing.State.ENDED, require_reason(reason)
    sharing.valid_to = max(today, sharing.valid_from)
    sharing.save(update_fields=["state", "reason", "valid_to"])
    _written(sharing, act, actor, at)
    if is_own:
        _tell_lower_court(sharing, at, "ended")
    else:
        steps.tell_person(
            "mediation_registry.roster_noted", entry=sharing.entry, at=at, context={"event": "sharing_ended"},
            court=sharing.court,
        )  # fmt: skip
    return sharing


@transaction.atomic
def name_mediator(*, actor: Actor, at: datetime, entry_id: UUID, mediator: Registrant) -> RosterNaming:
    """An organisation on the roster names one of its mediators, who then counts as a court mediator (art. 6 para. 3).

    By the organisation itself, or by the court that manages the roster.

    :raises ValidationError: the entry is not an organisation's, or the mediator is not a confirmed member.
    """
    act = "mediation_registry.roster_mediator_named"
    entry = steps.locked_entry(actor, at, act, entry_id, sides=(COURT, SELF))
    today = steps.day_of(at)
    if not entry.registrant.is_organisation:
        raise ValidationError(_("Only an organisation names mediators."), code="kind")
    member = OrganisationMembership.objects.on(today).filter(
        organisation=entry.registrant, mediator=mediator, confirmed_at__isnull=False
    )
    if mediator.is_organisation or not member.exists():
        raise ValidationError({"mediator": _("This mediator is not a confirmed member of the organisation.")})
    if entry.named.filter(mediator=mediator, valid_to=None).exists():
        raise ValidationError({"mediator": _("This mediator is named already.")})
    naming = RosterNaming.objects.create(
        entry=entry, mediator=mediator, valid_from=today, named_by=actor.key, named_at=at
    )
    steps.record(act, actor=actor, at=at, entry=entry, facts={"mediator": mediator.register_no})
    _tell_named(naming, at)
    return naming


@transaction.atomic
def end_naming(*, actor: Actor, at: datetime, naming_id: UUID) -> RosterNaming:
    """The organisation or the court no longer names the mediator.

    :raises PermissionRefused: the naming belongs to an entry that is not open to the actor.
    """
    act = "mediation_registry.roster_naming_ended"
    naming = RosterNaming.objects.select_for_update().filter(pk=naming_id).first()
    if naming is None:
        raise PermissionRefused(act)
    entry = steps.locked_entry(actor, at, act, naming.entry_id, sides=(COURT, SELF))
    if naming.valid_to is not None:
        raise ValidationError(_("This naming has ended already."), code="ended")
    naming.valid_to = max(steps.day_of(at), naming.valid_from)
    naming.save(update_fields=["valid_to"])
    steps.record(act, actor=actor, at=at, entry=entry, facts={"mediator": naming.mediator.register_no})
    return naming


def _entry(entry_id: UUID, act: str) -> CourtRosterEntry:
    rows = CourtRosterEntry.objects.select_for_update(of=("self",)).select_related(
        "roster__court", "registrant__person"
    )
    entry = rows.filter(pk=entry_id).first()
    if entry is None:
        raise PermissionRefused(act)
    return entry


def _locked(sharing_id: UUID, act: str) -> RosterSharing:
    rows = RosterSharing.objects.select_for_update(of=("self",)).select_related(
        "court", "entry__roster__court", "entry__registrant__person"
    )
    sharing = rows.filter(pk=sharing_id).first()
    if sharing is None:
        raise PermissionRefused(act)
    return sharing


def _asked(actor: Actor, at: datetime, act: str, sharing_id: UUID) -> RosterSharing:
    """A request that waits for this mediator's answer, while the entry stands."""
    require(actor, act)
    sharing = _locked(sharing_id, act)
    if steps.side_of(sharing.entry, actor, steps.day_of(at)) != SELF:
        raise PermissionRefused(act)
    if sharing.state != RosterSharing.State.ASKED or rules.after(sharing.entry.state, act) is None:
        raise ValidationError(
            _("This request was answered already, or the entry has ended."), code="answered"
        )
    return sharing


def _answered(
    sharing: RosterSharing, state: RosterSharing.State, reason: str, act: str, actor: Actor, at: datetime
) -> RosterSharing:
    sharing.state, sharing.reason, sharing.answered_at = state, reason, at
    sharing.save(update_fields=["state", "reason", "answered_at", "valid_from"])
    _written(sharing, act, actor, at)
    _tell_lower_court(sharing, at, state.value)
    return sharing


def _written(sharing: RosterSharing, act: str, actor: Actor, at: datetime) -> None:
    steps.record(act, actor=actor, at=at, entry=sharing.entry, facts={"asking_court": sharing.court.code})


def _tell_lower_court(sharing: RosterSharing, at: datetime, answer: str) -> None:
    users = queries.staff_of(sharing.court, steps.day_of(at))
    steps.queue(
        "mediation_registry.roster_answered", users, entry=sharing.entry, at=at, path="/staff/roster-borrowing/",
        context={"answer": answer}, court=sharing.court,
    )  # fmt: skip


def _tell_named(naming: RosterNaming, at: datetime) -> None:
    user = naming.mediator.person.user
    if user is not None and user.is_active:
        steps.queue(
            "mediation_registry.roster_named", [user], entry=naming.entry, at=at, path=steps.OWN_PAGE,
        )  # fmt: skip

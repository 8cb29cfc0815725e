"""Agents: invited by the principal, bound to an account when they accept, with the papers of Interp. 88.

CPL art. 61: one or two. Nobody acts for both sides, and nobody who stands in the case otherwise is an agent in it.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from i18n import languages
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.cases.queries import recipient
from portal.cases.rules.scripts import script_of
from portal.exhibits.actions import deposit
from portal.identity.models import Person, ProfessionalLicence, User
from portal.identity.permissions import PermissionRefused, require
from portal.notices import outbox
from portal.notices.outbox import Recipient
from portal.power_of_attorney.actions.steps import locked, move, record, tell
from portal.power_of_attorney.models import Agent, AgentProof, PowerOfAttorney
from portal.power_of_attorney.queries.conflicts import conflict_of
from portal.power_of_attorney.queries.drafting import own_person
from portal.power_of_attorney.queries.drafting_words import sentence_of
from portal.power_of_attorney.queries.powers import signers
from portal.power_of_attorney.rules import agents as law
from portal.power_of_attorney.rules import lifecycle

P = lifecycle.P


@transaction.atomic
def invite_agent(
    *, actor: Actor, at: datetime, power_id: UUID, kind: str, name: str, email: str, language: str = "zh-hans",
    position: int | None = None,
) -> Agent:  # fmt: skip
    """Name an agent and send the one-time link to the address given.

    :raises ValidationError: a third agent, an unknown kind, no name, the principal himself, an address used twice.
    """
    power = locked(actor, at, f"{P}agent_invited", power_id, seat=lifecycle.PRINCIPAL)
    taken = {agent.position: agent for agent in power.agents.filter(withdrawn_at=None)}
    place = position or next((number for number in (1, 2) if number not in taken), 0)
    if place not in (1, 2) or place in taken:
        raise ValidationError(
            _("Two agents are named already (CPL art. 61). Take one out first."), code="agents"
        )
    if kind not in law.PAPERS:
        raise ValidationError({"kind": _("Choose what kind of agent it is.")})
    tidy, address = " ".join(name.split()), email.strip().lower()
    if not tidy:
        raise ValidationError({"name": _("Enter the agent's name.")})
    _require_address(power, address, list(taken.values()))
    agent = Agent(
        power=power, position=place, kind=kind, name=tidy, name_script=script_of(tidy, typed_in=actor.language),
        email=address, language=language if language in languages.CODES else languages.DEFAULT,
    )  # fmt: skip
    _send(agent, actor, at)
    return agent


@transaction.atomic
def invite_again(*, actor: Actor, at: datetime, power_id: UUID, agent_id: UUID) -> Agent:
    """A new one-time link to the same address; the earlier one no longer opens.

    :raises ValidationError: the agent has answered already.
    """
    power = locked(actor, at, f"{P}agent_invited", power_id, seat=lifecycle.PRINCIPAL)
    agent = _agent_of(power, agent_id)
    if agent.accepted_at or agent.declined_at:
        raise ValidationError(_("This agent has answered already."), code="answered")
    _send(agent, actor, at)
    return agent


@transaction.atomic
def remove_agent(*, actor: Actor, at: datetime, power_id: UUID, agent_id: UUID) -> Agent:
    """The principal takes an agent out of the draft; the agent no longer sees it and is told."""
    power = locked(actor, at, f"{P}agent_removed", power_id, seat=lifecycle.PRINCIPAL)
    agent = _agent_of(power, agent_id)
    agent.withdrawn_at, agent.invitation_digest = at, ""
    agent.save(update_fields=["withdrawn_at", "invitation_digest"])
    move(power, f"{P}agent_removed", at)
    record(f"{P}agent_removed", actor=actor, at=at, power=power, subject=agent, private={"agent": agent.name})
    if agent.is_bound or agent.accepted_at:
        tell(f"{P}agent_removed", _account_of(agent), power=power, at=at, context={"path": "/powers/"})
    return agent


def invitation(token: str, at: datetime) -> Agent | None:
    """The open invitation behind a one-time link, or None: unknown, used, taken back or older than 14 days."""
    digest = sha256(token.encode()).hexdigest()
    rows = Agent.objects.filter(
        invitation_digest=digest, accepted_at=None, declined_at=None, withdrawn_at=None,
        invited_at__gt=at - timedelta(days=law.INVITATION_DAYS),
    )  # fmt: skip
    return rows.select_related(
        "power__court", "power__principal__user", "power__case", "power__party"
    ).first()


@transaction.atomic
def accept_invitation(
    *, actor: Actor, at: datetime, token: str, licence: ProfessionalLicence | None = None,
    conflict_statement: str = "", own_kind: str = "",
) -> Agent:  # fmt: skip
    """The agent accepts: the account is bound, a lawyer names the verified licence, and states that no conflict exists.

    :raises PermissionRefused: the link is not known, was used or has expired.
    :raises ValidationError: no names entered, no usable licence, no statement, or the agent of the other side.
    """
    agent, power, person = _opened(actor, at, token, f"{P}agent_accepted")
    statement = conflict_statement.strip()
    if not statement:
        raise ValidationError({"conflict_statement": _("State whether you know of a conflict of interest.")})
    if agent.kind == "lawyer":
        _require_licence(licence, person, at)
        agent.licence, agent.firm_name = licence, licence.firm_name if licence else ""
    if sentence := conflict_of(power, agent, person, day_of(at)):
        raise ValidationError(sentence, code="conflict")
    agent.person, agent.accepted_at, agent.invitation_digest = person, at, ""
    agent.conflict_statement = statement
    agent.save()
    move(power, f"{P}agent_accepted", at)
    record(
        f"{P}agent_accepted", actor=actor, at=at, power=power, subject=agent,
        facts={"kind": agent.kind, "position": agent.position}, private={"agent": agent.name},
    )  # fmt: skip
    tell(f"{P}agent_accepted", signers(power), power=power, at=at, context={"agent": agent.name})
    return agent


@transaction.atomic
def decline_invitation(*, actor: Actor, at: datetime, token: str, reason: str = "") -> Agent:
    """The agent does not take the mandate; a reason may be given. The principal is told.

    :raises PermissionRefused: the link is not known, was used or has expired.
    """
    agent, power, _person = _opened(actor, at, token, f"{P}agent_declined", wants_person=False)
    agent.declined_at, agent.decline_reason, agent.invitation_digest = at, reason.strip()[:300], ""
    agent.save()
    move(power, f"{P}agent_declined", at)
    record(
        f"{P}agent_declined", actor=actor, at=at, power=power, subject=agent,
        facts={"position": agent.position}, private={"agent": agent.name, "reason": agent.decline_reason},
    )  # fmt: skip
    tell(f"{P}agent_declined", signers(power), power=power, at=at, context={"agent": agent.name})
    return agent


@transaction.atomic
def file_paper(
    *,
    actor: Actor,
    at: datetime,
    power_id: UUID,
    agent_id: UUID,
    kind: str,
    upload: Any,
    declared_name: str = "",
) -> AgentProof:
    """File one paper of Interp. 88: the agent his own, the principal those of either agent.

    :raises PermissionRefused: another agent's papers.
    :raises ValidationError: not a paper of this kind of agent, no file, or a file that is refused.
    """
    power = locked(actor, at, f"{P}agent_paper_filed", power_id, seat=lifecycle.AGENT)
    agent = _reached(power, agent_id, actor)
    if kind not in law.PAPERS[agent.kind]:
        raise ValidationError({"kind": _("This paper is not asked of this kind of agent.")})
    if upload is None:
        raise ValidationError({"upload": _("Choose a file.")})
    name = declared_name or getattr(upload, "name", kind)
    exhibit = deposit(actor=actor, at=at, upload=upload, declared_name=name, scope=power.chain)
    paper = AgentProof.objects.create(agent=agent, kind=kind, exhibit=exhibit, filed_at=at)
    move(power, f"{P}agent_paper_filed", at)
    record(
        f"{P}agent_paper_filed", actor=actor, at=at, power=power, subject=paper,
        facts={"paper": kind, "position": agent.position},
    )  # fmt: skip
    return paper


@transaction.atomic
def withdraw_paper(*, actor: Actor, at: datetime, power_id: UUID, paper_id: UUID) -> AgentProof:
    """Take a paper back; it stays legible as withdrawn.

    :raises PermissionRefused: no such paper, or another agent's.
    """
    power = locked(actor, at, f"{P}agent_paper_withdrawn", power_id, seat=lifecycle.AGENT)
    paper = AgentProof.objects.filter(pk=paper_id, agent__power=power, withdrawn_at=None).first()
    if paper is None:
        raise PermissionRefused(f"{P}agent_paper_withdrawn")
    agent = _reached(power, paper.agent_id, actor)
    paper.withdrawn_at = at
    paper.save(update_fields=["withdrawn_at"])
    move(power, f"{P}agent_paper_withdrawn", at)
    record(
        f"{P}agent_paper_withdrawn", actor=actor, at=at, power=power, subject=paper,
        facts={"paper": paper.kind, "position": agent.position},
    )  # fmt: skip
    return paper


# -- inside


def _require_address(power: PowerOfAttorney, address: str, others: list[Agent]) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError({"email": error.messages}) from error
    if power.signer.user is not None and power.signer.user.email == address:
        raise ValidationError({"email": _("This is your own address. Nobody is his own agent.")}, code="self")
    if any(other.email == address for other in others):
        raise ValidationError({"email": sentence_of("same_agent_twice")}, code="same_agent_twice")


def _send(agent: Agent, actor: Actor, at: datetime) -> None:
    """A new token: only its digest is kept; the link stands in the notice, sealed, and in the mail."""
    power, token = agent.power, secrets.token_urlsafe(32)
    agent.invitation_digest, agent.invited_at = sha256(token.encode()).hexdigest(), at
    agent.save()
    move(power, f"{P}agent_invited", at)
    record(
        f"{P}agent_invited", actor=actor, at=at, power=power, subject=agent,
        facts={"kind": agent.kind, "position": agent.position}, private={"agent": agent.name, "email": agent.email},
    )  # fmt: skip
    known = User.objects.filter(email=agent.email, is_active=True).first()
    to = recipient(known) if known else Recipient(f"email:{agent.pk}", agent.email, agent.language)
    names = {code: power.signer.name_for(code) for code in languages.CODES}
    courts = {
        code: getattr(power.court, build_localized_fieldname("name", code)) or "" for code in languages.CODES
    }
    outbox.queue(
        kind=f"{P}agent_invited", recipient=to, at=at, chain=power.chain, court=power.court.code,
        context={
            "reference": power.reference, "court_names": courts, "principal_names": names,
            "path": f"/powers/invitation/{token}/", "expires_date": day_of(at) + timedelta(days=law.INVITATION_DAYS),
        },
        dedupe=f"{P}agent_invited|{agent.pk}|{at.isoformat()}",
    )  # fmt: skip


def _opened(
    actor: Actor, at: datetime, token: str, act: str, *, wants_person: bool = True
) -> tuple[Agent, PowerOfAttorney, Person]:
    """Beats one to three for somebody who holds a link: agent and power locked, the own person."""
    require(actor, act)
    found = invitation(token, at)
    if found is None:
        raise PermissionRefused(act)
    power = PowerOfAttorney.objects.select_for_update(of=("self",)).get(pk=found.power_id)
    rows = Agent.objects.select_for_update(of=("self",)).filter(pk=found.pk)
    still_open = rows.filter(accepted_at=None, declined_at=None, withdrawn_at=None)
    agent = still_open.filter(invitation_digest=found.invitation_digest).first()
    if agent is None:  # answered, taken back or sent anew while this answer waited for the lock
        raise PermissionRefused(act)
    agent.power = power
    if lifecycle.after(power.state, act) is None:
        sentence = _("This step is not possible now. State of the power of attorney: %(state)s.")
        raise ValidationError(sentence % {"state": power.get_state_display()}, code="state")
    person = own_person(actor)
    if wants_person and (person is None or person.kind != Person.Kind.NATURAL):
        raise ValidationError(_("Enter your own names first; an agent is a human being."), code="nobody")
    return agent, power, person  # type: ignore[return-value]


def _require_licence(licence: ProfessionalLicence | None, person: Person, at: datetime) -> None:
    if licence is None:
        raise ValidationError(
            {"licence": _("Choose your licence. It must have been verified in the portal.")}
        )
    if licence.person_id != person.pk or not licence.is_usable(day_of(at)):
        raise ValidationError({"licence": _("This licence is not verified or has expired.")})


def _agent_of(power: PowerOfAttorney, agent_id: UUID) -> Agent:
    agent = power.agents.select_related("person__user").filter(pk=agent_id, withdrawn_at=None).first()
    if agent is None:
        raise PermissionRefused(str(agent_id))
    agent.power = power
    return agent


def _reached(power: PowerOfAttorney, agent_id: UUID, actor: Actor) -> Agent:
    """The agent, if the actor is that agent or the principal."""
    agent = _agent_of(power, agent_id)
    own = agent.person is not None and actor.key == f"user:{agent.person.user_id}"
    if not own and not any(actor.key == f"user:{user.pk}" for user in signers(power)):
        raise PermissionRefused(str(agent_id))
    return agent


def _account_of(agent: Agent) -> list[User]:
    return [agent.person.user] if agent.person is not None and agent.person.user is not None else []

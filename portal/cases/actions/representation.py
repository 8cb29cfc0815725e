"""Agents: appointed with their papers, ended, changed (CPL arts 61–63; Interp. 85–89)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.audit.actors import Actor
from portal.cases.actions.steps import (
    day_of,
    is_staff_of,
    locked,
    party_in_force,
    record,
    refuse_conflict,
    tell,
)
from portal.cases.models import Case, Party, Representation, RepresentationProof
from portal.cases.models.cases import person_id_of
from portal.cases.queries import accounts_concerned, agents_in_force, principals_of
from portal.cases.rules import representation as law
from portal.cases.rules.scripts import script_of
from portal.exhibits.models import Exhibit
from portal.identity.models import Person, ProfessionalLicence, User
from portal.identity.permissions import PermissionRefused, require


@dataclass(frozen=True)
class Agent:
    """Who is to act: kind, name, person and licence in the register, papers as exhibits by kind, scope.

    ``valid_from`` is the first day; without it, the day of the act.
    """

    kind: str
    name: str
    proofs: Mapping[str, Exhibit] = field(default_factory=dict)
    person: Person | None = None
    licence: ProfessionalLicence | None = None
    special_powers: Sequence[str] = ()
    stages: Sequence[str] = ("first_instance",)
    receives_service: bool = True
    valid_from: date | None = None


@transaction.atomic
def add_representation(
    *, actor: Actor, at: datetime, case_id: UUID, party_id: UUID, agent: Agent
) -> Representation:
    """Enter an agent whose papers are complete; he sees the case from today, both sides are told.

    :raises ValidationError: a third agent, a paper missing, a licence not usable, an agent of another party.
    """
    case = locked(actor, at, "cases.representation_added", case_id)
    party = party_in_force(case, party_id, day_of(at))
    representation = _appoint(case, party, actor, at, agent)
    _note("cases.representation_added", actor, at, case, representation)
    _tell_change(case, at, representation, "added")
    return representation


@transaction.atomic
def end_representation(
    *, actor: Actor, at: datetime, case_id: UUID, representation_id: UUID, reason: str
) -> Representation:
    """The authority ends today, in writing; the court tells the other side (CPL art. 63).

    :raises ValidationError: ended already, no reason. :raises PermissionRefused: another side's agent, or a
    colleague: an agent resigns, the party dismisses.
    """
    case = locked(actor, at, "cases.representation_ended", case_id)
    representation = _running(case, representation_id, at)
    _require_own(case, representation, actor, at)
    told = _concerned(case, representation, at)
    _end(representation, at, reason)
    _note("cases.representation_ended", actor, at, case, representation, reason=reason)
    _tell_change(case, at, representation, "ended", told)
    return representation


@transaction.atomic
def end_for_power(
    *, actor: Actor, at: datetime, representation_id: UUID, reason: str
) -> Representation | None:
    """The power of attorney behind a representation has ended, and so has the representation, today.

    Whether the actor may end that power was decided where powers are kept; the register of powers tells everybody
    concerned. None where the representation had ended already.

    :raises ValidationError: no reason.
    """
    require(actor, "cases.representation_ended")
    rows = Representation.objects.select_for_update(of=("self",)).select_related("party__case", "agent")
    representation = rows.get(pk=representation_id)
    last = max(day_of(at), representation.valid_from)
    if representation.valid_to is not None and representation.valid_to <= last:
        return None
    case = representation.party.case
    _end(representation, at, reason)
    _note("cases.representation_ended", actor, at, case, representation, reason=reason)
    return representation


@transaction.atomic
def change_lawyer(
    *, actor: Actor, at: datetime, case_id: UUID, representation_id: UUID, agent: Agent, reason: str
) -> Representation:
    """One agent takes another's place in one act: the first ends today, the second begins, both stay legible.

    :raises ValidationError: as for appointing and ending; then neither happens.
    """
    case = locked(actor, at, "cases.lawyer_changed", case_id)
    earlier = _running(case, representation_id, at)
    told = _concerned(case, earlier, at)
    _end(earlier, at, reason)
    representation = _appoint(case, earlier.party, actor, at, agent, replaces=earlier)
    _note("cases.lawyer_changed", actor, at, case, representation, reason=reason)
    _tell_change(case, at, representation, "changed", told)
    return representation


def _appoint(
    case: Case, party: Party, actor: Actor, at: datetime, agent: Agent, replaces: Representation | None = None
) -> Representation:
    _refuse_unlawful(case, party, agent, at)
    name = " ".join(agent.name.split())
    representation = Representation.objects.create(
        party=party,
        kind=agent.kind,
        agent_name=name,
        agent_script=script_of(name, typed_in=actor.language),
        agent=agent.person,
        licence=agent.licence,
        special_powers=[power for power in law.SPECIAL_POWERS if power in agent.special_powers],
        stages=[stage for stage in law.STAGES if stage in agent.stages],
        receives_service=agent.receives_service,
        replaces=replaces,
        valid_from=agent.valid_from or day_of(at),
    )
    RepresentationProof.objects.bulk_create(
        RepresentationProof(representation=representation, kind=kind, exhibit=exhibit)
        for kind, exhibit in agent.proofs.items()
    )
    if agent.person is not None and agent.person.user is not None:
        tell("cases.access_opened", [agent.person.user], case=case, at=at, about=representation)
    return representation


def _refuse_unlawful(case: Case, party: Party, agent: Agent, at: datetime) -> None:
    today = day_of(at)
    if not agent.name.strip():
        raise ValidationError({"agent_name": _("Enter the agent's name.")})
    if not law.may_entrust_another(agents_in_force(party, today).count()):
        raise ValidationError(
            _("A party may entrust one or two agents; two act already (CPL art. 61)."), code="agents"
        )
    if not agent.stages:
        raise ValidationError({"stages": _("Name the stages for which the power of attorney is given.")})
    verified = agent.licence is not None
    if agent.licence is not None:
        if not agent.licence.is_usable(today):
            raise ValidationError({"licence": _("This licence is not verified or has expired.")})
        if agent.person is None or agent.licence.person_id != agent.person.pk:
            raise ValidationError({"licence": _("This licence belongs to somebody else.")})
    missing = law.missing_proofs(agent.kind, list(agent.proofs), licence_verified=verified)
    if missing:
        labels = dict(RepresentationProof.Kind.choices)
        names = _(", ").join(str(labels[proof]) for proof in missing)
        sentence = ngettext(
            "One paper is missing: %(papers)s (%(article)s).", "Papers are missing: %(papers)s (%(article)s).",
            len(missing),
        )  # fmt: skip
        raise ValidationError({"kind": sentence % {"papers": names, "article": law.ARTICLES[agent.kind]}})
    if agent.person is not None:
        _refuse_conflict(case, party, agent.person, today)


def _refuse_conflict(case: Case, party: Party, person: Person, today: date) -> None:
    others = Representation.objects.on(today).filter(party__case=case, agent=person)
    if others.filter(party=party).exists():
        raise ValidationError({"agent_name": _("This person is the party's agent already.")})
    refuse_conflict(case, party.role, person, today, field="agent_name")


def _require_own(case: Case, representation: Representation, actor: Actor, at: datetime) -> None:
    today, account = day_of(at), person_id_of(actor)
    if is_staff_of(case, actor, today):
        return
    if account is not None and representation.agent is not None and representation.agent.user_id == account:
        return
    if not principals_of(case, actor, today).filter(pk=representation.party_id).exists():
        raise PermissionRefused("cases.representation_ended")


def _running(case: Case, representation_id: UUID, at: datetime) -> Representation:
    found = Representation.objects.select_related("party__case", "agent__user").filter(pk=representation_id)
    representation = found.filter(party__case=case).first()
    if representation is None:
        raise PermissionRefused(str(representation_id))
    if not representation.is_in_force(day_of(at)):
        raise ValidationError(_("This representation has ended."), code="ended")
    return representation


def _end(representation: Representation, at: datetime, reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    ended = max(day_of(at), representation.valid_from)  # one that was to begin later never begins
    representation.valid_to, representation.end_reason = ended, reason.strip()[:300]
    representation.save(update_fields=["valid_to", "end_reason"])


def _note(
    act: str, actor: Actor, at: datetime, case: Case, representation: Representation, reason: str = ""
) -> None:
    private = {"agent": representation.agent_name}
    if reason.strip():
        private["reason"] = reason.strip()
    record(
        act, actor=actor, at=at, case=case, subject=representation,
        facts={
            "number": representation.party.number,
            "kind": representation.kind,
            "special_powers": list(representation.special_powers),
        },
        private=private,
    )  # fmt: skip


def _concerned(case: Case, representation: Representation, at: datetime) -> list[User]:
    users = accounts_concerned(case, day_of(at))
    return [user for user in users if representation.agent is None or user.pk != representation.agent.user_id]


def _tell_change(
    case: Case, at: datetime, representation: Representation, change: str, told: list[User] | None = None
) -> None:
    tell(
        "cases.representation_changed", _concerned(case, representation, at) if told is None else told,
        case=case, at=at, about=representation,
        context={"number": representation.party.number, "change": change, "change_date": day_of(at).isoformat()},
    )  # fmt: skip

"""What can be asked about cases: whose side somebody is on, who is to be told, which address is in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet
from modeltranslation.utils import build_localized_fieldname

from i18n import languages
from portal.audit.actors import Actor
from portal.cases.models import (
    AddressConfirmation,
    Assignment,
    AuthorityLink,
    Case,
    FiledExhibit,
    Party,
    Representation,
)
from portal.cases.models.cases import person_id_of
from portal.cases.models.periods import in_force
from portal.cases.rules.addresses import carries_to
from portal.identity.models import Court, User
from portal.notices.outbox import Recipient


@dataclass(frozen=True)
class AddressInForce:
    """The address that counts for a party, and whether it was carried from an earlier stage (Interp. 137)."""

    confirmation: AddressConfirmation
    is_carried: bool


def my_cases(actor: Actor, on: date) -> QuerySet[Case]:
    """The cases of one person, with what a list shows of them; a bounded number of queries."""
    return (
        Case.objects.concerning(actor, on)
        .select_related("court", "cause")
        .prefetch_related(
            Prefetch("parties", Party.objects.on(on).select_related("person"), "parties_now"),
            Prefetch(
                "parties_now__representations",
                Representation.objects.on(on).select_related("agent"),
                "agents_now",
            ),
            Prefetch(
                "parties_now__authority_links",
                AuthorityLink.objects.on(on).select_related("holder"),
                "authority_now",
            ),
            Prefetch("parties_now__address_confirmations", AddressConfirmation.objects.on(on), "address_now"),
            Prefetch("assignments", Assignment.objects.on(on), "assignments_now"),
        )
    )


def sides_of(case: Case, actor: Actor, on: date) -> QuerySet[Party]:
    """The parties for whom this actor stands in the case: himself, the entity he acts for, his client."""
    return stood_for(actor, on).filter(case=case)


def stood_for(actor: Actor, on: date) -> QuerySet[Party]:
    """The parties for whom this actor stands today, in any case."""
    account = person_id_of(actor)
    if account is None:
        return Party.objects.none()
    links = AuthorityLink.objects.on(on).filter(holder__user_id=account, confirmed_at__isnull=False)
    agents = Representation.objects.on(on).filter(agent__user_id=account)
    own = Q(person__user_id=account) | Q(pk__in=links.values("party")) | Q(pk__in=agents.values("party"))
    return Party.objects.on(on).filter(own)


def principals_of(case: Case, actor: Actor, on: date) -> QuerySet[Party]:
    """The parties that this actor is, or whose confirmed representative he is; not those he is agent of."""
    account = person_id_of(actor)
    links = AuthorityLink.objects.on(on).filter(holder__user_id=account, confirmed_at__isnull=False)
    return sides_of(case, actor, on).filter(Q(person__user_id=account) | Q(pk__in=links.values("party")))


def exhibits_of(case: Case, actor: Actor, on: date) -> QuerySet[FiledExhibit]:
    """The exhibits that this actor may open: the court's staff all, others those of their own side."""
    filed = case.filed_exhibits.select_related("exhibit", "party")
    if Case.objects.for_staff(actor, on).filter(pk=case.pk).exists():
        return filed
    return filed.filter(party__in=sides_of(case, actor, on))


def address_in_force(party: Party, on: date) -> AddressInForce | None:
    """The confirmation that counts on this day: the party's own, else the one carried from an earlier stage."""
    own = party.address_confirmations.on(on).first()
    if own is not None:
        return AddressInForce(own, is_carried=False)
    earlier, procedure = party.continues, party.case.procedure
    while earlier is not None and carries_to(procedure):
        found = earlier.address_confirmations.filter(valid_to__isnull=True).first()
        if found is not None:
            return AddressInForce(found, is_carried=True)
        procedure, earlier = earlier.case.procedure, earlier.continues
    return None


def agents_in_force(party: Party, on: date) -> QuerySet[Representation]:
    """The agents of a party on this day or appointed from a later day."""
    return party.representations.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).exclude(
        valid_to=F("valid_from")
    )


def accounts_concerned(case: Case, on: date, *, leave_out: Iterable[Party] = ()) -> list[User]:
    """The accounts behind a case: parties, confirmed representatives of entities, agents. Three queries at most."""
    parties = Party.objects.on(on).filter(case=case).exclude(pk__in=[party.pk for party in leave_out])
    links = AuthorityLink.objects.on(on).filter(party__in=parties, confirmed_at__isnull=False)
    agents = Representation.objects.on(on).filter(party__in=parties)
    wanted = (
        Q(person__in=parties.filter(person__isnull=False).values("person"))
        | Q(person__in=links.filter(holder__isnull=False).values("holder"))
        | Q(person__in=agents.filter(agent__isnull=False).values("agent"))
    )
    return list(User.objects.filter(wanted, is_active=True).distinct().order_by("email"))


def clerks_of(case: Case, on: date) -> list[User]:
    """The judge and clerk who hold the case."""
    holders = Assignment.objects.on(on).filter(case=case).values("holder")
    return list(User.objects.filter(pk__in=holders, is_active=True))


def court_names(court: Court) -> dict[str, str]:
    """The court's name by language code; empty where a language has none."""
    return {code: getattr(court, build_localized_fieldname("name", code)) or "" for code in languages.CODES}


def recipient(user: User) -> Recipient:
    """How an account is told."""
    return Recipient(key=f"user:{user.pk}", email=user.email, language=user.language)


def parties_for_page(case: Case, on: date) -> list[Party]:
    """Everybody who stands or stood in the case, with agents and authority, in five queries."""
    return list(
        case.parties.select_related("person", "succeeds", "continues", "case").prefetch_related(
            Prefetch("representations", Representation.objects.prefetch_related("proofs__exhibit")),
            "authority_links",
            Prefetch(
                "address_confirmations", AddressConfirmation.objects.filter(in_force(on)), "address_now"
            ),
        )
    )


def find_for_desk(actor: Actor, on: date, words: str) -> QuerySet[Case]:
    """Cases of the actor's courts by portal reference, court number or a party's or agent's name."""
    asked = words.strip()
    if not asked:
        return Case.objects.none()
    names = Party.objects.filter(
        Q(name__icontains=asked)
        | Q(other_name__icontains=asked)
        | Q(representations__agent_name__icontains=asked)
    )
    return (
        Case.objects.for_staff(actor, on)
        .filter(
            Q(reference__icontains=asked) | Q(court_number__icontains=asked) | Q(pk__in=names.values("case"))
        )
        .select_related("court")
        .order_by("-filed_date")
    )

"""The queues of the rooms below the desk; modules register their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.actors import Actor
from portal.audit.models import Rectification
from portal.cases.models import AddressConfirmation, Assignment, AuthorityLink, Case, Party
from portal.desk.queries import failed_notices
from portal.desk.registry import Queue, QueueRow, language_of, register_queue
from portal.exhibits.models import Exhibit
from portal.identity.models import Court
from portal.identity.permissions import roles_for
from portal.identity.queries import verification_queue
from portal.identity.roles import COURT_ROLES, DESK_ROLES
from portal.notices.kinds import kinds

CASE_CHAIN = "case:"
RECORDS = {"paper": "papers", "licence": "licences", "recovery": "recoveries"}
ON_A_CASE = frozenset(role.value for role in COURT_ROLES)


def identity_checks(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Papers, licences and recoveries before the actor's courts; papers are due by Provisions 2021, art. 4."""
    courts = {court.code: str(court.name) for court in Court.objects.filter(code__in=actor.courts)}
    for check in verification_queue(actor, on):
        remark = _("day provisional") if check.is_provisional else check.state
        yield QueueRow(
            title=f"{check.title} · {remark}" if remark else check.title,
            address=reverse(f"{RECORDS[check.kind]}:inspect", args=[check.key]),
            holder=courts.get(check.court_code, check.court_code),
            due_date=check.due_date,
            note=check.person_name,
            note_lang=language_of(check.person_name),
        )


def undelivered_notices(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Notices that could not be delivered: the person has to be told by another means."""
    courts = {court.code: str(court.name) for court in Court.objects.filter(code__in=actor.courts)}
    for notice in failed_notices(actor):
        kind = kinds.get(notice.kind)
        yield QueueRow(
            title=str(kind.label) if kind else notice.kind,
            address=reverse("desk_notice", args=[notice.pk]),
            holder=courts.get(notice.court_code, notice.court_code),
            note=_("%(attempts)s attempts") % {"attempts": notice.attempts},
        )


def cases_without_holder(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Pending cases of the actor's courts that no judge or no clerk holds."""
    seats = {
        seat: Exists(Assignment.objects.on(on).filter(case=OuterRef("pk"), seat=seat))
        for seat in (Assignment.Seat.JUDGE.value, Assignment.Seat.CLERK.value)
    }
    cases = _open_cases(actor, on).annotate(with_judge=seats["judge"], with_clerk=seats["clerk"])
    for case in cases.filter(Q(with_judge=False) | Q(with_clerk=False)):
        lacking = _("no judge and no clerk") if not (case.with_judge or case.with_clerk) else ""
        lacking = lacking or (_("no clerk") if case.with_judge else _("no judge"))
        yield _case_row(case, "assign", title=f"{case.reference} · {lacking}")


def authorities_to_confirm(actor: Actor, on: date) -> Iterable[QueueRow]:
    """People who say that they act for an entity: they see nothing until the court has confirmed it."""
    links = AuthorityLink.objects.on(on).filter(confirmed_at=None, party__case__in=_open_cases(actor, on))
    for link in links.select_related("party__case__court").order_by("party__case__reference", "position"):
        yield _case_row(link.party.case, "confirm-authority", note=link.holder_name)


def parties_without_address(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Parties of pending cases with no confirmed address for service, own or carried over (Interp. 137)."""
    own = AddressConfirmation.objects.on(on).filter(party=OuterRef("pk"))
    stages = ("continues", "continues__continues", "continues__continues__continues")
    earlier = reduce(or_, (Q(party=OuterRef(stage)) for stage in stages))
    carried = AddressConfirmation.objects.filter(earlier, valid_to=None)
    parties = Party.objects.on(on).filter(~Exists(own), ~Exists(carried), case__in=_open_cases(actor, on))
    for party in parties.select_related("case__court").order_by("case__reference", "number"):
        yield _case_row(party.case, "confirm-address", note=party.name)


def rectifications_to_confirm(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Rectifications that move a legal date and wait for a second person: not for the one who proposed them."""
    waiting = Rectification.objects.filter(state=Rectification.State.PROPOSED, chain__startswith=CASE_CHAIN)
    keys = waiting.exclude(proposed_by=actor.key).order_by("proposed_at").values_list("chain", flat=True)
    yield from _rows_of_chains(actor, on, list(keys), "confirm-rectification")


def quarantined_exhibits(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Cases with uploads that were set aside because they may harm: somebody looks before they are used."""
    scopes = Exhibit.objects.filter(state=Exhibit.State.QUARANTINED, scope__startswith=CASE_CHAIN)
    yield from _rows_of_chains(actor, on, list(scopes.values_list("scope", flat=True)), "release-exhibit")


def register_ground_floor() -> None:
    """Put the queues of identity, notices, cases and exhibits on the desk."""
    named = (
        ("identity-checks", gettext_lazy("Identity, licences and recoveries to check"),
         gettext_lazy("Nobody waits for a check."), "identity.verified", identity_checks),
        ("failed-notices", gettext_lazy("Notices that could not be delivered"),
         gettext_lazy("Every notice was delivered."), "notices.retried", undelivered_notices),
        ("cases-without-holder", gettext_lazy("Cases without a judge or clerk"),
         gettext_lazy("Every pending case has its judge and clerk."), "cases.assigned", cases_without_holder),
        ("authorities-to-confirm", gettext_lazy("Authority to act: to confirm"),
         gettext_lazy("No authority waits for confirmation."), "cases.authority_confirmed", authorities_to_confirm),
        ("parties-without-address", gettext_lazy("Parties without a confirmed address for service"),
         gettext_lazy("Every party has a confirmed address."), "cases.address_confirmed", parties_without_address),
        ("rectifications", gettext_lazy("Rectifications that wait for a second person"),
         gettext_lazy("No rectification waits for you."), "audit.rectified", rectifications_to_confirm),
        ("quarantine", gettext_lazy("Uploads in quarantine"),
         gettext_lazy("No upload is in quarantine."), "exhibits.released", quarantined_exhibits),
    )  # fmt: skip
    for code, label, empty, act, rows in named:
        seen_by = roles_for(act) & (DESK_ROLES if act.startswith("notices.") else ON_A_CASE)
        register_queue(code, Queue(label, empty, frozenset(seen_by), rows))


def _open_cases(actor: Actor, on: date) -> QuerySet[Case]:
    cases = Case.objects.for_staff(actor, on).exclude(state=Case.State.CONCLUDED)
    return cases.select_related("court").order_by("reference")


def _rows_of_chains(actor: Actor, on: date, chains: list[str], act: str) -> Iterable[QueueRow]:
    keys = {UUID(chain.removeprefix(CASE_CHAIN)) for chain in chains}
    cases = Case.objects.for_staff(actor, on).filter(pk__in=keys).select_related("court")
    for case in cases.order_by("reference"):
        yield _case_row(case, act)


def _case_row(case: Case, act: str, *, title: str = "", note: str = "") -> QueueRow:
    """A row that leads to one act on one case; the court's number stands in the note where nothing else does."""
    words = note or case.court_number
    return QueueRow(
        title=title or case.reference,
        address=reverse("cases_desk:act", args=[case.pk, act]),
        holder=str(case.court.name),
        note=words,
        note_lang=language_of(words),
    )

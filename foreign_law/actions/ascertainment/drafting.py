"""A request is drafted by the court, edited with the old entries kept in the log, put before the judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.numbers import next_reference
from foreign_law.actions.ascertainment.standing import sits, tell_court
from foreign_law.actions.ascertainment.steps import F, day_of, locked, move, record, require_past
from foreign_law.models import AscertainmentRequest, ScopeQuestion
from foreign_law.queries.ascertainment.mine import asked_for
from foreign_law.queries.ascertainment.scopes import choice_scope
from foreign_law.queries.ascertainment.versions import version_of
from foreign_law.rules.ascertainment import lifecycle, scope
from foreign_law.rules.ascertainment.seats import ROLES_AT
from portal.audit.actors import Actor
from portal.cases.models import Assignment, Case, Party
from portal.cases.models.cases import person_id_of
from portal.exhibits.actions import deposit
from portal.exhibits.models import Exhibit
from portal.identity.permissions import PermissionRefused, require

#: A question and its words in the language beside the Chinese.
Questions = Sequence[tuple[str, str]]


class Particulars(TypedDict, total=False):
    """What a request says. All of it may be left out; ``choice_upload`` is a file with the clause."""

    basis: str
    choice_clause: str
    choice_upload: Any
    conflict_rule: str
    jurisdiction: str
    fact_date: date | None
    field_of_law: str
    nature: str
    agreed_facts: str | None
    language: str
    is_confidential: bool
    questions: Questions


COLUMNS = scope.PARTICULARS
#: Kept as null when empty: encrypted.
SEALED = frozenset({"agreed_facts"})


@transaction.atomic
def draft_request(
    *,
    actor: Actor,
    at: datetime,
    case_id: UUID,
    asked_by_party: UUID | None = None,
    **entries: Unpack[Particulars],
) -> AscertainmentRequest:
    """The court begins a request in a case, of its own motion or for a party who asked on paper; numbered at once.

    :raises PermissionRefused: no such case from the seat of clerk or judge.
    :raises ValidationError: the case is concluded, or an entry fails.
    """
    act = F + "request_drafted"
    require(actor, act)
    case = _case(actor, day_of(at), case_id)
    party = None
    if asked_by_party is not None:
        party = case.parties.on(day_of(at)).filter(pk=asked_by_party).first()
        if party is None:
            raise ValidationError({"asked_by_party": _("This party does not stand in the case.")})
    request = begin(actor, at, case, party, act, entries)
    record(act, actor=actor, at=at, request=request, facts=opening_facts(request))
    return request


@transaction.atomic
def edit_request(
    *, actor: Actor, at: datetime, request_id: UUID, seen: str = "", **entries: Unpack[Particulars]
) -> AscertainmentRequest:
    """What the request says is entered anew; the log keeps the old words. A party edits only what she asked for.

    :raises ValidationError: nothing changed, somebody else changed it since ``seen``, or an entry fails.
    """
    act = F + "request_edited"
    request = locked(actor, at, act, request_id)
    require_own(request, actor, at, act)
    require_unchanged(request, seen)
    before = enter(request, entries, at)
    before |= deposit_clause(request, actor, at, entries)
    if "questions" in entries:
        before |= set_questions(request, entries["questions"])
    if not before:
        raise ValidationError(_("Nothing was changed."), code="unchanged")
    move(request, act, at)
    record(
        act, actor=actor, at=at, request=request, facts={"changed": sorted(before)},
        private={f"old_{name}": "" if value is None else str(value) for name, value in before.items()},
    )  # fmt: skip
    return request


@transaction.atomic
def submit_request(*, actor: Actor, at: datetime, request_id: UUID) -> AscertainmentRequest:
    """The draft goes before the judge, who fixes the scope.

    :raises ValidationError: it holds no question.
    """
    act = F + "request_submitted"
    request = locked(actor, at, act, request_id)
    require_own(request, actor, at, act)
    require_questions(request)
    move(request, act, at)
    record(act, actor=actor, at=at, request=request, facts={"questions": request.questions.count()})
    tell_court(act, actor, request, at)
    return request


def begin(
    actor: Actor, at: datetime, case: Case, party: Party | None, act: str, entries: Particulars
) -> AscertainmentRequest:
    """A new row in the state after the act, with its questions and the file of the clause."""
    if case.state == Case.State.CONCLUDED:
        raise ValidationError(
            _("The case is concluded; no foreign law is ascertained in it."), code="concluded"
        )
    state = lifecycle.request_after(None, act)
    account = person_id_of(actor)
    assert state is not None
    if account is None:
        raise PermissionRefused(act)
    request = AscertainmentRequest(
        case=case, court=case.court, state=state, state_since_at=at, asked_by_party=party, opened_at=at,
        opened_by_id=account,
    )  # fmt: skip
    enter(request, entries, at)
    if not request.jurisdiction:
        raise ValidationError({"jurisdiction": _("Say which law is to be ascertained.")})
    request.reference = next_reference(at)
    request.save()
    deposit_clause(request, actor, at, entries)
    request.save()
    set_questions(request, entries.get("questions", ()))
    return request


def opening_facts(request: AscertainmentRequest) -> dict[str, Any]:
    """What the log says of a new request."""
    party = request.asked_by_party
    return {
        "case": request.case.reference, "jurisdiction": request.jurisdiction, "basis": request.basis,
        "party": party.number if party is not None else 0, "questions": request.questions.count(),
    }  # fmt: skip


def enter(request: AscertainmentRequest, entries: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """Write the particulars into the unsaved row; gives the old values of those that changed.

    :raises ValidationError: no such law, or the facts lie in the future.
    """
    wanted = {name: entries[name] for name in COLUMNS if name in entries}
    if wanted.get("jurisdiction"):
        wanted["jurisdiction"] = scope.jurisdiction_code(wanted["jurisdiction"])
        if not wanted["jurisdiction"]:
            raise ValidationError(
                {"jurisdiction": _("Enter the ISO 3166 code of a law outside the Mainland.")}
            )
    if wanted.get("fact_date"):
        require_past(wanted["fact_date"], at, "fact_date")
    before: dict[str, Any] = {}
    for name, value in wanted.items():
        value = value.strip() if isinstance(value, str) else value
        value = value or None if name in SEALED | {"fact_date"} else value
        old = getattr(request, name)
        if old != value:
            before[name] = old
            setattr(request, name, value)
    return before


def deposit_clause(
    request: AscertainmentRequest, actor: Actor, at: datetime, entries: Mapping[str, Any]
) -> dict[str, Any]:
    """The instrument with the clause is kept, open to every side as soon as the request is (decision 22)."""
    upload = entries.get("choice_upload")
    if not upload:
        return {}
    old: Exhibit | None = request.choice_exhibit
    request.choice_exhibit = deposit(
        actor=actor, at=at, upload=upload, declared_name=upload.name, scope=choice_scope(request, actor)
    )
    return {"choice_exhibit": old.pk if old is not None else None}


def set_questions(request: AscertainmentRequest, questions: Questions) -> dict[str, Any]:
    """The numbered questions before the scope is fixed; gives the old ones where they changed.

    :raises ValidationError: at ``questions``, there are too many.
    """
    wanted = scope.cleaned_questions(questions)
    if len(wanted) > scope.MOST_QUESTIONS:
        sentence = _("At most %(most)s questions.") % {"most": scope.MOST_QUESTIONS}
        raise ValidationError({"questions": sentence})
    rows = list(request.questions.order_by("number"))
    old = [(row.text, row.translation) for row in rows]
    if old == wanted:
        return {}
    for row in rows[len(wanted) :]:
        row.delete()  # nothing rests on a question before the judge fixed the scope; the log keeps its words
    for number, (text, translation) in enumerate(wanted, start=1):
        ScopeQuestion.objects.update_or_create(
            request=request, number=number, defaults={"text": text, "translation": translation}
        )
    return {"questions": "\n".join(text for text, _translation in old)}


def require_questions(request: AscertainmentRequest) -> None:
    """:raises ValidationError: at ``questions``, the request asks nothing."""
    if not request.questions.filter(struck_at=None).exists():
        raise ValidationError({"questions": _("Enter at least one question on foreign law.")})


def require_unchanged(request: AscertainmentRequest, seen: str) -> None:
    """:raises ValidationError: it no longer says what whoever fills the form in had before them."""
    if seen and seen != version_of(request):
        raise ValidationError(
            _(
                "Somebody else changed this request meanwhile. What you entered is kept: compare, then send it again."
            ),
            code="changed",
        )


def require_own(request: AscertainmentRequest, actor: Actor, at: datetime, act: str) -> None:
    """The court's staff may; a party or lawyer only for the side that asked.

    :raises PermissionRefused: another side asked, or the court itself.
    """
    on = day_of(at)
    if any(sits(seat, request, actor, on) for seat in (lifecycle.CLERK, lifecycle.JUDGE)):
        return
    if not asked_for(request, actor, on):
        raise PermissionRefused(act)


def _case(actor: Actor, on: date, case_id: UUID) -> Case:
    """A case of the clerk's court, or one in which the actor judges."""
    case = (
        cases_to_draft_in(actor, on)
        .select_related("court")
        .select_for_update(of=("self",))
        .filter(pk=case_id)
    )
    found = case.first()
    if found is None:
        raise PermissionRefused(F + "request_drafted")
    return found


def cases_to_draft_in(actor: Actor, on: date) -> Any:
    """The cases in which this actor may begin a request, from the seat of clerk or judge."""
    sat = Assignment.objects.on(on).filter(holder_id=person_id_of(actor), seat__in=("judge", "panel"))
    kept = Case.objects.for_staff(actor, on, ROLES_AT[lifecycle.CLERK])
    return kept | Case.objects.for_staff(actor, on, ROLES_AT[lifecycle.JUDGE]).filter(
        pk__in=sat.values("case")
    )

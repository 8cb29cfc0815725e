"""The papers of an ascertainment as others meet them: who may read which, and what the public check answers."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from foreign_law.models import (
    AscertainmentPaper,
    AscertainmentRequest,
    CitedLaw,
    Determination,
    ProviderAccount,
    Questioning,
    RouteAttempt,
)
from foreign_law.rules.ascertainment import papers as law
from foreign_law.rules.ascertainment.papers import (
    CITATION_PACK,
    COST_SHEET,
    OF_REQUEST,
    REQUEST_LETTER,
    SCOPE_NOTE,
)
from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.cases.queries import stood_for
from portal.verification.check_codes import check_code
from portal.verification.papers import end_of, never_issued, on_record, with_code
from portal.verification.registry import Answer


def check_code_of(paper: AscertainmentPaper) -> str:
    """The code that stands on the paper beside its number; the number alone opens nothing."""
    return check_code("ascertainment.paper_check", str(paper.pk))


def kinds_possible(record: AscertainmentRequest | RouteAttempt | Questioning) -> list[str]:
    """The papers that can be made of a request, an attempt or a questioning now."""
    if isinstance(record, RouteAttempt):
        state = record.request.state
        return [REQUEST_LETTER] if law.possible(REQUEST_LETTER, state, attempt_state=record.state) else []
    if isinstance(record, Questioning):
        state = record.attempt.request.state
        return [SCOPE_NOTE] if law.possible(SCOPE_NOTE, state, questioning_state=record.state) else []
    cited = CitedLaw.objects.filter(material__request=record, struck_at=None).exists()
    return [
        kind
        for kind in OF_REQUEST
        if law.possible(kind, record.state, has_cited=cited or kind != CITATION_PACK)
    ]


def readable(actor: Actor, on: date) -> QuerySet[AscertainmentPaper]:
    """The papers that this person may read: the court's staff all of its own; a provider those of the own attempts; a
    party the letter to her own side, and the rest once the request is closed; of a withdrawn one the cost sheet (art. 11).
    """
    papers = AscertainmentPaper.objects.select_related("request__court", "attempt__provider")
    staff = Q(request__in=AscertainmentRequest.objects.for_staff(actor, on).values("pk"))
    account = person_id_of(actor)
    if account is None:
        return papers.none()
    held = ProviderAccount.objects.filter(user_id=account, valid_from__lte=on).exclude(valid_to__lte=on)
    asked = AscertainmentRequest.objects.for_provider(actor, on).values("pk")
    provider = Q(
        request__in=asked,
        attempt__provider__in=held.values("provider"),
        kind__in=(REQUEST_LETTER, SCOPE_NOTE),
    )
    provider &= Q(attempt__sent_at__isnull=False)
    own = Q(kind=REQUEST_LETTER, attempt__party__in=stood_for(actor, on), attempt__sent_at__isnull=False)
    concerned = AscertainmentRequest.objects.concerning(actor, on).values("pk")
    over = Q(request__state="closed", kind__in=OF_REQUEST) | Q(request__state="withdrawn", kind=COST_SHEET)
    return papers.filter(staff | provider | own | Q(request__in=concerned) & over)


def answer(number: str, on: date, code: str = "") -> Answer:
    """Whether the paper with this number and this code is on record on that day, and whether it still holds.

    The code is the one on the paper, or the first 16 or more digits of the SHA-256 of the file. No name is told; an
    unknown number and a wrong code are answered alike.
    """
    end = end_of(on)
    rows = AscertainmentPaper.objects.filter(request__reference=number, made_at__lt=end)
    paper = with_code(rows.select_related("request__court"), code, check_code_of)
    if paper is None:
        return never_issued()
    lapsed = _("This paper is on record, but what it says no longer holds on this date.")
    return on_record(
        paper, name=str(paper.get_kind_display()), court=str(paper.request.court),
        lapsed="" if _holds(paper, end) else lapsed,
    )  # fmt: skip


def _holds(paper: AscertainmentPaper, end: datetime) -> bool:
    """A process statement holds while the determination it tells of stands."""
    if paper.kind != law.PROCESS_STATEMENT:
        return True
    told = Determination.objects.filter(request=paper.request_id, decided_at__lte=paper.made_at)
    return not told.filter(set_aside_at__gt=paper.made_at, set_aside_at__lt=end).exists()

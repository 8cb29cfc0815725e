"""What effective judgments found (art. 8(3)): shown before a route is opened, taking effect, falling, recorded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.candidates import make_candidates
from foreign_law.actions.ascertainment.steps import (
    F,
    accounts_of,
    clerks_of,
    day_of,
    locked,
    move,
    record,
    require_past,
    require_reason,
    tell,
)
from foreign_law.actions.citing import Stated, cite_from_finding
from foreign_law.actions.events import announce
from foreign_law.models import (
    AscertainmentRequest,
    Citation,
    Finding,
    FindingShown,
    Judgment,
    LawEvent,
)
from foreign_law.queries.ascertainment.findings import held as listed
from foreign_law.queries.ascertainment.findings import matching, own_courts, unshown, withdrawable
from foreign_law.queries.cited_places import targets
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment.findings import parted, place_of
from foreign_law.rules.citations import cited_alone
from i18n.folding import fold
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.identity.models import Court
from portal.identity.permissions import PermissionRefused, require

FELL, TAKEN_BACK_TOLD = F + "finding_fell", F + "finding_release_ended"
RELEASE = ("released_at", "released_by", "released_reason")
TAKEN_BACK = ("taken_back_at", "taken_back_by", "taken_back_reason")
State = Finding.State


@transaction.atomic
def findings_shown(
    *, actor: Actor, at: datetime, request_id: UUID, seen: Collection[UUID] | None = None
) -> AscertainmentRequest:
    """Guard 5: the earlier findings on the provisions asked about were shown to clerk or judge.

    ``seen``: the findings that stood on the page; None where the caller shows what there is.

    :raises PermissionRefused: no such request from the clerk's or the judge's seat.
    :raises ValidationError: the list changed since it was shown.
    """
    act = F + "findings_shown"
    request = locked(actor, at, act, request_id)
    current = {match.finding.pk for match in matching(request)}
    if seen is not None and not current <= set(seen):
        raise ValidationError(_("A finding was added meanwhile. Look at the list again."), code="changed")
    fresh = [match.finding for match in unshown(request)]
    FindingShown.objects.bulk_create(
        FindingShown(request=request, finding=finding, shown_at=at, shown_to=actor.key) for finding in fresh
    )
    move(request, act, at)
    record(act, actor=actor, at=at, request=request, facts={"findings": len(current), "new": len(fresh)})
    return request


@transaction.atomic
def take_effect(request: AscertainmentRequest, actor: Actor, at: datetime) -> int:
    """The judgment of the case took effect: the candidates of the standing determination become findings.

    Called inside the act that recorded number, date and effective date on the locked request; a second call carries
    corrections of these over. Without number or effective date nothing becomes effective. Gives how many findings stand.
    """
    found = request.determinations.filter(set_aside_at=None).first()
    if found is None or not request.judgment_number or request.judgment_effective_date is None:
        return 0
    standing = found.findings.exclude(state=State.WITHDRAWN)
    if not standing.exists() and found.content:
        make_candidates(found, actor, at)  # the judgment before fell; this one rests on the same answer
    rows = list(standing.select_related("instrument", "provision__instrument"))
    for finding in rows:
        finding.case_number, finding.judgment_date = request.judgment_number, request.judgment_date
        finding.effective_date, finding.state = request.judgment_effective_date, State.EFFECTIVE
        finding.save()
        _into_the_library(finding, at)
    return len(rows)


@transaction.atomic
def fall(request: AscertainmentRequest, actor: Actor, at: datetime, reason: str) -> int:
    """The judgment was set aside: what it found is withdrawn, and whoever relies on it is told. Gives how many."""
    rows = list(Finding.objects.filter(determination__request=request).exclude(state=State.WITHDRAWN))
    for finding in rows:
        _withdraw(finding, at, reason)
    return len(rows)


@transaction.atomic
def finding_recorded(
    *, actor: Actor, at: datetime, jurisdiction: str, citation: str, proposition: str, court_name: str,
    case_number: str, judgment_date: date, effective_date: date, fact_date: date | None = None,
    proposition_language: str = "zh-hans", source: str = "", judgment: Judgment | None = None,
    court: Court | None = None,
) -> Finding:  # fmt: skip
    """A librarian or clerk records what an effective Mainland judgment found, from the judgment itself.

    ``court``: the one that keeps the finding, where the clerk keeps the files of several.

    :raises PermissionRefused: neither librarian nor clerk.
    :raises ValidationError: number or effective date is missing, a date lies in the future, it stands already, or the
        judgment is of a confidential ascertainment of the clerk's own court.
    """
    act = F + "finding_recorded"
    require(actor, act)
    keeper = _keeper(actor, at, court)
    _require_dates(at, judgment_date, effective_date, fact_date)
    cited = cited_alone(citation, jurisdiction=jurisdiction)
    place = place_of(cited.id, cited.provision) if cited else ""
    held = targets([(cited.id, cited.provision)]) if cited else {}
    target = next(iter(held.values()), None)
    texts = [value.strip() for value in (citation, proposition, court_name, case_number)]
    if not all(texts):
        raise ValidationError(_("Citation, what was found, court and case number are all needed."))
    _require_open(actor, at, texts[3])
    same = listed(actor, day_of(at)).filter(case_number=texts[3], citation_id=place, citation=texts[0])
    if same.exclude(state=State.WITHDRAWN).exists():
        raise ValidationError({"case_number": _("This judgment is recorded for this provision already.")})
    finding = Finding.objects.create(
        jurisdiction=jurisdiction, citation_id=place, citation=texts[0], proposition=texts[1], court_name=texts[2],
        case_number=texts[3], instrument=target.instrument if target else None,
        provision=target.provision if target else None, fact_date=fact_date, judgment_date=judgment_date,
        effective_date=effective_date, proposition_language=proposition_language, source=source.strip(),
        judgment=judgment, state=State.EFFECTIVE, recorded_at=at, recorded_by=actor.key, court=keeper,
    )  # fmt: skip
    _into_the_library(finding, at)
    _log(act, actor, at, finding)
    return finding


@transaction.atomic
def finding_withdrawn(*, actor: Actor, at: datetime, finding_id: UUID, reason: str) -> Finding:
    """A finding that was recorded by hand is withdrawn, with the reason; it stays legible.

    By the court that recorded it or gave the judgment, or by a librarian.

    :raises PermissionRefused: neither librarian nor clerk of that court, or no such finding.
    :raises ValidationError: no reason, withdrawn already, or it comes from a case of this portal.
    """
    act = F + "finding_withdrawn"
    require(actor, act)
    own = withdrawable(actor, day_of(at)).values("pk")
    finding = Finding.objects.select_for_update(of=("self",)).filter(pk=finding_id, pk__in=own).first()
    if finding is None:
        raise PermissionRefused(act)
    text = require_reason(reason)
    if finding.determination_id is not None:
        sentence = _(
            "This finding comes from a case of this portal; it falls with the judgment of that case."
        )
        raise ValidationError(sentence)
    if finding.state == State.WITHDRAWN:
        raise ValidationError(_("This finding is withdrawn already."))
    _withdraw(finding, at, text)
    _log(act, actor, at, finding, private={"reason": text})
    return finding


@transaction.atomic
def finding_released(*, actor: Actor, at: datetime, finding_id: UUID, reason: str) -> Finding:
    """The judge of a confidential case lets other courts be shown what its judgment found (art. 8(3)); never the public.

    :raises PermissionRefused: not the judge of the case from which the finding comes.
    :raises ValidationError: no reason; it is not confidential, not effective, or released already.
    """
    act = F + "finding_released"
    request, finding = _of_its_case(actor, at, act, finding_id)
    text = require_reason(reason)
    if not finding.is_confidential:
        raise ValidationError(_("This finding is not confidential: every court is shown it."))
    if finding.state != State.EFFECTIVE:
        raise ValidationError(_("Only what an effective judgment found is released to other courts."))
    if finding.is_released:
        raise ValidationError(_("This finding is released already."))
    finding.released_at, finding.released_by, finding.released_reason = at, actor.key, text
    finding.taken_back_at, finding.taken_back_by, finding.taken_back_reason = None, "", ""
    finding.save(update_fields=[*RELEASE, *TAKEN_BACK])
    facts = {"citation": finding.citation, "case_number": finding.case_number}
    record(act, actor=actor, at=at, request=request, subject=finding, facts=facts, private={"reason": text})
    return finding


@transaction.atomic
def finding_release_taken_back(*, actor: Actor, at: datetime, finding_id: UUID, reason: str) -> Finding:
    """The judge of the case takes the release back: nobody is offered it any more; what was relied on before it stays.

    The requests of other cases that were shown it and have no answer yet are told.

    :raises PermissionRefused: not the judge of the case from which the finding comes.
    :raises ValidationError: no reason; it is not released, or its release was taken back already.
    """
    act = F + "finding_release_taken_back"
    request, finding = _of_its_case(actor, at, act, finding_id)
    text = require_reason(reason)
    if not finding.is_confidential or not finding.is_released:
        raise ValidationError(_("This finding is not released: there is nothing to take back."))
    finding.taken_back_at, finding.taken_back_by, finding.taken_back_reason = at, actor.key, text
    finding.save(update_fields=TAKEN_BACK)
    facts = {"citation": finding.citation, "case_number": finding.case_number}
    record(act, actor=actor, at=at, request=request, subject=finding, facts=facts, private={"reason": text})
    settled = (*lifecycle.ANSWERED, lifecycle.COSTED, *lifecycle.OVER)
    shown = FindingShown.objects.filter(finding=finding).exclude(request__state__in=settled)
    for row in shown.exclude(request__case=request.case_id).select_related("request__court", "request__case"):
        _tell_clerks(TAKEN_BACK_TOLD, row.request, finding, at, "taken-back")
    return finding


def _of_its_case(
    actor: Actor, at: datetime, act: str, finding_id: UUID
) -> tuple[AscertainmentRequest, Finding]:
    """The ascertainment from which a finding comes and the finding, both locked, for the judge of that case."""
    found = Finding.objects.filter(pk=finding_id).values_list("determination__request", flat=True).first()
    if found is None:
        raise PermissionRefused(act)
    request = locked(actor, at, act, found)
    return request, Finding.objects.select_for_update(of=("self",)).get(pk=finding_id)


def _require_open(actor: Actor, at: datetime, case_number: str) -> None:
    """What the own court keeps confidential is not recorded past its judge."""
    own = {"court__in": own_courts(actor, day_of(at)), "is_confidential": True}
    kept = AscertainmentRequest.objects.filter(**own).values_list("judgment_number", flat=True)
    found = Finding.objects.filter(**own).values_list("case_number", flat=True)
    if _bare(case_number) in {_bare(number) for number in (*kept, *found) if number}:
        sentence = _(
            "This judgment was given in a confidential ascertainment of your court. What it found is released by its judge."
        )
        raise ValidationError({"case_number": sentence})


def _bare(number: str) -> str:
    """A case number however its brackets, spaces and characters were typed."""
    return "".join(char for char in fold(number) if char.isalnum())


def _keeper(actor: Actor, at: datetime, court: Court | None) -> Court | None:
    """The court for which a finding is recorded by hand; None for a librarian's."""
    courts = list(own_courts(actor, day_of(at)))
    if court is not None and court not in courts:
        raise PermissionRefused(F + "finding_recorded")
    if court is None and len(courts) > 1:
        raise ValidationError({"court": _("Say for which court.")})
    return court or next(iter(courts), None)


def _require_dates(at: datetime, judged: date, effective: date, facts: date | None) -> None:
    require_past(judged, at, "judgment_date")
    require_past(effective, at, "effective_date")
    if facts is not None:
        require_past(facts, at, "fact_date")
    if effective < judged:
        raise ValidationError({"effective_date": _("A judgment takes effect on its own day or later.")})


def _withdraw(finding: Finding, at: datetime, reason: str) -> None:
    finding.state, finding.withdrawn_at, finding.withdrawn_reason = State.WITHDRAWN, at, reason
    finding.save()
    cite_from_finding(finding.pk, [], at=at)
    for shown in FindingShown.objects.filter(finding=finding, material__isnull=False).select_related(
        "request__court", "request__case"
    ):
        _tell_clerks(FELL, shown.request, finding, at, "fell")
        if not shown.request.is_over:  # it was open to every side, who may have said nothing against it
            tell(
                FELL, accounts_of(shown.request, day_of(at)), request=shown.request, at=at,
                about=f"fell|{finding.pk}|{at.isoformat()}", context={"case_number": finding.case_number},
            )  # fmt: skip


def _tell_clerks(
    kind: str, request: AscertainmentRequest, finding: Finding, at: datetime, what: str
) -> None:  # fmt: skip
    tell(
        kind, clerks_of(request.case, day_of(at)), request=request, at=at, at_desk=True,
        about=f"{what}|{finding.pk}|{at.isoformat()}", context={"case_number": finding.case_number},
    )  # fmt: skip


def _into_the_library(finding: Finding, at: datetime) -> None:
    """The library learns of it: the citation graph, and an event for followers."""
    work, key = parted(finding.citation_id)
    if finding.provision is not None:
        work, key = finding.provision.instrument.citation_id.lower(), finding.provision.key.lower()
    elif finding.instrument is not None:
        work, key = finding.instrument.citation_id.lower(), ""
    if work:
        stated = Stated(work, key, finding.citation, Citation.Kind.APPLIED, finding.fact_date)
        cite_from_finding(finding.pk, [stated], at=at)
    if finding.is_confidential:
        return  # what nobody is shown, nobody is told of either: feeds and digests are for everybody
    if finding.instrument is not None or finding.judgment is not None:
        announce(
            LawEvent.Kind.FOUND, at=at, instrument=finding.instrument, provision=finding.provision,
            judgment=finding.judgment, day=finding.effective_date, facts={"finding": str(finding.pk)},
        )  # fmt: skip


def _log(
    act: str, actor: Actor, at: datetime, finding: Finding, private: dict[str, str] | None = None
) -> None:
    audit.record(
        act=act, actor=actor, at=at, subject=(finding._meta.label, str(finding.pk)), chain=f"finding:{finding.pk}",
        facts={"jurisdiction": finding.jurisdiction, "citation": finding.citation, "case_number": finding.case_number},
        private=private or {},
    )  # fmt: skip

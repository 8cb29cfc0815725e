"""Findings of effective judgments (法释〔2023〕12号 art. 8(3)): relied on in a request, or rebutted with evidence."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.pins import pin
from foreign_law.actions.ascertainment.positions import said_file
from foreign_law.actions.ascertainment.steps import (
    F,
    accounts_of,
    clerks_of,
    day_of,
    locked,
    move,
    next_number,
    own_side,
    record,
    require_reason,
    seen_from,
    tell,
)  # fmt: skip
from foreign_law.models import (
    AscertainmentRequest,
    Authenticity,
    CitedLaw,
    Finding,
    FindingShown,
    Material,
    PinnedText,
    Rebuttal,
)  # fmt: skip
from foreign_law.queries.ascertainment.cited_law import digest_of
from foreign_law.rules.ascertainment import lifecycle
from portal.audit.actors import Actor
from portal.cases.models import Party
from portal.identity.permissions import PermissionRefused

RELIED, REBUTTED = F + "finding_relied_on", F + "finding_rebutted"


@transaction.atomic
def rely_on_finding(*, actor: Actor, at: datetime, shown_id: UUID) -> Material:
    """A finding that was shown becomes a material of the request, open to all sides at once, to be shown in court.

    :raises PermissionRefused: no such finding from the actor's seats.
    :raises ValidationError: it is relied on already; it is not, or no longer, that of an effective judgment; it is
        confidential, and its judge has not released it.
    """
    request, shown = _locked(actor, at, RELIED, shown_id)
    finding = shown.finding
    if shown.material_id is not None:
        raise ValidationError(_("This finding is relied on already."))
    if finding.state != Finding.State.EFFECTIVE:
        raise ValidationError(_("Only the finding of an effective judgment may be relied on (art. 8(3))."))
    if shown.is_kept_from_here and finding.taken_back_at is not None:
        raise ValidationError(taken_back())
    if shown.is_kept_from_here:
        sentence = _(
            "This judgment was given in a confidential ascertainment of your court. What it found is released by its judge."
        )
        raise ValidationError(sentence)
    material = Material.objects.create(
        request=request, number=next_number(request.materials), kind=Material.Kind.FINDING,
        state=Material.State.COMPLETE, title=f"{finding.citation} · {finding.case_number}"[:300],
        language=finding.proposition_language, how_obtained=finding.source_told, summary=finding.proposition,
        submitted_at=at, submitted_by=actor.key, received_date=day_of(at),
    )  # fmt: skip
    _cite(material, finding, at)
    shown.use, shown.material = FindingShown.Use.RELIED_ON, material
    shown.save(update_fields=["use", "material"])
    move(request, RELIED, at)
    facts = {"material": material.number, "cited": finding.citation_id, "finding": str(finding.pk)}
    record(RELIED, actor=actor, at=at, request=request, subject=shown, facts=facts)
    tell("foreign_law.finding_relied_on", accounts_of(request, day_of(at)), request=request, at=at)
    return material


@transaction.atomic
def rebut_finding(
    *,
    actor: Actor,
    at: datetime,
    shown_id: UUID,
    reasons: str,
    evidence: Any = None,
    party_id: UUID | None = None,
) -> Rebuttal:
    """Evidence to the contrary is put forward against a finding; the judge answers it in the reasons.

    :raises PermissionRefused: no such finding from the actor's seats, or nobody reads it in this case any more.
    :raises ValidationError: at ``reasons``, there are none; at ``evidence``, a refused file; at ``party``.
    """
    request, shown = _locked(actor, at, REBUTTED, shown_id)
    if shown.is_closed_again:
        raise PermissionRefused(REBUTTED)
    party = _side(request, actor, at, party_id)
    why = require_reason(reasons, "reasons")
    file = said_file(request, evidence, "evidence", actor, at) if evidence is not None else None
    rebuttal = Rebuttal.objects.create(
        shown=shown, party=party, reasons=why, evidence=file, made_at=at, made_by=actor.key
    )
    if shown.use == FindingShown.Use.SHOWN:
        shown.use = FindingShown.Use.REBUTTED
        shown.save(update_fields=["use"])
    move(request, REBUTTED, at)
    facts = {"party": party.number, "finding": str(shown.finding_id), "with_evidence": file is not None}
    record(REBUTTED, actor=actor, at=at, request=request, subject=rebuttal, facts=facts)
    tell(
        "foreign_law.finding_rebutted",
        clerks_of(request.case, day_of(at)),
        request=request,
        at=at,
        at_desk=True,
    )
    others = accounts_of(request, day_of(at), leave_out=[party])
    tell("foreign_law.finding_rebutted", others, request=request, at=at)
    return rebuttal


def taken_back() -> str:
    """What is said where a release was taken back."""
    return _("The judge of that case has taken its release back: it is not offered any more.")


def _locked(
    actor: Actor, at: datetime, act: str, shown_id: UUID
) -> tuple[AscertainmentRequest, FindingShown]:
    found = FindingShown.objects.filter(pk=shown_id).values_list("request_id", flat=True).first()
    if found is None:
        raise PermissionRefused(act)
    request = locked(actor, at, act, found)
    shown = FindingShown.objects.select_for_update(of=("self",)).get(pk=shown_id)
    # locked too, so that it does not fall, and its release is not taken back, meanwhile
    shown.finding = Finding.objects.select_for_update(of=("self",)).get(pk=shown.finding_id)
    shown.request = request
    return request, shown


def _side(request: AscertainmentRequest, actor: Actor, at: datetime, party_id: UUID | None) -> Party:
    on = day_of(at)
    if seen_from(lifecycle.CLERK, actor, on).filter(pk=request.pk).exists():
        party = request.case.parties.on(on).filter(pk=party_id).first()
        if party is None:
            raise ValidationError({"party": _("Say for which party.")})
        return party
    return own_side(request, actor, on, party_id)


def _cite(material: Material, finding: Finding, at: datetime) -> CitedLaw:
    """The provision that the judgment found, pinned as the library proves it for that judgment's day, else its words."""
    cited = CitedLaw.objects.create(
        material=material, number=1, kind=_kind(finding), citation=finding.citation, citation_id=finding.citation_id,
        instrument=finding.instrument, provision=finding.provision, on_date=finding.fact_date, retrieved_at=at,
    )  # fmt: skip
    if not pin(cited):
        PinnedText.objects.create(
            cited=cited, language=finding.proposition_language, authenticity=Authenticity.CONVENIENCE,
            text=finding.proposition, digest=digest_of(finding.proposition), source=finding.case_number, retrieved_at=at,
        )  # fmt: skip
    return cited


def _kind(finding: Finding) -> str:
    judged = any(part in finding.citation_id for part in (":case:", ":neutral:", ":report:", ":action:"))
    return CitedLaw.Kind.CASE_LAW if judged else CitedLaw.Kind.LEGISLATION

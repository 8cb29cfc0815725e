"""The buttons of materials, showing in court, positions, findings relied on or rebutted, changes of law."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from foreign_law.actions.ascertainment import (
    alerts,
    cited,
    commissioned,
    exhibiting,
    materials,
    positions,
    rebuttals,
)
from foreign_law.actions.ascertainment.cited import LawParts, typed_texts
from foreign_law.actions.ascertainment.materials import Files, Parts
from foreign_law.actions.ascertainment.positions import Said
from foreign_law.forms.ascertainment import hearing as forms
from foreign_law.forms.ascertainment.acts import MATERIAL, REQUEST, SHOWN, ActForm, RequestForm, simple
from foreign_law.forms.ascertainment.materials import PARTS
from foreign_law.models import AscertainmentRequest, Finding, FindingShown, Material, Position
from foreign_law.queries.ascertainment.standing import may_be_invited
from foreign_law.rules.ascertainment.materials import FINDING, LIVING
from foreign_law.rules.ascertainment.routes import ASPECTS, BY_PROVIDER
from portal.audit.actors import Actor


def _parts(entered: dict[str, Any]) -> dict[str, Any]:
    """The typed parts and the files out of what a form gave; they are taken away from it."""
    lines = entered.pop("citations", "").splitlines()
    return {
        "parts": Parts(**{name: entered.pop(name, "") for name in PARTS}),
        "files": Files(**{name: entered.pop(name, None) for name in Material.FILES}),
        "citations": [line for line in lines if line.strip()],
    }


def _receive(*, actor: Actor, at: datetime, record: AscertainmentRequest, **entered: Any) -> Material:
    return materials.receive_material(actor=actor, at=at, request_id=record.pk, **_parts(entered), **entered)


def _complete(*, actor: Actor, at: datetime, record: Material, **entered: Any) -> Material:
    return materials.complete_material(
        actor=actor, at=at, material_id=record.pk, **_parts(entered), **entered
    )


def _law(
    *, actor: Actor, at: datetime, record: Material, number: int | str, citation: str, text: str, language: str,
    chinese_text: str, chinese_language: str, source: str, translator: str, **entered: Any,
) -> Any:  # fmt: skip
    original, chinese = typed_texts(
        text=text, language=language, chinese_text=chinese_text, chinese_language=chinese_language, source=source,
        translator=translator, retrieved_at=entered["retrieved_at"],
    )  # fmt: skip
    parts = LawParts(text=original, chinese=chinese, **entered)
    if number:
        return cited.complete_cited_law(
            actor=actor, at=at, material_id=record.pk, number=int(number), parts=parts
        )
    return cited.add_cited_law(actor=actor, at=at, material_id=record.pk, citation=citation, parts=parts)


def _hear(
    *, actor: Actor, at: datetime, record: AscertainmentRequest, party_id: Any, minutes_reference: str, evidence: Any,
    **entered: Any,
) -> list[Position]:  # fmt: skip
    said = []
    for question in record.questions.filter(struck_at=None):
        for aspect in ASPECTS:
            stance = entered.get(f"stance_{question.number}_{aspect}", "")
            reasons = entered.get(f"reasons_{question.number}_{aspect}", "")
            if stance or reasons.strip():
                part = "reasons" if stance else "stance"
                said.append(Said(question.pk, aspect, stance, reasons, f"{part}_{question.number}_{aspect}"))
    return positions.take_positions(
        actor=actor, at=at, request_id=record.pk, said=said, party_id=party_id, evidence=evidence,
        minutes_reference=minutes_reference,
    )  # fmt: skip


def _note(*, actor: Actor, at: datetime, record: Material, **entered: Any) -> Any:
    return alerts.note_alert(actor=actor, at=at, **entered)


def _is_open(material: Material) -> bool:
    return material.state in LIVING and material.kind != FINDING and not material.exhibitions.all()


def _is_incomplete(material: Material) -> bool:
    return _is_open(material) and material.state == Material.State.INCOMPLETE


def _may_be_commissioned(material: Material) -> bool:
    """What a party brought, not called an opinion yet, and not on a route of institutions and experts."""
    asked = material.attempt is not None and material.attempt.route in BY_PROVIDER
    return _is_open(material) and material.party_id is not None and not material.opinion_by and not asked


def _lives(material: Material) -> bool:
    return material.state in LIVING


def _may_be_relied_on(shown: FindingShown) -> bool:
    finding = shown.finding
    return (
        shown.material_id is None and finding.state == Finding.State.EFFECTIVE and not shown.is_kept_from_here
    )


def _may_be_rebutted(shown: FindingShown) -> bool:
    return not shown.is_closed_again


def _has_open_alert(material: Material) -> bool:
    """Read from what the page holds already, so that a long list of materials asks no more."""
    living = (one for one in material.cited.all() if one.struck_at is None)
    return any(alert.seen_at is None for one in living for alert in one.alerts.all())


OFFERED: tuple[ActForm, ...] = (
    ActForm("material_received", _("Enter material that came on paper"), forms.PaperMaterialForm, _receive),
    ActForm("material_completed", _("Fill in missing parts"), forms.StaffCompletingForm, _complete, on=MATERIAL,
            shown=_is_incomplete),
    ActForm("material_completed", _("Enter or complete cited law"), forms.StaffLawForm, _law, on=MATERIAL,
            shown=_is_incomplete),
    ActForm("material_completed", _("Enter as an opinion that the party commissioned"), forms.CommissionedForm,
            simple(commissioned.call_commissioned, on=MATERIAL), on=MATERIAL, shown=_may_be_commissioned),
    ActForm("material_withdrawn", _("Record that it was withdrawn"), forms.ReasonForm,
            simple(materials.withdraw_material, on=MATERIAL), on=MATERIAL, alarming=True, shown=_is_open),
    ActForm("material_left_out", _("Leave the material out"), forms.ReasonForm,
            simple(materials.leave_out_material, on=MATERIAL), on=MATERIAL, alarming=True, shown=_lives),
    ActForm("exhibited", _("Record what was shown in court"), forms.ExhibitForm,
            simple(exhibiting.exhibit_materials, on=REQUEST)),
    ActForm("positions_invited", _("Ask the parties for their positions"), forms.InviteForm,
            simple(positions.invite_positions, on=REQUEST), shown=may_be_invited),
    ActForm("position_taken", _("Enter what a party said in court"), forms.StaffPositionsForm, _hear),
    ActForm("opportunity_recorded", _("Record an opportunity to be heard"), forms.OpportunityForm,
            simple(positions.record_opportunity, on=REQUEST)),
    ActForm("finding_relied_on", _("Rely on this finding"), RequestForm,
            simple(rebuttals.rely_on_finding, on=SHOWN), on=SHOWN, shown=_may_be_relied_on),
    ActForm("finding_rebutted", _("Enter a rebuttal"), forms.StaffRebutForm,
            simple(rebuttals.rebut_finding, on=SHOWN), on=SHOWN, shown=_may_be_rebutted),
    ActForm("alert_noted", _("Note a change of the law"), forms.AlertForm, _note, on=MATERIAL,
            shown=_has_open_alert),
)  # fmt: skip

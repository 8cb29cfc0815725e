"""The buttons of the judge's answers, and of earlier findings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foreign_law.actions.ascertainment import deciding, findings, justifying
from foreign_law.forms.ascertainment import judging as forms
from foreign_law.forms.ascertainment.acts import FINDING, PERIOD, ActForm, simple
from foreign_law.models import Finding, Period
from foreign_law.queries.ascertainment import standing


def _relies_on_a_finding(request: Any) -> bool:
    return standing.relied_on(request).exists()


def _may_be_explained(period: Any) -> bool:
    return bool(period.kind == Period.Kind.PROVIDE and getattr(period, "extended_by", None) is None)


def _may_be_released(finding: Any) -> bool:
    effective = finding.state == Finding.State.EFFECTIVE
    return bool(effective and finding.is_kept_back)


def _may_be_taken_back(finding: Any) -> bool:
    return bool(finding.is_confidential and finding.is_released and finding.state == Finding.State.EFFECTIVE)


OFFERED: tuple[ActForm, ...] = (
    ActForm("findings_shown", _("Look at earlier findings"), forms.FindingsForm, simple(findings.findings_shown)),
    ActForm("content_confirmed", _("Confirm the content, undisputed"), forms.ConfirmForm,
            simple(deciding.content_confirmed)),
    ActForm("content_determined", _("Determine the content"), forms.DetermineForm, simple(deciding.content_determined)),
    ActForm("finding_adopted", _("Adopt an earlier finding"), forms.AdoptForm, simple(deciding.finding_adopted),
            shown=_relies_on_a_finding),
    ActForm("justification_recorded", _("Decide on why nothing was provided"), forms.JustificationForm,
            simple(justifying.justification_recorded, on=PERIOD), on=PERIOD, shown=_may_be_explained),
    ActForm("held_unascertainable", _("Hold the law unascertainable"), forms.UnascertainableForm,
            simple(deciding.held_unascertainable), alarming=True),
    ActForm("answer_set_aside", _("Set the answer aside"), forms.ReasonForm, simple(deciding.answer_set_aside),
            alarming=True),
    ActForm("finding_released", _("Let other courts be shown it"), forms.ReasonForm,
            simple(findings.finding_released, on=FINDING), on=FINDING, shown=_may_be_released),
    ActForm("finding_release_taken_back", _("Take the release back"), forms.ReasonForm,
            simple(findings.finding_release_taken_back, on=FINDING), on=FINDING, shown=_may_be_taken_back, alarming=True),
)  # fmt: skip

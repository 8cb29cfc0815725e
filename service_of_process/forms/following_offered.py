"""Buttons of the desk around following: codes, and what a party brought to the counter on paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from service_of_process.actions import codes, submissions
from service_of_process.forms import following as forms
from service_of_process.forms.acts import ActForm, ToldOnce, simple
from service_of_process.models import Leg, ServiceMatter


def _issue(*, actor: Actor, at: datetime, matter: ServiceMatter, leg: Leg | None, label: str) -> ToldOnce:
    """The code, which the desk shows once and keeps nowhere."""
    _code, plain = codes.issue_code(actor=actor, at=at, matter_id=matter.pk, label=label)
    return ToldOnce(plain)


def _revoke(*, actor: Actor, at: datetime, matter: ServiceMatter, leg: Leg | None, code_id: Any) -> None:
    codes.revoke_code(actor=actor, at=at, matter_id=matter.pk, code_id=code_id.pk)


def _has_codes(matter: ServiceMatter, leg: Leg | None) -> bool:
    return matter.access_codes.filter(revoked_at=None).exists()


OFFERED: tuple[ActForm, ...] = (
    ActForm("access_code_issued", _("Issue an access code"), forms.CodeForm, _issue),
    ActForm("access_code_revoked", _("Revoke an access code"), forms.RevokeCodeForm, _revoke, shown=_has_codes),
    ActForm(
        "fact_submitted", _("Enter a circumstance of art. 12"), forms.DeskFactForm,
        simple(submissions.submit_fact, on_leg=False), shown=lambda matter, leg: not matter.is_inbound,
    ),
    ActForm(
        "service_challenged", _("Enter an objection to the service"), forms.DeskChallengeForm,
        simple(submissions.challenge, on_leg=False), alarming=True,
    ),
)  # fmt: skip

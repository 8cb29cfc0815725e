"""The beats that every act on a scheme shares: who keeps the rules of a place, what is cited, two people, the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from mediation_registry.models import EnablingRule, RuleVersion, Scheme
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.identity.models import Jurisdiction
from portal.identity.permissions import PermissionRefused, require
from portal.identity.roles import SYSTEM, Role

INTAKE, DECIDER = Role.AUTHORITY_INTAKE.value, Role.AUTHORITY_DECIDER.value


@dataclass(frozen=True)
class Citation:
    """The instrument on which a record stands."""

    instrument: str
    instrument_no: str = ""
    instrument_date: date | None = None
    source_url: str = ""


def in_languages(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Column values of a translated field: ``{"zh-hant": "…"}`` → ``{"name_zh_hant": "…"}``."""
    return {f"{name}_{code.replace('-', '_')}": text for code, text in texts.items()}


def cited(citation: Citation, instruments: Mapping[str, str] | None) -> dict[str, Any]:
    """The columns of a citation; the instrument's names by language go before its single name."""
    cited = asdict(citation)
    if instruments:
        cited.pop("instrument")
    return {**cited, **in_languages("instrument", instruments or {})}


def require_citation(citation: Citation) -> None:
    if not citation.instrument.strip():
        raise ValidationError({"instrument": _("Name the instrument on which this stands.")})


def require_keeper(actor: Actor, act: str, scheme: Scheme, jurisdiction: Jurisdiction | None) -> None:
    """Rules of a place are kept by its own officers: intake at its door, or those who decide there."""
    require(actor, act)
    if SYSTEM in actor.roles:
        return
    intake, decides = actor.authorities_as(INTAKE), actor.authorities_as(DECIDER)
    doors = scheme.doors.filter(Q(intake__code__in=intake) | Q(recognition__code__in=decides))
    if jurisdiction is not None:
        doors = doors.filter(jurisdiction=jurisdiction)
    if not doors.exists():
        raise PermissionRefused(act)


def require_decider(actor: Actor, act: str, scheme: Scheme, jurisdiction: Jurisdiction | None) -> None:
    require(actor, act)
    doors = scheme.doors.filter(recognition__code__in=actor.authorities_as(DECIDER))
    if jurisdiction is not None:
        doors = doors.filter(jurisdiction=jurisdiction)
    if not doors.exists():
        raise PermissionRefused(act)


def require_period(valid_from: date, valid_to: date | None) -> None:
    if valid_to is not None and valid_to <= valid_from:
        raise ValidationError({"valid_to": _("The end must lie after the beginning.")})


def require_second_person(entered: RuleVersion | EnablingRule, actor: Actor) -> None:
    if entered.confirmed_at is not None:
        raise ValidationError(_("This was confirmed already."), code="confirmed")
    if entered.entered_by == actor.key:
        raise ValidationError(
            _("Another officer than the one who entered this must confirm it."), code="same_person"
        )


def record(
    act: str, actor: Actor, at: datetime, scheme: Scheme, subject: Any, facts: Mapping[str, Any] | None = None
) -> None:
    audit.record(
        act=act, actor=actor, at=at, subject=(subject._meta.label, str(subject.pk)),
        chain=f"scheme:{scheme.pk}", facts={"scheme": scheme.code, **(facts or {})},
    )  # fmt: skip

"""What the certification stands on: schemes with their doors, local rules, intake windows, powers by cited rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.powers import confirm_enabling_rule, enter_enabling_rule
from mediation_registry.actions.scheme_steps import (
    DECIDER,
    Citation,
    cited,
    in_languages,
    record,
    require_citation,
    require_decider,
    require_keeper,
    require_period,
    require_second_person,
)
from mediation_registry.models import (
    Criterion,
    IntakeWindow,
    Registrant,
    RuleVersion,
    Scheme,
    SchemeDoor,
)
from mediation_registry.rules.lifecycle import JURISDICTIONS
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.identity.models import Authority, Jurisdiction
from portal.identity.permissions import PermissionRefused, require
from portal.identity.roles import SYSTEM

__all__ = [
    "Citation", "CriterionRow", "Door", "confirm_enabling_rule", "confirm_rule_version", "enter_enabling_rule",
    "enter_rule_version", "enter_scheme", "open_window",
]  # fmt: skip


@dataclass(frozen=True)
class Door:
    """The authorities of one place, by their task."""

    jurisdiction: Jurisdiction
    intake: Authority
    assessment: Authority
    recognition: Authority
    committee: Authority


@dataclass(frozen=True)
class CriterionRow:
    """One criterion as entered. ``texts`` and ``satisfied_by`` by language code; no number unless a source gives one."""

    code: str
    texts: Mapping[str, str]
    measure: str
    threshold: int | None = None
    wants_evidence: bool = True
    satisfied_by: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def enter_scheme(
    *,
    actor: Actor,
    at: datetime,
    code: str,
    names: Mapping[str, str],
    kind: str,
    citation: Citation,
    doors: Sequence[Door],
    instruments: Mapping[str, str] | None = None,
    is_fictitious: bool = False,
) -> Scheme:
    """Enter a scheme with its instrument and its door in each of the three places.

    ``instruments``: the instrument's name by language, where it has more than one.

    :raises PermissionRefused: the actor decides at none of the doors.
    :raises ValidationError: no name, no instrument, code taken, a place without door, an authority of elsewhere.
    """
    act = "mediation_registry.scheme_entered"
    require(actor, act)
    held = actor.authorities_as(DECIDER)
    if SYSTEM not in actor.roles and not any(door.recognition.code in held for door in doors):
        raise PermissionRefused(act)
    _require_scheme(code, names, kind)
    require_citation(citation)
    _require_doors(doors)
    scheme = Scheme.objects.create(
        code=code, kind=kind, is_fictitious=is_fictitious, **cited(citation, instruments),
        **in_languages("name", names),
    )  # fmt: skip
    for door in doors:
        SchemeDoor.objects.create(
            scheme=scheme, jurisdiction=door.jurisdiction, intake=door.intake, assessment=door.assessment,
            recognition=door.recognition, committee=door.committee,
        )  # fmt: skip
    record(act, actor, at, scheme, scheme)
    return scheme


def _require_scheme(code: str, names: Mapping[str, str], kind: str) -> None:
    if not code.strip() or not any(text.strip() for text in names.values()):
        raise ValidationError({"name": _("Give the scheme its code and its name.")})
    if Scheme.objects.filter(code=code).exists():
        raise ValidationError({"code": _("A scheme with this code exists already.")})
    if kind not in Registrant.Kind.values:
        raise ValidationError({"kind": _("Choose mediators or mediation organisations.")})


def _require_doors(doors: Iterable[Door]) -> None:
    doors = list(doors)
    if sorted(door.jurisdiction.code for door in doors) != sorted(JURISDICTIONS):
        raise ValidationError(_("A scheme has one door in each of the three places."), code="doors")
    for door in doors:
        for authority in (door.intake, door.assessment, door.recognition, door.committee):
            if authority.jurisdiction_id != door.jurisdiction.pk:
                sentence = _("%(authority)s is not an authority of %(place)s.")
                raise ValidationError(
                    sentence % {"authority": authority, "place": door.jurisdiction}, code="doors"
                )


@transaction.atomic
def enter_rule_version(
    *,
    actor: Actor,
    at: datetime,
    scheme: Scheme,
    jurisdiction: Jurisdiction,
    label: str,
    citation: Citation,
    criteria: Sequence[CriterionRow],
    valid_from: date,
    valid_to: date | None = None,
    instruments: Mapping[str, str] | None = None,
    one_application_only: bool = False,
    accepted_types: str = "",
    largest_file_mb: int | None = None,
) -> RuleVersion:
    """Enter the local rules of one place with their criteria; another officer who decides there confirms them.

    :raises PermissionRefused: the actor is no officer of that place.
    :raises ValidationError: no instrument, no criteria, a doubled code, label taken, an empty period.
    """
    act = "mediation_registry.rule_version_entered"
    require_keeper(actor, act, scheme, jurisdiction)
    require_citation(citation)
    require_period(valid_from, valid_to)
    label = _free_label(scheme, jurisdiction, label)
    _require_criteria(criteria)
    version = RuleVersion.objects.create(
        scheme=scheme, jurisdiction=jurisdiction, label=label, valid_from=valid_from, valid_to=valid_to,
        one_application_only=one_application_only, accepted_types=accepted_types.strip(),
        largest_file_mb=largest_file_mb, entered_by=actor.key, entered_at=at,
        **cited(citation, instruments),
    )  # fmt: skip
    _write_criteria(version, criteria)
    facts = {"jurisdiction": jurisdiction.code, "label": label, "criteria": [row.code for row in criteria]}
    record(act, actor, at, scheme, version, facts)
    return version


def _free_label(scheme: Scheme, jurisdiction: Jurisdiction, label: str) -> str:
    label = label.strip()
    if not label:
        raise ValidationError({"label": _("Give this version a label.")})
    if RuleVersion.objects.filter(scheme=scheme, jurisdiction=jurisdiction, label=label).exists():
        raise ValidationError({"label": _("A version of the rules with this label exists already.")})
    return label


def _write_criteria(version: RuleVersion, criteria: Sequence[CriterionRow]) -> None:
    for position, row in enumerate(criteria, start=1):
        Criterion.objects.create(
            rule_version=version, position=position, code=row.code, measure=row.measure, threshold=row.threshold,
            wants_evidence=row.wants_evidence, **in_languages("text", row.texts),
            **in_languages("satisfied_by", row.satisfied_by),
        )  # fmt: skip


def _require_criteria(criteria: Sequence[CriterionRow]) -> None:
    if not criteria:
        raise ValidationError({"criteria": _("Enter at least one criterion.")})
    codes = [row.code for row in criteria]
    if len(set(codes)) != len(codes):
        raise ValidationError({"criteria": _("Two criteria have the same code.")})
    for position, row in enumerate(criteria, start=1):
        if row.measure not in Criterion.Measure.values or not any(
            text.strip() for text in row.texts.values()
        ):
            sentence = _("Criterion %(position)s needs its text and how it is measured.")
            raise ValidationError({"criteria": sentence % {"position": position}})


@transaction.atomic
def confirm_rule_version(*, actor: Actor, at: datetime, rule_version_id: UUID) -> RuleVersion:
    """Another officer, who decides in that place, confirms what was entered; only then an intake can be opened.

    :raises ValidationError: it is confirmed already, or the actor entered it.
    """
    act = "mediation_registry.rule_version_confirmed"
    rows = RuleVersion.objects.select_for_update(of=("self",)).select_related("scheme", "jurisdiction")
    version = rows.filter(pk=rule_version_id).first()
    if version is None:
        raise PermissionRefused(act)
    require_decider(actor, act, version.scheme, version.jurisdiction)
    require_second_person(version, actor)
    version.confirmed_by, version.confirmed_at = actor.key, at
    version.save(update_fields=["confirmed_by", "confirmed_at"])
    facts = {"jurisdiction": version.jurisdiction.code, "label": version.label}
    record(act, actor, at, version.scheme, version, facts)
    return version


@transaction.atomic
def open_window(
    *,
    actor: Actor,
    at: datetime,
    rule_version: RuleVersion,
    intake_year: int,
    opens_at: datetime,
    closes_at: datetime,
    announced_in: str = "",
) -> IntakeWindow:
    """Enter the intake of one place: half-open [opens_at, closes_at), on the clock of Asia/Shanghai.

    :raises ValidationError: rules not confirmed or not in force, dates out of order, an intake entered already.
    """
    act = "mediation_registry.window_opened"
    version = RuleVersion.objects.select_for_update(of=("self",)).select_related("scheme", "jurisdiction").get(
        pk=rule_version.pk
    )  # fmt: skip
    require_keeper(actor, act, version.scheme, version.jurisdiction)
    _require_lawful_window(version, intake_year, opens_at, closes_at, at)
    window = IntakeWindow.objects.create(
        rule_version=version, intake_year=intake_year, opens_at=opens_at, closes_at=closes_at,
        announced_in=announced_in.strip(), opened_by=actor.key,
    )  # fmt: skip
    facts = {
        "jurisdiction": version.jurisdiction.code, "intake_year": intake_year,
        "opens_at": opens_at.isoformat(), "closes_at": closes_at.isoformat(),
    }  # fmt: skip
    record(act, actor, at, version.scheme, window, facts)
    return window


def _require_lawful_window(
    version: RuleVersion, intake_year: int, opens_at: datetime, closes_at: datetime, at: datetime
) -> None:
    if not version.is_confirmed:
        raise ValidationError(_("These rules are not confirmed yet; confirm them first."), code="unconfirmed")
    if closes_at <= opens_at:
        raise ValidationError({"closes_at": _("The intake must close after it opens.")})
    if closes_at <= at:
        raise ValidationError({"closes_at": _("This moment has passed already.")})
    if not version.is_in_force(day_of(opens_at)):
        raise ValidationError({"opens_at": _("These rules are not in force on that day.")})
    if IntakeWindow.objects.filter(
        rule_version__scheme=version.scheme,
        rule_version__jurisdiction=version.jurisdiction,
        intake_year=intake_year,
    ).exists():
        raise ValidationError(
            {"intake_year": _("The intake of this year is entered already for this place.")}
        )

"""What a court sets for itself, and which courts deal with Macao directly: entered, changed with a record, never deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from portal.identity.models import Court
from portal.identity.permissions import PermissionRefused, require
from service_of_process.actions.steps import S
from service_of_process.models import CourtPractice, MacaoAuthorisation, ServiceMatter
from service_of_process.models.matters import courts_held
from service_of_process.rules.lifecycle import CLERK
from service_of_process.rules.seats import ROLES_AT

ACT = S + "practice_changed"
#: Letters of the courts of the reference data; a court may choose others before its first matter.
LETTERS = {
    "CN-SPC": "SPC", "CN-GD-HPC": "GDHPC", "CN-GD-SZ": "SZ", "CN-GD-GZ": "GZ", "CN-GD-ZH": "ZH", "CN-GD-QH": "QH",
    "CN-GD-NS": "NS", "CN-GD-HQ": "HQ",
}  # fmt: skip
AUTHORISED_FOR_MACAO = ("CN-GD-HQ", "CN-GD-QH", "CN-GD-NS")
AUTHORISED_SINCE = date(2023, 3, 1)
AUTHORISED_SOURCE = (
    "President of the High People's Court of Guangdong, as reported in March 2023 (cyberctm.com, no. 2944448). The "
    "order itself and its day were not found: to be verified."
)
FIELDS = (
    "letters", "upper_court", "case_word", "address", "telephone", "hearing_warn_days", "hearing_short_days",
    "register_days", "first_service_days", "return_days", "pilot_is_open", "pilot_days", "smallest_cell",
)  # fmt: skip


@transaction.atomic
def change_practice(*, actor: Actor, at: datetime, court: Court, entries: Mapping[str, Any]) -> CourtPractice:
    """Enter or change what the court sets for itself. ``entries``: columns of :class:`CourtPractice` named in FIELDS.

    :raises PermissionRefused: the actor holds no office of clerk or assistance desk at this court.
    :raises ValidationError: letters in use, or changed after the first number; buffers in the wrong order.
    """
    _require_office(actor, at, [court.pk])
    found = CourtPractice.objects.select_for_update().filter(court=court).first()
    row = found or CourtPractice(court=court)
    before = {name: getattr(row, name) for name in FIELDS}
    for name in FIELDS:
        if name in entries:
            setattr(row, name, entries[name])
    _require_sound(row, before if found else None)
    row.full_clean(exclude=["court"])
    changed = sorted(name for name in FIELDS if getattr(row, name) != before[name] or found is None)
    if found is not None and not changed:
        raise ValidationError(_("Nothing was changed."), code="unchanged")
    row.save()
    _record(
        actor, at, row, court, {"changed": changed, "old": _plain(before, changed), "new": _now(row, changed)}
    )
    return row


@transaction.atomic
def authorise_for_macao(
    *, actor: Actor, at: datetime, court: Court, valid_from: date, source: str, valid_to: date | None = None
) -> MacaoAuthorisation:
    """A court that the Supreme People's Court authorised (2020 art. 2), with the source of that.

    :raises PermissionRefused: no office at this court or at the High People's Court above it.
    :raises ValidationError: it is authorised already, no court of the Mainland, or has no source.
    """
    _require_office(actor, at, with_upper(court))
    if court.jurisdiction.code != "CN" or court.level not in ("intermediate", "basic"):
        sentence = _("Only intermediate and basic courts of the Mainland are authorised.")
        raise ValidationError({"court": sentence})
    if not source.strip():
        raise ValidationError({"source": _("Name the source.")})
    if valid_to is not None and valid_to <= valid_from:
        raise ValidationError({"valid_to": _("The end lies after the beginning.")})
    try:
        with transaction.atomic():
            row = MacaoAuthorisation.objects.create(
                court=court, valid_from=valid_from, valid_to=valid_to, source=source.strip()
            )
    except IntegrityError as error:
        raise ValidationError({"court": _("This court is authorised already.")}) from error
    _record(actor, at, row, court, {"authorised_from": valid_from.isoformat(), "source": source.strip()})
    return row


@transaction.atomic
def end_authorisation(
    *, actor: Actor, at: datetime, authorisation_id: UUID, valid_to: date, reason: str
) -> MacaoAuthorisation:
    """The authorisation ends on a day (exclusive); legs sent before stay as they are.

    :raises PermissionRefused: no office at this court or above. :raises ValidationError: no reason, or the wrong day.
    """
    row = MacaoAuthorisation.objects.select_for_update().filter(pk=authorisation_id).first()
    if row is None:
        raise PermissionRefused(ACT)
    _require_office(actor, at, with_upper(row.court))
    text = require_reason(reason)
    if valid_to < row.valid_from:
        raise ValidationError({"valid_to": _("The end lies after the beginning.")})
    row.valid_to = valid_to
    row.save(update_fields=["valid_to"])
    _record(actor, at, row, row.court, {"authorised_to": valid_to.isoformat(), "reason": text})
    return row


def offices_of(actor: Actor, at: datetime) -> set[UUID]:
    """The courts at which the actor holds an office from which practice is changed."""
    return set(courts_held(actor, day_of(at), ROLES_AT[CLERK]).values_list("court", flat=True))


@transaction.atomic
def seed_practice() -> str:
    """Letters and High People's Courts of the reference data, authorised courts for Macao; idempotent.

    Buffers, targets and the pilot are left empty: the courts set them.
    """
    courts = {court.code: court for court in Court.objects.select_related("parent__parent__parent")}
    made = 0
    for code, letters in LETTERS.items():
        court = courts.get(code)
        taken = CourtPractice.objects.filter(letters=letters).exists()
        if court is None or taken or CourtPractice.objects.filter(court=court).exists():
            continue
        CourtPractice.objects.create(court=court, letters=letters, upper_court=_upper_of(court))
        made += 1
    for code in AUTHORISED_FOR_MACAO:
        court = courts.get(code)
        if court is not None and not MacaoAuthorisation.objects.filter(court=court).exists():
            MacaoAuthorisation.objects.create(
                court=court, valid_from=AUTHORISED_SINCE, source=AUTHORISED_SOURCE
            )
    return (
        f"service practice: {made} courts entered, {MacaoAuthorisation.objects.count()} authorised for Macao"
    )


def _upper_of(court: Court) -> Court | None:
    """The High People's Court above a lower court."""
    if court.level not in ("basic", "intermediate"):
        return None
    above = court.parent
    while above is not None and above.level != "high":
        above = above.parent
    return above


def with_upper(court: Court) -> list[UUID]:
    above = _upper_of(court)
    return [court.pk, *([above.pk] if above else [])]


def _require_office(actor: Actor, at: datetime, courts: list[UUID]) -> None:
    require(actor, ACT)
    if not offices_of(actor, at) & set(courts):
        raise PermissionRefused(ACT)


def _require_sound(row: CourtPractice, before: Mapping[str, Any] | None) -> None:
    letters_changed = before is not None and row.letters != before["letters"]
    if letters_changed and ServiceMatter.objects.filter(court=row.court).exists():
        sentence = _("Numbers have been given with these letters; they stay.")
        raise ValidationError({"letters": sentence})
    warn, short = row.hearing_warn_days, row.hearing_short_days
    if warn is not None and short is not None and short > warn:
        sentence = _("The urgent buffer is not longer than the one that warns.")
        raise ValidationError({"hearing_short_days": sentence})


def _plain(values: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: _json(values[name]) for name in names}


def _now(row: CourtPractice, names: list[str]) -> dict[str, Any]:
    return {name: _json(getattr(row, name)) for name in names}


def _json(value: Any) -> Any:
    return value.code if isinstance(value, Court) else value


def _record(actor: Actor, at: datetime, row: Any, court: Court, facts: Mapping[str, Any]) -> None:
    audit.record(
        act=ACT, actor=actor, at=at, subject=(row._meta.label, str(row.pk)), chain=f"service-practice:{court.pk}",
        facts={"court": court.code, **facts},
    )  # fmt: skip

"""Materials are shown in court (法释〔2023〕12号 art. 5): which, when, how, with which minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.steps import (
    F,
    accounts_of,
    day_of,
    locked,
    move,
    next_number,
    record,
    require_past,
    tell,
)  # fmt: skip
from foreign_law.models import AscertainmentRequest, Exhibition, Material
from foreign_law.queries.ascertainment.materials import with_everything
from foreign_law.queries.ascertainment.missing_parts import missing_parts, obstacle_in_words
from foreign_law.rules.ascertainment import materials as rules
from foreign_law.rules.ascertainment.exhibiting import Shown, against_exhibiting
from portal.audit.actors import Actor

EXHIBITED = F + "exhibited"


@transaction.atomic
def exhibit_materials(
    *,
    actor: Actor,
    at: datetime,
    request_id: UUID,
    material_ids: Sequence[UUID],
    how: str,
    shown_date: date,
    minutes_reference: str,
) -> Exhibition:
    """Record that these materials were shown in court; from now on every side of the case may read them. Guard 3.

    :raises PermissionRefused: no such request, or material in it.
    :raises ValidationError: at ``material_ids``, each missing part by name; at ``how``, ``shown_date`` or
        ``minutes_reference``.
    """
    request = locked(actor, at, EXHIBITED, request_id)
    on = require_past(shown_date, at, "shown_date")
    if how not in Exhibition.How.values:
        raise ValidationError({"how": _("Choose how they were shown.")})
    if not minutes_reference.strip():
        raise ValidationError({"minutes_reference": _("Name the minutes.")})
    materials = _chosen(request, material_ids, day_of(at))
    _require_here(materials, on)
    exhibition = Exhibition.objects.create(
        request=request, number=next_number(request.exhibitions), how=how, shown_date=on,
        minutes_reference=minutes_reference.strip(), recorded_at=at, recorded_by=actor.key,
    )  # fmt: skip
    exhibition.materials.set(materials)
    # art. 4 proofs may have come in since the material was last looked at
    Material.objects.filter(pk__in=[one.pk for one in materials]).update(state=rules.COMPLETE)
    move(request, EXHIBITED, at)
    record(
        EXHIBITED, actor=actor, at=at, request=request, on=on, subject=exhibition,
        facts={"how": how, "materials": sorted(one.number for one in materials), "exhibition": exhibition.number},
        private={"minutes": exhibition.minutes_reference},
    )  # fmt: skip
    tell("foreign_law.materials_exhibited", accounts_of(request, day_of(at)), request=request, at=at)
    return exhibition


def _require_here(materials: Sequence[Material], on: date) -> None:
    """
    :raises ValidationError: at ``shown_date``, one of them came in only later; a finding is no paper that comes in.
    """
    late = [one for one in materials if one.kind != rules.FINDING and one.received_date > on]
    if late:
        sentence = _("Material %(number)s came in only after this day.")
        raise ValidationError({"shown_date": [sentence % {"number": one.number} for one in late]})


def _chosen(request: AscertainmentRequest, ids: Sequence[UUID], today: date) -> list[Material]:
    """The materials, whole and still counting.

    :raises ValidationError: at ``material_ids``, a sentence for each obstacle.
    """
    rows = list(with_everything(request.materials.filter(pk__in=list(ids)).order_by("number")))
    by_number = {row.number: row for row in rows}
    against = against_exhibiting([Shown(row.number, row.state, missing_parts(row, today)) for row in rows])
    if against:
        words = [obstacle_in_words(one, by_number.get(one.number)) for one in against]
        raise ValidationError({"material_ids": words})
    return rows

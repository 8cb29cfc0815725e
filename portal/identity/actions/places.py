"""Reference data: places edited in the back office, and the list with which a new portal begins."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction

from i18n import languages
from portal.audit.actors import Actor
from portal.audit.log import record
from portal.identity.models import Authority, Court, Institution, Jurisdiction
from portal.identity.permissions import require

SEED = Path(__file__).resolve().parent.parent / "seed"
Place = Court | Authority | Institution | Jurisdiction


def save_place(*, actor: Actor, at: datetime, place: Place, changed: list[str]) -> Place:
    """Save a place that was entered or edited; the log names the fields that changed."""
    require(actor, "identity.place_edited")
    with transaction.atomic():
        place.save()
        record(
            act="identity.place_edited",
            actor=actor,
            at=at,
            subject=(place._meta.label, str(place.pk)),
            chain=f"place:{place.code}",
            facts={"place": place.code, "fields": sorted(changed)},
        )
    return place


def load_reference_data() -> dict[str, int]:
    """Enter the jurisdictions, courts and authorities of the seed that are not there yet; change nothing
    else.

    Names edited and contacts entered in the back office stay as they are. Gives the number of new rows by
    kind.
    """
    with transaction.atomic():
        return {
            "jurisdictions": _load(Jurisdiction, "jurisdictions.csv"),
            "courts": _load(Court, "courts.csv"),
            "authorities": _load(Authority, "authorities.csv"),
        }


def _load(model: type[models.Model], file_name: str) -> int:
    known = set(model._default_manager.values_list("code", flat=True))
    made = 0
    with (SEED / file_name).open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["code"] in known:
                continue
            model._default_manager.create(**_fields(row))
            made += 1
    return made


def _fields(row: dict[str, str]) -> dict[str, Any]:
    names = {f"name_{code.replace('-', '_')}" for code in languages.CODES}
    fields: dict[str, Any] = {
        key: value for key, value in row.items() if key in names | {"code", "level", "source"}
    }
    if row.get("jurisdiction"):
        fields["jurisdiction"] = Jurisdiction.objects.get(code=row["jurisdiction"])
    if row.get("parent"):
        fields["parent"] = Court.objects.get(code=row["parent"])
    return fields

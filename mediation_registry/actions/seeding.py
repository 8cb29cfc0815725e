"""The scheme that the portal knows from the start, from published sources: only what a source says.

Accreditation Standards of 10 December 2021; Hong Kong's local Accreditation Rules of 28 March 2024 with their six
criteria. The criteria of Guangdong and Macao were not found in a source: none are entered, their authorities do that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from mediation_registry.actions.schemes import Citation, CriterionRow, Door, enter_rule_version, enter_scheme
from mediation_registry.models import Registrant, RuleVersion, Scheme
from portal.audit.actors import Actor, system_actor
from portal.identity.models import Authority, Jurisdiction

SEED = Path(__file__).resolve().parent.parent / "seed" / "gba_mediators.json"
SEATS = ("intake", "assessment", "recognition", "committee")


@transaction.atomic
def load_mediator_scheme(*, at: datetime) -> str:
    """Enter the mediators' scheme, its doors and Hong Kong's rules where they are missing; change nothing else.

    The rules wait for confirmation by an officer of the place: until then no intake can be opened under them.
    """
    actor = system_actor("bootstrap")
    seed = json.loads(SEED.read_text(encoding="utf-8"))
    scheme = Scheme.objects.filter(code=seed["code"]).first()
    added = scheme is None
    if scheme is None:
        scheme = _entered_scheme(actor, at, seed)
    versions = 0
    for row in seed["rule_versions"]:
        place = Jurisdiction.objects.get(code=row["jurisdiction"])
        if not RuleVersion.objects.filter(scheme=scheme, jurisdiction=place, label=row["label"]).exists():
            _enter_rules(actor, at, scheme, place, row)
            versions += 1
    return f"mediator scheme {'added' if added else 'known'}, {versions} versions of local rules added"


def _citation(row: Mapping[str, Any]) -> Citation:
    return Citation(
        instrument=row["instruments"]["en"],
        instrument_date=date.fromisoformat(row["instrument_date"]),
        source_url=row["source_url"],
    )


def _entered_scheme(actor: Actor, at: datetime, seed: Mapping[str, Any]) -> Scheme:
    places = {row.code: row for row in Jurisdiction.objects.all()}
    authorities = {row.code: row for row in Authority.objects.all()}
    doors = [
        Door(places[row["jurisdiction"]], *(authorities[row[seat]] for seat in SEATS))
        for row in seed["doors"]
    ]
    return enter_scheme(
        actor=actor, at=at, code=seed["code"], names=seed["names"], kind=Registrant.Kind.MEDIATOR,
        citation=_citation(seed), doors=doors, instruments=seed["instruments"],
    )  # fmt: skip


def _enter_rules(
    actor: Actor, at: datetime, scheme: Scheme, place: Jurisdiction, row: Mapping[str, Any]
) -> RuleVersion:
    return enter_rule_version(
        actor=actor, at=at, scheme=scheme, jurisdiction=place, label=row["label"], citation=_citation(row),
        criteria=[CriterionRow(**criterion) for criterion in row["criteria"]],
        valid_from=date.fromisoformat(row["valid_from"]), instruments=row["instruments"],
        one_application_only=row["one_application_only"], accepted_types=row["accepted_types"],
        largest_file_mb=row["largest_file_mb"],
    )  # fmt: skip

"""Exhibits filed in a case; tables of cases imported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.cases import open_case
from portal.cases.actions.parties import add_party
from portal.cases.actions.steps import day_of, is_staff_of, locked, party_in_force, record, require_side, tell
from portal.cases.importers import PlannedCase
from portal.cases.models import Case, CaseImport, FiledExhibit
from portal.cases.queries import clerks_of
from portal.exhibits.actions import deposit
from portal.identity.permissions import PermissionRefused, require


@transaction.atomic
def file_exhibit(
    *, actor: Actor, at: datetime, case_id: UUID, party_id: UUID | None, upload: Any, description: str
) -> FiledExhibit:
    """File an exhibit for the own side; that side and the court see it. Staff may file without a party.

    :raises ValidationError: no description; or the file is refused (the sentence says why).
    :raises PermissionRefused: for another side.
    """
    case = locked(actor, at, "cases.exhibit_filed", case_id)
    today = day_of(at)
    party = party_in_force(case, party_id, today) if party_id else None
    if party is not None:
        require_side(case, party, actor, today, "cases.exhibit_filed")
    elif not is_staff_of(case, actor, today):
        raise PermissionRefused("cases.exhibit_filed")
    if not description.strip():
        raise ValidationError({"description": _("Say in a few words what the exhibit is.")})
    exhibit = deposit(actor=actor, at=at, upload=upload, declared_name=upload.name, scope=case.chain)
    held = case.filed_exhibits.filter(party=party, exhibit=exhibit).first()
    if held is not None:
        sentence = _("This very file is filed already, as exhibit %(number)s.") % {"number": held.number}
        raise ValidationError({"upload": sentence})
    highest = case.filed_exhibits.aggregate(highest=Max("number"))["highest"] or 0
    filed = FiledExhibit.objects.create(
        case=case, party=party, exhibit=exhibit, number=highest + 1, description=description.strip()[:200],
        filed_at=at, filed_by=actor.key,
    )  # fmt: skip
    record(
        "cases.exhibit_filed", actor=actor, at=at, case=case, subject=filed,
        facts={"exhibit_number": filed.number, "number": party.number if party else 0},
        private={"description": filed.description},
    )  # fmt: skip
    if not is_staff_of(case, actor, today):
        tell("cases.exhibit_filed", clerks_of(case, today), case=case, at=at, about=filed, at_desk=True)
    return filed


@transaction.atomic
def import_table(
    *, actor: Actor, at: datetime, table: CaseImport, cases: Sequence[PlannedCase]
) -> CaseImport:
    """Write the new cases of a checked table, all or none; those that stand already are counted.

    :raises ValidationError: the table holds a row that cannot be written; then nothing is.
    """
    require(actor, "cases.table_imported")
    if any(planned.problems for planned in cases):
        raise ValidationError(
            _("The table holds rows that cannot be imported; nothing was written."), code="rows"
        )
    new = [planned for planned in cases if planned.existing is None]
    opened: list[Case] = []
    for planned in new:
        if planned.court is None or planned.filed_date is None:
            raise ValidationError(
                _("The table holds rows that cannot be imported; nothing was written."), code="rows"
            )
        case = open_case(
            actor=actor, at=at, court=planned.court, court_number=planned.court_number,
            procedure=planned.procedure, filed_date=planned.filed_date, cause=planned.cause,
        )  # fmt: skip
        for entry in planned.parties:
            add_party(actor=actor, at=at, case_id=case.pk, kind=entry.kind, role=entry.role, name=entry.name)
        opened.append(case)
    table.added, table.unchanged = len(opened), len(cases) - len(opened)
    table.finished_at, table.table = at, ""
    table.save()
    for case in opened:
        record("cases.table_imported", actor=actor, at=at, case=case, facts={"digest": table.digest})
    return table

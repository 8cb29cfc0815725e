"""A party or her lawyer asks that foreign law be ascertained (arts 1, 6)."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.drafting import Particulars, begin, opening_facts
from foreign_law.actions.ascertainment.standing import tell_court, tell_sides
from foreign_law.actions.ascertainment.steps import F, day_of, own_side, record
from foreign_law.models import AscertainmentRequest
from foreign_law.rules.ascertainment import scope
from portal.audit.actors import Actor
from portal.cases.models import Case
from portal.identity.permissions import PermissionRefused, require


@transaction.atomic
def ask(
    *, actor: Actor, at: datetime, case_id: UUID, party: UUID | None = None, **entries: Unpack[Particulars]
) -> AscertainmentRequest:
    """The request goes straight to the judge. The basis is claimed; the judge fixes it with the scope.

    A choice of law is shown by its clause, in words or as a file (art. 1, second paragraph); a conflict rule may be
    named.

    :raises PermissionRefused: she stands for nobody in this case.
    :raises ValidationError: no question, no basis, a choice without its clause, or the case is concluded.
    """
    act = F + "ascertainment_asked"
    require(actor, act)
    case = (
        Case.objects.concerning(actor, day_of(at))
        .select_related("court")
        .select_for_update(of=("self",))
        .filter(pk=case_id)
        .first()
    )
    if case is None:
        raise PermissionRefused(act)
    side = own_side(AscertainmentRequest(case=case), actor, day_of(at), party)
    _require_claim(entries)
    request = begin(actor, at, case, side, act, entries)
    record(act, actor=actor, at=at, request=request, facts=opening_facts(request))
    tell_court(act, actor, request, at)
    tell_sides(act, request, at)
    return request


def _require_claim(entries: Particulars) -> None:
    """:raises ValidationError: what the request must say is missing; every gap at its field."""
    missing: dict[str, str] = {}
    lacking = scope.missing_basis(
        entries.get("basis", ""), choice_clause=entries.get("choice_clause", ""),
        has_instrument=bool(entries.get("choice_upload")), conflict_rule=entries.get("conflict_rule", ""),
    )  # fmt: skip
    if lacking == "basis":
        missing["basis"] = _("Say whether the parties chose the law or a conflict rule designates it.")
    if lacking == "choice_clause":
        missing["choice_clause"] = _(
            "Quote the clause by which the law was chosen, or add the instrument as a file."
        )
    if not scope.cleaned_questions(entries.get("questions", ())):
        missing["questions"] = _("Enter at least one question on foreign law.")
    if missing:
        raise ValidationError(missing)

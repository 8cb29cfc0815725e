"""The court says of a material that it is an opinion which a party commissioned: art. 4 then asks for its papers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.giving import require_commissioned
from foreign_law.actions.ascertainment.materials import COMPLETED, completed, locked_material
from foreign_law.actions.ascertainment.standing import sits
from foreign_law.actions.ascertainment.steps import F, accounts_of, day_of, tell
from foreign_law.models import Material
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment import materials as rules
from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused


@transaction.atomic
def call_commissioned(
    *, actor: Actor, at: datetime, material_id: UUID, opinion_by: str, opinion_author: str
) -> Material:
    """What came as a party's own material is the opinion of an institution or expert; the missing papers are named.

    Nothing that was handed in is changed. The party is told, and fills in what art. 4 asks.

    :raises PermissionRefused: no such material from the clerk's seat.
    :raises ValidationError: it was shown, is gone, is no party's, or is called so already; or the court itself asked for
        the opinion.
    """
    material = locked_material(actor, at, COMPLETED, material_id)
    if not sits(lifecycle.CLERK, material.request, actor, day_of(at)):
        raise PermissionRefused(COMPLETED)
    is_over = material.state not in rules.LIVING or material.exhibitions.exists()
    if is_over or material.party_id is None or material.opinion_by:
        raise ValidationError(_("This step is not possible now."), code="state")
    if not opinion_by or material.kind == rules.FINDING:
        raise ValidationError({"opinion_by": _("Say whether it is an institution or an expert.")})
    require_commissioned(opinion_by, material.attempt)
    material.opinion_by, material.opinion_author = opinion_by, opinion_author.strip()
    material.save(update_fields=["opinion_by", "opinion_author"])
    completed(material, actor, at, {"parts": ["opinion_by", "opinion_author"]})
    request = material.request
    own = accounts_of(request, day_of(at), leave_out=request.case.parties.exclude(pk=material.party_id))
    tell(F + "material_called_opinion", own, request=request, at=at, context={"number": material.number})
    return material

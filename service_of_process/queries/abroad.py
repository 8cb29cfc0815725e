"""Papers that lie beyond the border though the case is over: nobody but the court can call them back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.rules.lifecycle import CONCLUDED
from portal.desk.registry import QueueRow
from service_of_process.models import Leg, ServiceMatter
from service_of_process.rules import lifecycle


def left_abroad(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Legs abroad in a concluded case of the actor's courts, the oldest first; a judgment is served all the same."""
    matters = ServiceMatter.objects.for_staff(actor, on).filter(
        direction="O", is_judgment=False, case__state=CONCLUDED
    )
    legs = Leg.objects.filter(matter__in=matters.values("pk"), state__in=lifecycle.ABROAD)
    for leg in legs.order_by("dispatched_date", "reference"):
        yield QueueRow(
            title=leg.reference, address=reverse("service_desk:inspect", args=[leg.matter_id]),
            note=_("The case is concluded; withdraw the leg and ask for the papers, or go on."),
        )  # fmt: skip

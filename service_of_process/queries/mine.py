"""The matters that somebody outside the court may follow."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from portal.audit.actors import Actor
from portal.numbering import is_checked
from service_of_process.models import ServiceMatter
from service_of_process.queries.codes import found_code

LONGEST = 44


def matters_of(actor: Actor, on: date) -> QuerySet[ServiceMatter]:
    """The matters of my cases, the newest first."""
    return (
        ServiceMatter.objects.concerning(actor, on)
        .select_related("court", "case", "addressee")
        .prefetch_related("legs")
    )


def matter_of_mine(actor: Actor, on: date, number: str) -> ServiceMatter | None:
    """One of them by its number, however it was typed; None for every other."""
    wanted = written(number)
    return matters_of(actor, on).filter(reference=wanted).first() if wanted else None


def written(number: str) -> str:
    """The number as it is kept: capitals, no spaces. Empty where the check character is wrong."""
    text = "".join(number.split()).upper()
    return text if len(text) <= LONGEST and is_checked(text) else ""


def matter_by_code(number: str, code: str) -> ServiceMatter | None:
    """The matter that number and tracking code open together; None for an unknown number and a wrong code alike."""
    wanted = written(number)
    found = found_code(code, "tracking")
    if found is None or not wanted or found.matter.reference != wanted:
        return None
    return found.matter

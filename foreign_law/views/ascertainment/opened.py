"""A request as whoever came reads it: by its number, from any seat, else 404."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from foreign_law.models import AscertainmentRequest, Material
from foreign_law.queries.ascertainment.materials import Reader, material_at, reader_of
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.exhibits.models import Exhibit
from portal.identity.actors import actor_of


@dataclass(frozen=True)
class Opened:
    """Who came, when, the request, from where she reads it."""

    actor: Actor
    at: datetime
    law_request: AscertainmentRequest
    reader: Reader

    @property
    def on(self) -> date:
        """The day of the visit."""
        return day_of(self.at)


def opened(request: HttpRequest, reference: str) -> Opened:
    """The request with this number if it is open to whoever came; 404 otherwise."""
    at = timezone.now()
    actor = actor_of(request, at)
    rows = AscertainmentRequest.objects.for_user(actor, day_of(at)).select_related("case", "court")
    found = rows.filter(reference=reference).distinct().first()
    if found is None:
        raise Http404
    return Opened(actor, at, found, reader_of(found, actor, day_of(at)))


def material_of(here: Opened, number: int) -> Material:
    """A material of the request that whoever came may read; 404 otherwise."""
    found = material_at(here.law_request, number, here.reader)
    if found is None:
        raise Http404
    return found


@contextmanager
def hidden() -> Iterator[None]:
    """What somebody may not do or see does not exist for them."""
    try:
        yield
    except (PermissionDenied, Exhibit.DoesNotExist) as refusal:
        raise Http404 from refusal

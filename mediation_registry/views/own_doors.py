"""What the doors of a mediator's own pages share: who acts and when, the own entry, an act that may be refused."""

from __future__ import annotations

from datetime import date, datetime

from django.http import Http404, HttpRequest
from django.utils import timezone

from mediation_registry.models import Registrant
from mediation_registry.queries import own
from portal.audit.actors import Actor
from portal.identity.actors import actor_of


def who(request: HttpRequest) -> tuple[Actor, datetime, date]:
    """The acting person, the moment and its day, taken at the door."""
    at = timezone.now()
    return actor_of(request, at), at, timezone.localdate(at)


def entry_of(actor: Actor) -> Registrant:
    """The own entry in the register.

    :raises Http404: the account has none.
    """
    registrant = own.own_entry(actor)
    if registrant is None:
        raise Http404
    return registrant

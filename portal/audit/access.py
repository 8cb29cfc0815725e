"""Who is asking: the log knows people by key only, the room of identities tells it who sits at a request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeAlias

from django.http import Http404, HttpRequest

from portal.audit.actors import Actor
from portal.audit.permissions import may
from portal.web.registry import Registry

ActorResolver: TypeAlias = Callable[[HttpRequest, datetime], Actor]
NameResolver: TypeAlias = Callable[[Iterable[str]], Mapping[str, str]]

_resolvers: Registry[ActorResolver] = Registry("actor resolver")
_names: Registry[NameResolver] = Registry("actor names")


def register_actor_resolver(resolver: ActorResolver) -> None:
    """Registers the one function that turns a request into its actor."""
    _resolvers.register("actor", resolver)


def register_actor_names(resolver: NameResolver) -> None:
    """Registers a function that gives the names of the actor keys it knows."""
    _names.register(f"{resolver.__module__}.{resolver.__qualname__}", resolver)


def reader_of(request: HttpRequest, at: datetime) -> Actor | None:
    """The actor of the request if that person may read the log, otherwise None."""
    resolver = _resolvers.get("actor")
    user = getattr(request, "user", None)
    if resolver is None or user is None or not user.is_authenticated:
        return None
    actor = resolver(request, at)
    return actor if may(actor, "audit.log_read") else None


def reader_or_404(request: HttpRequest, at: datetime) -> Actor:
    """As reader_of; raises Http404 for everybody else."""
    reader = reader_of(request, at)
    if reader is None:
        raise Http404
    return reader


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """Names by actor key, from every registered resolver; a key that nobody knows stays itself."""
    wanted = list(dict.fromkeys(keys))
    names = {key: key.partition(":")[2] if key.startswith("system:") else key for key in wanted}
    for resolver in _names.values():
        names.update({key: name for key, name in resolver(wanted).items() if key in names})
    return names

"""The demonstration's officers and mediators, by place and seat, as acting persons."""

from __future__ import annotations

from datetime import datetime

from portal.audit.actors import Actor
from portal.identity.actors import actor_of, forget_actor
from portal.identity.models import Jurisdiction, User

LETTERS = {"CN": "gd", "CN-HK": "hk", "CN-MO": "mo"}


def account(local_part: str) -> User:
    """An account of the demonstration's cast."""
    return User.objects.get(email=f"{local_part}@demo.example")


def actor(local_part: str, at: datetime) -> Actor:
    """The actor behind an account of the cast, with the offices held at that moment."""
    user = account(local_part)
    forget_actor(user)
    return actor_of(user, at)


def acting(jurisdiction: str, seat: str, at: datetime) -> Actor:
    """The officer of a place at a seat: ``intake``, ``assessor``, ``decider`` or ``publisher``."""
    name = f"{LETTERS[jurisdiction]}-{seat}"
    return actor("authority" if name == "hk-intake" else name, at)


def place(jurisdiction: str) -> Jurisdiction:
    return Jurisdiction.objects.get(code=jurisdiction)

"""The cast of the powers of attorney: the portal's own, and those who give the powers that are in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from portal.audit.actors import Actor
from portal.identity.actions.papers import submit_document, verify_document
from portal.identity.actors import actor_of, forget_actor
from portal.identity.models import Court, Person, User
from portal.operations.demonstration import Cast, open_cast_account

GIVERS = (
    Cast("creditor", "zh-hant", {"zh-hant": "吳小鳳（虛構）", "latin": "Ng Siu Fung (fictitious)"}),
    Cast("heiress", "pt", {"pt": "Helena Vong (fictícia)", "zh-hant": "黃海倫（虛構）"}),
)
PAPERS: Mapping[str, tuple[str, str]] = {
    "party": ("hkid", "A123456(3)"), "opponent": ("macao-bir", "5123456(7)"), "creditor": ("hkid", "E364912(5)"),
    "heiress": ("macao-bir", "1234567(8)"), "interpreter": ("macao-bir", "1765432(1)"),
}  # fmt: skip
COURT = "CN-GD-QH"


def account(local_part: str) -> User:
    """An account of the demonstration's cast."""
    return User.objects.get(email=f"{local_part}@demo.example")


def actor(local_part: str, at: datetime) -> Actor:
    """The actor behind an account of the cast, with the offices held at that moment."""
    user = account(local_part)
    forget_actor(user)
    return actor_of(user, at)


def person(local_part: str) -> Person:
    """The human being behind an account of the cast."""
    return Person.objects.get(user=account(local_part))


def court() -> Court:
    """The court before which all of it happens."""
    return Court.objects.get(code=COURT)


def arrive(at: datetime) -> None:
    """Accounts and verified papers of everybody who signs or interprets."""
    for member in GIVERS:
        open_cast_account(member, at)
    for name, (kind, number) in PAPERS.items():
        who = person(name)
        if who.papers.exists():
            continue
        paper = submit_document(
            actor=actor(name, at), at=at, person=who, kind=kind, number=number, court=court(),
            expiry_date=date(at.year + 5, 12, 31),
        )  # fmt: skip
        verify_document(actor=actor("clerk", at), at=at, document=paper, basis="demonstration")

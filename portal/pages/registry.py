"""The cards on the home page: a module that is built registers one; the order is that of registration."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from portal.web.registry import Registry


@dataclass(frozen=True)
class Card:
    """A card: title, one sentence, name of the URL; ``takes_query``: its page answers a free search in ``q``."""

    title: str | Promise
    sentence: str | Promise
    url_name: str
    order: int = 50
    takes_query: bool = False


cards: Registry[Card] = Registry("home cards")


def register_card(code: str, card: Card) -> None:
    """Put a card on the home page."""
    cards.register(code, card)

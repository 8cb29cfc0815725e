"""The sitemap: each room registers the public addresses that it wants to be found under."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from portal.web.registry import Registry


class Place(NamedTuple):
    """A public page: its path behind the language, and the day on which it last changed, where known."""

    path: str
    changed: date | None = None


places: Registry[Callable[[], Iterable[Place]]] = Registry("sitemap")


def register(name: str, callable_: Callable[[], Iterable[Place]]) -> None:
    """Add public places to the sitemap; ``callable_`` yields paths without the language, such as ``law/``."""
    places.register(name, callable_)

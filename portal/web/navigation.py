"""The main menu: rooms and modules register their entry; a module that is not built has none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from portal.web.registry import Registry


@dataclass(frozen=True)
class MenuEntry:
    """One entry: label, name of the URL, order, and for whom it is shown (None: everybody)."""

    label: str | Promise
    url_name: str
    order: int
    shown: Callable[[HttpRequest], bool] | None = None


menu: Registry[MenuEntry] = Registry("main menu")


def register_menu_entry(key: str, entry: MenuEntry) -> None:
    """Put an entry into the main menu."""
    menu.register(key, entry)


def signed_in(request: HttpRequest) -> bool:
    """Shown to people who have signed in."""
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)

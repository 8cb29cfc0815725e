"""The page of one act on the desk: its form, pressing it; and the buttons that lead there, in three groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.exhibits.models import Exhibit
from portal.web.attempts import attempt

#: The groups of buttons in their order: what moves it on, what may be done beside, what ends or takes back something.
GROUPS = NEXT, ALSO, CARE = ("next", "also", "care")


class Offer(Protocol):
    """What a module offers as a button: the act it does."""

    @property
    def act(self) -> str: ...


Offered = TypeVar("Offered", bound=Offer)


@dataclass(frozen=True)
class ToldOnce:
    """What an act gives back to be shown once and kept nowhere: an access code, a secret.

    An act that gives back plain text has it shown as the message of success; one that gives back an HTTP answer (a
    file) is answered with it.
    """

    text: str


@dataclass(frozen=True)
class Button:
    """One button: where it leads, its words, whether it ends something, the group in which it stands."""

    address: str
    label: Any
    alarming: bool
    group: str


def named(forms: Iterable[Offered]) -> Iterator[tuple[str, Offered]]:
    """Each with the word of its address: the act, and from a second form of the same act on a number."""
    seen: dict[str, int] = {}
    for form in forms:
        seen[form.act] = seen.get(form.act, 0) + 1
        yield (form.act if seen[form.act] == 1 else f"{form.act}-{seen[form.act]}"), form


def in_order(buttons: Iterable[Button]) -> list[Button]:
    """What is next first, what ends last."""
    return sorted(buttons, key=lambda button: GROUPS.index(button.group))


@contextmanager
def hidden() -> Iterator[None]:
    """What somebody may not do or see does not exist for them."""
    try:
        yield
    except (PermissionDenied, Exhibit.DoesNotExist) as refusal:
        raise Http404 from refusal


def form_page(
    request: HttpRequest, form: Form, run: Callable[[], Any], *, back: str, words: dict[str, Any]
) -> HttpResponse:
    """The page of one act: its form, and pressing it. All of it happens or nothing; what was typed stays.

    ``words``: ``title`` and, as wanted, ``subtitle``, ``sentences``, ``alarming``, ``icon``, ``look`` (further classes
    of the form). See `ToldOnce` for what a run may give back.
    """
    told: list[Any] = []

    def whole() -> None:
        with transaction.atomic():
            told.append(run())

    context = {"form": form, "back": back, **words}
    with hidden():
        if request.method == "POST" and attempt(form, whole):
            if isinstance(told[0], HttpResponse):
                return told[0]
            if isinstance(told[0], ToldOnce):
                return render(request, "desk/told.html", {**context, "told": told[0].text})
            said = told[0] if isinstance(told[0], str) else ""
            messages.success(request, said or _("Done and recorded."))
            return redirect(back)
    return render(request, "desk/act.html", context)

"""What the pages of the outcome share: whose mediation it is, a form that tries an action, a file given out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from mediation_registry.models import Mediation
from mediation_registry.queries.mediations import Standing, mediations_for, standing_of
from portal.audit.actors import Actor
from portal.drafts import actions as drafts
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.models import Exhibit
from portal.identity.actors import actor_of


def draft_key(mediation_id: UUID, name: str) -> str:
    """The key under which what was typed into a long form of this mediation is kept; ``name`` is its URL name."""
    return f"mediation_registry.outcome:{mediation_id}.{name}"


@dataclass(frozen=True)
class Visit:
    """Who stands before the page, of which mediation, when."""

    mediation: Mediation
    actor: Actor
    at: datetime
    on: date
    standing: Standing

    @property
    def who(self) -> dict[str, Any]:
        """What every action takes."""
        return {"actor": self.actor, "at": self.at, "mediation_id": self.mediation.pk}


def visit(request: HttpRequest, mediation_id: UUID) -> Visit:
    """A mediation open to this person as party, agent, mediator or organisation; 404 for everybody else.

    The court reads its own views in the back office.
    """
    at = timezone.now()
    actor, on = actor_of(request, at), timezone.localdate(at)
    rows = mediations_for(actor, on).select_related("court", "case")
    mediation = get_object_or_404(rows, pk=mediation_id)
    standing = standing_of(mediation, actor, on)
    if not (standing.is_party or standing.is_mediator or standing.organisation_of):
        raise Http404
    return Visit(mediation, actor, at, on, standing)


def opened(
    request: HttpRequest, entry: Visit, name: str, form: type[Any], initial: dict[str, Any] | None = None,
    **more: Any,
) -> Any:  # fmt: skip
    """A form that keeps drafts: as posted, else as it was left, else with ``initial``."""
    if request.method == "POST":
        return form(request.POST, request.FILES or None, **more)
    draft = drafts.load(entry.actor.key, draft_key(entry.mediation.pk, name))
    made = form(initial=form.initial_from(draft) if draft is not None else initial, **more)
    made.is_resumed = draft is not None
    return made


def sent(entry: Visit, name: str) -> None:
    """The form was sent and accepted: its draft goes."""
    drafts.discard(entry.actor.key, draft_key(entry.mediation.pk, name))


def pressed(request: HttpRequest, act: Callable[[], Any], said: str) -> None:
    """Run an action behind a plain button; its refusal is said on the page."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)


def form_page(
    request: HttpRequest, entry: Visit, form: Form, *, title: Any, back: str, button: Any, lede: Any = "",
    wants_file: bool = False, **more: Any,
) -> HttpResponse:  # fmt: skip
    """The page of one form."""
    words = {"mediation": entry.mediation, "form": form, "title": title, "back": back, "button": button, "lede": lede,
             "wants_file": wants_file, **more}  # fmt: skip
    return render(request, "mediation_registry/outcome_form.html", words)


def give_out(request: HttpRequest, entry: Visit, exhibit_id: UUID, scope: str, back: str) -> HttpResponseBase:
    """A paper of this scope as a download; 404 for a paper of another."""
    get_object_or_404(Exhibit, pk=exhibit_id, scope=scope)
    try:
        return sandboxed_response(actor=entry.actor, at=entry.at, exhibit_id=exhibit_id)
    except (Exhibit.DoesNotExist, PermissionDenied) as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(back, entry.mediation.pk)

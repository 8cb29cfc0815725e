"""Doors of a side: ask, mend what came back, ask for more time, agree to costs, withdraw; whoever was asked quotes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from foreign_law.actions.ascertainment import asking as asking_actions
from foreign_law.actions.ascertainment import costs, drafting, extensions, withdrawing
from foreign_law.forms.ascertainment import sides as forms
from foreign_law.models import AscertainmentRequest
from foreign_law.queries.ascertainment.materials import own_attempts
from foreign_law.queries.ascertainment.mine import asked_for, cases_to_ask_in
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.views.ascertainment.following import mine_by_number
from portal.audit.actors import Actor
from portal.cases.models import Party
from portal.cases.queries import sides_of
from portal.drafts import actions as drafts
from portal.drafts.decorators import keeps_typed, sent_once
from portal.drafts.sending import once
from portal.identity.actors import actor_of
from portal.identity.decorators import second_factor_required, signed_in
from portal.web.attempts import attempt

Door = Callable[..., HttpResponseBase]


def _door(view: Door) -> Door:
    """A door of one page with a form, for somebody who is signed in with the second factor."""
    return signed_in(second_factor_required(require_http_methods(["GET", "POST"])(view)))


def _ask_key(case_id: UUID) -> str:
    return f"foreign_law.ask:{case_id}"


@keeps_typed(_ask_key)
@signed_in
@second_factor_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@sent_once
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask the judge of a case of mine to have foreign law ascertained."""
    at = timezone.now()
    actor, on = actor_of(request, at), timezone.localdate(at)
    case = get_object_or_404(cases_to_ask_in(actor, on), pk=case_id)
    key = _ask_key(case.pk)
    kept = drafts.load(actor.key, key) if request.method == "GET" else None
    sides = list(sides_of(case, actor, on))
    form = forms.AskForm(*_given(request), sides=sides, initial=forms.AskForm.initial_from(kept or {}))
    form.is_resumed = kept is not None
    made: list[AscertainmentRequest] = []

    def send() -> AscertainmentRequest:
        made.append(asking_actions.ask(actor=actor, at=at, case_id=case.pk, **form.cleaned_data))
        return made[0]

    if _done(request, form, once(request, send, at=at, leads_to=_page)):
        drafts.discard(actor.key, key)
        messages.success(request, _("The judge has received your request."))
        return redirect(_page(made[0]))
    words = {"form": form, "case": case, "back": reverse("law:ascertainments"), "draft_key": key}
    return render(request, "foreign_law/ascertainment/ask.html", words)


@signed_in
@second_factor_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Complete the own request that the judge returned; save it, or send it again."""
    at, actor, found = mine_by_number(request, number)
    if found.state != lifecycle.DRAFT or not asked_for(found, actor, timezone.localdate(at)):
        raise Http404
    form = forms.MendForm(*_given(request), law_request=found)
    sent = "_send" in request.POST

    def save() -> None:
        with transaction.atomic():
            if not sent or _changed(form, found):
                drafting.edit_request(actor=actor, at=at, request_id=found.pk, **form.cleaned_data)
            if sent:
                drafting.submit_request(actor=actor, at=at, request_id=found.pk)

    if _done(request, form, save):
        messages.success(request, _("The judge has received your request.") if sent else _("Saved."))
        return redirect("law:ascertainment", number=found.reference)
    words = {"form": form, "case": found.case, "law_request": found, "back": _page(found)}
    return render(request, "foreign_law/ascertainment/ask.html", words)


def _changed(form: Any, found: AscertainmentRequest) -> bool:
    """Whether the form says anything else than the request does."""
    entered = form.cleaned_data
    now = {name: getattr(found, name) or "" for name in drafting.COLUMNS if name in entered}
    questions = list(found.questions.order_by("number").values_list("text", "translation"))
    same = all((entered[name] or "") == value for name, value in now.items())
    return not same or entered["questions"] != questions or "choice_upload" in entered


@_door
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take the own request back before the scope is fixed."""
    at, actor, found = mine_by_number(request, number)
    if not asked_for(found, actor, timezone.localdate(at)):
        raise Http404
    form = forms.WithdrawForm(_sent(request))
    words = {
        "heading": _("Withdraw the request"),
        "lede": _("Possible until the judge has fixed the questions. The request stays on record as withdrawn."),
        "button": _("Withdraw"), "alarming": True,
    }  # fmt: skip

    act = partial(withdrawing.withdraw_request, actor=actor, at=at, request_id=found.pk)
    return _act(request, found, form, act, words)


@_door
def extension(request: HttpRequest, number: str, period_id: UUID) -> HttpResponse:
    """Ask the judge for more time."""
    at, actor, found = mine_by_number(request, number)
    period = get_object_or_404(found.periods.filter(attempt=None), pk=period_id)
    form = forms.ExtensionForm(
        _sent(request), sides=_for(found, actor, timezone.localdate(at), period.party_id)
    )
    words = {
        "heading": _("Ask for more time"),
        "lede": _(
            "The judge may grant it where specific reasons show that the period cannot be kept (art. 9)."
        ),
        "period": period,
    }

    act = partial(extensions.ask_extension, actor=actor, at=at, period_id=period.pk)
    return _act(request, found, form, act, words)


@_door
def agree(request: HttpRequest, number: str, cost_id: UUID) -> HttpResponse:
    """Agree that a cost arises; who bears it in the end is decided later."""
    at, actor, found = mine_by_number(request, number)
    cost = get_object_or_404(found.costs.all(), pk=cost_id)
    form = forms.AgreeForm(_sent(request), sides=_for(found, actor, timezone.localdate(at)))
    words = {
        "heading": _("Agree to the cost"), "cost": cost, "button": _("Agree"),
        "lede": _("Your agreement lets the cost arise. Who bears it in the end is agreed or decided later (art. 11)."),
    }  # fmt: skip

    act = partial(costs.agree_cost, actor=actor, at=at, cost_id=cost.pk)
    return _act(request, found, form, act, words)


@_door
def paid(request: HttpRequest, number: str, cost_id: UUID) -> HttpResponse:
    """Tell the court that the own side paid a cost in advance."""
    at, actor, found = mine_by_number(request, number)
    cost = get_object_or_404(found.costs.all(), pk=cost_id)
    form = forms.PaidForm(_sent(request), sides=_for(found, actor, timezone.localdate(at)))
    words = {
        "heading": _("Tell the court that you paid"), "cost": cost,
        "lede": _("The portal moves no money. It records who paid in advance and when."),
    }  # fmt: skip

    act = partial(costs.pay_cost, actor=actor, at=at, cost_id=cost.pk)
    return _act(request, found, form, act, words)


@_door
def quote(request: HttpRequest, number: str, attempt_id: UUID) -> HttpResponse:
    """Whoever was asked quotes for its own attempt."""
    at, actor, found = mine_by_number(request, number)
    on_route = get_object_or_404(own_attempts(found, actor, timezone.localdate(at)), pk=attempt_id)
    form = forms.QuoteForm(_sent(request))
    words = {
        "heading": _("Quote your costs"),
        "lede": _(
            "The court and the parties see the quote. Work begins once it is agreed to, unless the court says otherwise."
        ),
    }

    act = partial(costs.quote_cost, actor=actor, at=at, request_id=found.pk, attempt=on_route.pk)
    return _act(request, found, form, act, words)


def _for(found: AscertainmentRequest, actor: Actor, on: date, party_id: UUID | None = None) -> list[Party]:
    """The own sides, or the one for which a period runs; 404 for whoever stands on none."""
    sides = list(sides_of(found.case, actor, on).order_by("number"))
    fitting = [side for side in sides if party_id in (None, side.pk)]
    if not fitting:
        raise Http404
    return fitting


def _given(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _sent(request: HttpRequest) -> Any:
    """What was posted, also where nothing but the button was."""
    return request.POST if request.method == "POST" else None


def _done(request: HttpRequest, form: Form, run: Callable[[], Any]) -> bool:
    try:
        return request.method == "POST" and attempt(form, run)
    except PermissionDenied as refusal:
        raise Http404 from refusal


def _act(
    request: HttpRequest,
    found: AscertainmentRequest,
    form: Form,
    act: Callable[..., Any],
    words: dict[str, Any],
) -> HttpResponse:
    """The page of one form, or the act with what stands in it."""
    if _done(request, form, lambda: act(**form.cleaned_data)):
        messages.success(request, _("The court has received it."))
        return redirect("law:ascertainment", number=found.reference)
    return render(
        request,
        "foreign_law/ascertainment/act.html",
        {"form": form, "law_request": found, "back": _page(found), **words},
    )


def _page(found: AscertainmentRequest) -> str:
    return reverse("law:ascertainment", args=[found.reference])

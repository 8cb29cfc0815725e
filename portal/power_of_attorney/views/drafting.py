"""The principal's pages of a draft: begin, one question a page, the check before handing in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.drafts import actions as drafts
from portal.drafts.decorators import keeps_typed
from portal.identity.actors import actor_of
from portal.identity.decorators import signed_in
from portal.power_of_attorney.actions import drafting, submitting
from portal.power_of_attorney.forms.drafting import BeginForm, Scene
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.queries import drafting as queries
from portal.power_of_attorney.queries.drafting_words import in_words
from portal.power_of_attorney.rules import drafting as rules
from portal.power_of_attorney.rules.lifecycle import CURE
from portal.power_of_attorney.rules.texts import consents as texts
from portal.power_of_attorney.views.drafting_said import said
from portal.power_of_attorney.views.drafting_steps import STEPS, Step, after, before, step_open, steps_of
from portal.web.attempts import attempt

BEGIN = "power_of_attorney.begin"


def scene_of_mine(request: HttpRequest, power_id: UUID, *, own: bool = False) -> Scene:
    """A power that concerns this person, or 404; with ``own``, one in which the person is the principal."""
    at = timezone.now()
    actor = actor_of(request, at)
    power = get_object_or_404(queries.power_of_mine(actor), pk=power_id)
    if own and not drafting.is_own(actor, power):
        raise Http404
    return Scene(power, actor, at, timezone.localdate(at), get_language() or "zh-hant")


@keeps_typed(lambda: BEGIN)
@signed_in
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """For which matter: a case of mine, or one that is not before the court yet."""
    at = timezone.now()
    actor = actor_of(request, at)
    person = queries.own_person(actor)
    places = queries.places_in_cases(actor, timezone.localdate(at)) if person else []
    made: list[PowerOfAttorney] = []
    if request.method == "POST" and person is not None:
        form = BeginForm(request.POST, places=places)
        if attempt(form, lambda: made.append(drafting.draft(actor=actor, at=at, **form.entries()))):
            drafts.discard(actor.key, BEGIN)
            return redirect("powers:step", made[0].pk, steps_of(made[0])[0])
    else:
        kept = drafts.load(actor.key, BEGIN)
        form = BeginForm(places=places, initial=BeginForm.initial_from(kept or {}))
        form.is_resumed = kept is not None
    words = {"form": form, "person": person, "draft_key": BEGIN}
    return render(request, "power_of_attorney/power_begin.html", words)


def _step_key(power_id: UUID, name: str) -> str:
    return f"power_of_attorney.step:{power_id}.{name}"


@keeps_typed(_step_key)
@signed_in
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, power_id: UUID, name: str) -> HttpResponse:
    """One question of the draft."""
    scene = scene_of_mine(request, power_id, own=True)
    question = step_open(scene.power, name)
    if question is None:
        return _closed(request, scene, name)
    key = _step_key(power_id, name)
    if request.method == "POST":
        form = question.form(request.POST, request.FILES or None, scene=scene)
        if _goes_on(request, question, form) or attempt(form, lambda: question.run(scene, form)):
            drafts.discard(scene.actor.key, key)
            return _onwards(request, scene, name, question, form)
    else:
        kept = drafts.load(scene.actor.key, key)
        initial = question.form.initial_from(kept) if kept else question.form.opening(scene)
        form = question.form(scene=scene, initial=initial)
        form.is_resumed = kept is not None
    return render(request, question.template, _words(scene, name, question, form, key))


def _goes_on(request: HttpRequest, question: Step, form: Any) -> bool:
    """A list that grows is left by its own button, with the form of the next row empty."""
    return question.stays and "_next" in request.POST


def _onwards(request: HttpRequest, scene: Scene, name: str, question: Step, form: Any) -> HttpResponse:
    power = PowerOfAttorney.objects.get(pk=scene.power.pk)
    if question.stays and "_next" not in request.POST:
        messages.success(request, _("Saved."))
        return redirect("powers:step", power.pk, name)
    if name == "principal" and form.principal is None:
        return redirect("powers:step", power.pk, "entity")
    following = after(power, name)
    if "_check" in request.POST or request.GET.get("from") == "check" or not following:
        return redirect("powers:check", power.pk)
    return redirect("powers:step", power.pk, following)


def _closed(request: HttpRequest, scene: Scene, name: str) -> HttpResponse:
    """A question that is no longer asked: said to whoever has just answered it, otherwise no such page."""
    if request.method == "POST" and name in STEPS:
        messages.error(request, _("This can no longer be changed; the power of attorney has moved on."))
        return redirect("powers:power", scene.power.pk)
    raise Http404


def _words(scene: Scene, name: str, question: Step, form: Any, key: str) -> dict[str, Any]:
    names = steps_of(scene.power)
    words: dict[str, Any] = {
        "power": scene.power, "step": question, "name": name, "form": form, "draft_key": key,
        "number": names.index(name) + 1 if name in names else None, "count": len(names),
        "before": before(scene.power, name),
    }  # fmt: skip
    if name in texts.TEXTS:
        words |= consent_words(name, scene.language)
    if question.stays:
        words |= _rows(scene, name)
    return words


def consent_words(purpose: str, language: str) -> dict[str, Any]:
    """The text of a consent in the version in use, and the offline way."""
    version, offline = texts.version_now(purpose), texts.version_now("offline")
    return {
        "clauses": texts.clauses(purpose, version, language),
        "text_version": version,
        "offline": texts.clauses("offline", offline, language),
        "purpose": purpose,
    }


def _rows(scene: Scene, name: str) -> dict[str, Any]:
    if name == "agents":
        rows = queries.agent_rows(scene.power, scene.on)
        return {"rows": rows, "is_full": len(rows) >= rules.MOST_AGENTS}
    steps = scene.power.authority_steps.filter(withdrawn_at=None).select_related("exhibit")
    return {"rows": steps}


@signed_in
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """Everything that was answered, what is missing, and handing it in."""
    scene = scene_of_mine(request, power_id, own=True)
    power = scene.power
    if power.state not in queries.OPEN_TO_CHANGE:
        return redirect("powers:power", power.pk)
    if request.method == "POST":
        act = submitting.resubmit if power.state == CURE else submitting.submit
        try:
            act(actor=scene.actor, at=scene.at, power_id=power.pk)
            messages.success(
                request, _("Your power of attorney was handed in. You are told of each further step.")
            )
            return redirect("powers:power", power.pk)
        except ValidationError:
            messages.error(request, _("It could not be handed in yet. What is open stands below."))
            return redirect("powers:check", power.pk)
    return render(request, "power_of_attorney/power_check.html", _checked(scene))


def _checked(scene: Scene) -> dict[str, Any]:
    power, facts = scene.power, queries.facts_of(scene.power, scene.on)
    lines = said(scene, queries.agent_rows(power, scene.on))
    names = steps_of(power)
    missing = in_words(rules.problems(facts))
    open_at: dict[str, list[str]] = {}
    for row in missing:
        open_at.setdefault(row.field, []).append(row.sentence)
    shown = [name for name in STEPS if name in names or name == "principal"]
    rows = [
        {"name": name, "label": STEPS[name].label, "lines": lines.get(name, []), "missing": open_at.get(name, []),
         "can_change": name in names}
        for name in shown
    ]  # fmt: skip
    return {
        "power": power, "rows": rows, "missing": [
            {"field": row.field, "label": STEPS[row.field].label, "sentence": row.sentence} for row in missing
        ], "advice": in_words(rules.advice(facts)),
        "is_cure": power.state == CURE, "grounds": _grounds(power),
    }  # fmt: skip


def _grounds(power: PowerOfAttorney) -> str:
    """What the court asked to be corrected, told once (Provisions 2021 art. 9)."""
    if power.state != CURE:
        return ""
    found = power.reviews.filter(outcome="cure").order_by("-decided_at").first()
    return found.grounds if found else ""


@signed_in
@require_POST
def withdraw_authority(request: HttpRequest, power_id: UUID, step_id: UUID) -> HttpResponse:
    """Take a link out of the chain of authority."""
    scene = scene_of_mine(request, power_id, own=True)
    try:
        drafting.withdraw_authority(actor=scene.actor, at=scene.at, power_id=power_id, step_id=step_id)
        messages.success(request, _("The link was taken out."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("powers:step", power_id, "authority")

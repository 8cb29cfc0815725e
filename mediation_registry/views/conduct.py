"""Pages of those whom a mediation concerns: the list, a new one, the code, one mediation, one step, the minutes."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mediation_registry.actions import mediations as actions
from mediation_registry.forms.arranging import ArrangeForm, CodeForm
from mediation_registry.models import Mediation
from mediation_registry.queries.mediation_next import next_step
from mediation_registry.queries.mediation_page import Situation, mine
from mediation_registry.queries.mediation_papers import papers
from mediation_registry.queries.mediation_story import candidate_notices, story
from mediation_registry.queries.mediations import mediations_for
from mediation_registry.rules import texts
from mediation_registry.views.conduct_acts import Step, steps_open
from portal.audit.actors import Actor
from portal.drafts import actions as drafts
from portal.drafts.decorators import keeps_typed
from portal.drafts.sending import leads
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.models import Exhibit
from portal.identity.actors import actor_of
from portal.identity.decorators import second_factor_required, signed_in
from portal.web.attempts import attempt
from portal.web.errors import too_many
from portal.web.limits import counted_in

PER_PAGE = 20
CODES_AN_HOUR = 10


def who(request: HttpRequest) -> tuple[Actor, datetime]:
    """The acting person and the time, taken at the door."""
    at = timezone.now()
    return actor_of(request, at), at


def situation_of_mine(request: HttpRequest, mediation_id: UUID) -> Situation:
    """A mediation in which this person stands as party, mediator or organisation, or 404. The court has its desk."""
    actor, at = who(request)
    rows = mediations_for(actor, timezone.localdate(at)).select_related(
        "court", "case", "end_report", "follow_up"
    )
    situation = Situation(get_object_or_404(rows, pk=mediation_id), actor, at)
    standing = situation.standing
    if not (standing.is_party or standing.appointment or standing.organisation_of):
        raise Http404
    return situation


@signed_in
@require_GET
def my_mediations(request: HttpRequest) -> HttpResponse:
    """The mediations in which I stand: what is next in each, who holds it, until when."""
    actor, at = who(request)
    rows = mine(mediations_for(actor, timezone.localdate(at)))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = []
    for mediation in page:
        situation = Situation(mediation, actor, at)
        standing = situation.standing
        if standing.is_party or standing.appointment or standing.organisation_of:
            shown.append({"mediation": mediation, "next": next_step(situation), "parties": situation.parties})
    return render(
        request, "mediation_registry/mediation_list.html", {"rows": shown, "page_of_mediations": page}
    )


@keeps_typed(lambda: "mediation_registry.arrange")
@signed_in
@require_http_methods(["GET", "POST"])
def arrange(request: HttpRequest) -> HttpResponse:
    """Open a mediation and invite the other side; the one-time code is shown once."""
    actor, at = who(request)
    key = "mediation_registry.arrange"
    if request.method == "POST":
        form = ArrangeForm(request.POST)
        made: list[tuple[Mediation, str]] = []
        if attempt(
            form, lambda: made.append(actions.arrange_mediation(actor=actor, at=at, **form.entries()))
        ):
            drafts.discard(actor.key, key)
            mediation, code = made[0]
            leads(request, reverse("mediations:mediation", args=[mediation.pk]))
            return render(
                request, "mediation_registry/mediation_invited.html", {"mediation": mediation, "code": code}
            )
    else:
        draft = drafts.load(actor.key, key)
        form = ArrangeForm(initial=ArrangeForm.initial_from(draft or {}) or {"language": get_language()})
        form.is_resumed = draft is not None
    return render(request, "mediation_registry/mediation_new.html", {"form": form, "draft_key": key})


@signed_in
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Enter the one-time code; attempts are limited."""
    actor, at = who(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        if not _within_limit(actor, at):
            return too_many(request)
        joined: list[Mediation] = []
        if attempt(
            form, lambda: joined.append(actions.join_mediation(actor=actor, at=at, **form.cleaned_data))
        ):
            messages.success(request, _("You have joined. You are asked next whether you agree to mediate."))
            return redirect("mediations:mediation", joined[0].pk)
    return render(request, "mediation_registry/mediation_join.html", {"form": form})


@signed_in
@require_GET
def mediation(request: HttpRequest, mediation_id: UUID) -> HttpResponse:
    """One mediation: what is next, who holds it, until when; everything else below."""
    situation = situation_of_mine(request, mediation_id)
    language = get_language() or "zh-hant"
    steps, nxt = steps_open(situation), next_step(situation)
    words = {
        "situation": situation,
        "mediation": situation.mediation,
        "next": nxt,
        "next_step": steps.get(nxt.step),
        "steps": [(name, step) for name, step in steps.items() if name != nxt.step],
        "papers": papers(situation),
        "history": story(situation, language),
        "clocks": [
            {"clock": clock, "name": clock.name_in(language), "citation": clock.citation_in(language)}
            for clock in situation.clocks
        ],
        "notices": candidate_notices(situation),
    }
    return render(request, "mediation_registry/mediation_page.html", words)


@keeps_typed(lambda mediation_id, name: f"mediation_registry.act:{mediation_id}.{name}")
@signed_in
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, mediation_id: UUID, name: str) -> HttpResponse:
    """One step: its question, and answering it."""
    situation = situation_of_mine(request, mediation_id)
    step = steps_open(situation).get(name)
    if step is None:
        if request.method == "POST":
            messages.error(request, _("This step is not open any more; the mediation has moved on."))
            return redirect("mediations:mediation", mediation_id)
        raise Http404
    key = f"mediation_registry.act:{mediation_id}.{name}"
    if request.method == "POST":
        form = step.form(request.POST, request.FILES or None, situation=situation)
        try:
            if attempt(form, lambda: step.run(situation, form)):
                drafts.discard(situation.actor.key, key)
                messages.success(request, _("Done and recorded."))
                return _onwards(situation, mediation_id)
        except (PermissionDenied, Exhibit.DoesNotExist) as error:
            raise Http404 from error
    else:
        draft = drafts.load(situation.actor.key, key)
        form = step.form(situation=situation, initial=step.form.initial_from(draft or {}))
        form.is_resumed = draft is not None
    words = _words_above(situation, step) | {"form": form, "step": step, "draft_key": key}
    return render(request, "mediation_registry/mediation_step.html", words)


@second_factor_required
@require_GET
def minutes(request: HttpRequest, mediation_id: UUID, session_id: UUID) -> HttpResponseBase:
    """The minutes of a session, for parties and mediators; as an attachment that no browser runs."""
    situation = situation_of_mine(request, mediation_id)
    session = next((row for row in situation.sessions if row.pk == session_id and row.minutes_id), None)
    if session is None or session.minutes_id is None:
        raise Http404
    try:
        return sandboxed_response(actor=situation.actor, at=situation.at, exhibit_id=session.minutes_id)
    except (Exhibit.DoesNotExist, PermissionDenied) as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("mediations:mediation", mediation_id)


def _onwards(situation: Situation, mediation_id: UUID) -> HttpResponse:
    """Back to the mediation, or to the list where the step ended the reader's standing in it."""
    still = mediations_for(situation.actor, situation.on).filter(pk=mediation_id).exists()
    return redirect("mediations:mediation", mediation_id) if still else redirect("mediations:mine")


def _words_above(situation: Situation, step: Step) -> dict[str, Any]:
    language = get_language() or "zh-hant"
    words: dict[str, Any] = {"situation": situation, "mediation": situation.mediation}
    if step.text in texts.TEXTS:
        version = texts.version_now(step.text)
        if step.text == "agreement" and situation.terms is not None:
            version = situation.terms.text_version
        words |= {"clauses": texts.clauses(step.text, version, language), "text_version": version}
    return words


def _within_limit(actor: Actor, at: datetime) -> bool:
    """At most so many codes in an hour from one account."""
    return counted_in(f"mediation-code:{actor.key}", attempts=CODES_AN_HOUR, seconds=3600, at=at)

"""Back office: powers after the session – judicial review, effect, end, retention."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from portal.audit.history import history
from portal.cases.models.cases import person_id_of
from portal.identity.actors import actor_of
from portal.identity.models import Court, Office
from portal.identity.permissions import may
from portal.power_of_attorney.actions.keeping_notices import has_unreached_opponent
from portal.power_of_attorney.actions.keeping_retention import fix_period, obstacle_in_words
from portal.power_of_attorney.actions.keeping_review import missing_for_effect
from portal.power_of_attorney.documents.revocation import notice_of_end
from portal.power_of_attorney.forms.keeping import PeriodForm
from portal.power_of_attorney.models import GrantedPower
from portal.power_of_attorney.queries.keeping import OnTheDesk, after_session
from portal.power_of_attorney.queries.retention import classes_in_force
from portal.power_of_attorney.rules import lifecycle
from portal.power_of_attorney.rules.retention import NEVER_EFFECTIVE
from portal.power_of_attorney.viewsets.keeping_acts import offered
from portal.web.attempts import attempt

ON_A_PAGE = 50
PERIOD = "power_of_attorney.retention_fixed"


def on_my_desk(request: HttpRequest, power_id: UUID) -> OnTheDesk:
    """A power of the actor's court that is past its session, or 404."""
    at = timezone.now()
    actor = actor_of(request, at)
    power = get_object_or_404(after_session(actor, timezone.localdate(at)), pk=power_id)
    return OnTheDesk(power, actor, at)


@require_GET
def powers(request: HttpRequest) -> HttpResponse:
    """The powers of my court that are past their session."""
    at = timezone.now()
    actor, on = actor_of(request, at), timezone.localdate(at)
    if not may(actor, "power_of_attorney.sent_to_attesting_officer"):
        raise Http404
    page = Paginator(after_session(actor, on), ON_A_PAGE).get_page(request.GET.get("page"))
    words = {"title": _("Powers of attorney after the session"), "page": page}
    return render(request, "power_of_attorney/keeping_staff_list.html", words)


@require_GET
def power(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """One power: standing, effect in the case, retention, what the court may do, what happened."""
    situation = on_my_desk(request, power_id)
    found = situation.power
    reviewing = found.state == lifecycle.JUDICIAL_REVIEW
    labels = dict(GrantedPower.Power.choices)
    words = {
        "title": found.reference, "power": found, "situation": situation, "acts": offered(situation).items(),
        "missing": missing_for_effect(found) if reviewing else [],
        "power_labels": [labels[code] for code in situation.powers],
        "obstacle": obstacle_in_words(situation.keeping.obstacle),
        "unreached": found.ended_at is not None and has_unreached_opponent(found, situation.at),
        "history": history(found.chain, language=get_language() or "zh-hant"),
    }  # fmt: skip
    return render(request, "power_of_attorney/keeping_staff_power.html", words)


@require_http_methods(["GET", "POST"])
def act_on_power(request: HttpRequest, power_id: UUID, name: str) -> HttpResponse:
    """The page of one act of the court: its form, and pressing it."""
    situation = on_my_desk(request, power_id)
    act = offered(situation).get(name)
    if act is None:
        raise Http404
    given = request.POST if request.method == "POST" else None
    form = act.form(given, request.FILES or None, situation=situation)
    if request.method == "POST" and attempt(form, lambda: act.run(situation, form)):
        messages.success(request, _("Done and recorded."))
        return redirect("powers_kept:power", power_id)
    words = {"form": form, "title": act.label, "power": situation.power, "name": name}
    return render(request, "power_of_attorney/keeping_staff_form.html", words)


@require_GET
def notice(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """The notice of the end of a power, to be served on a side that has no account (CPL art. 63)."""
    situation = on_my_desk(request, power_id)
    if situation.power.ended_at is None:
        raise Http404
    pdf = notice_of_end(situation.power, language=get_language() or "zh-hant", at=situation.at)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{situation.power.reference}-end.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
def retention(request: HttpRequest, court_code: str) -> HttpResponse:
    """The classes of one court; a judge enters the period that the court fixed for sessions without effect."""
    at = timezone.now()
    actor, on = actor_of(request, at), timezone.localdate(at)
    court = get_object_or_404(Court, code=court_code)
    account = person_id_of(actor)
    offices = Office.objects.filter(holder_id=account, court=court).on(on)
    if account is None or not offices.filter(role__in=("clerk", "judge", "assistance_desk")).exists():
        raise Http404
    is_judge = offices.filter(role="judge").exists()
    form = PeriodForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not is_judge:
            raise Http404
        if attempt(form, lambda: fix_period(
            actor=actor, at=at, court=court, code=NEVER_EFFECTIVE, **form.cleaned_data
        )):  # fmt: skip
            messages.success(request, _("Done and recorded."))
            return redirect("powers_kept:retention", court_code)
    words = {
        "title": _("How long records are kept"), "court": court, "form": form if is_judge else None,
        "classes": classes_in_force(court, on),
    }  # fmt: skip
    return render(request, "power_of_attorney/keeping_staff_retention.html", words)

"""Pages of powers for those whom they concern: what it is about, the list, one power, its papers, taking it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from portal.audit.history import HistoryLine, history
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.models import Exhibit
from portal.identity.actors import actor_of
from portal.identity.decorators import second_factor_required, signed_in
from portal.power_of_attorney.actions import submitting
from portal.power_of_attorney.forms.agents import WithdrawForm
from portal.power_of_attorney.forms.drafting import Scene
from portal.power_of_attorney.models import AgentProof, PowerOfAttorney
from portal.power_of_attorney.queries import drafting as queries
from portal.power_of_attorney.queries import power_status
from portal.power_of_attorney.queries.powers import standing_of
from portal.power_of_attorney.rules import drafting as rules
from portal.power_of_attorney.rules import lifecycle as law
from portal.power_of_attorney.rules.texts import consents as texts
from portal.power_of_attorney.views.drafting import scene_of_mine
from portal.power_of_attorney.views.drafting_said import said
from portal.web.attempts import attempt

PER_PAGE = 20
#: Told to nobody outside the court, or said better elsewhere on the page.
NOT_IN_THE_STORY = frozenset({"device_tested", "answer_recorded", "identity_repeated", "warning_answered"})


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What signing before a judge is, what is needed, how it goes; for everybody."""
    language = request.LANGUAGE_CODE
    offline = texts.clauses("offline", texts.version_now("offline"), language)
    return render(request, "power_of_attorney/power_start.html", {"offline": offline})


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The powers that I give, or in which I am agent: where each stands, and who holds it."""
    at = timezone.now()
    actor = actor_of(request, at)
    page = Paginator(queries.powers_of_mine(actor), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        {"power": power, "standing": _standing_in_list(power, actor.key), "agents": _names(power)}
        for power in page
    ]
    return render(request, "power_of_attorney/power_list.html", {"rows": rows, "page_of_powers": page})


def _standing_in_list(power: PowerOfAttorney, key: str) -> power_status.Standing:
    account = key.removeprefix("user:")
    owners = {str(power.principal.user_id), str(power.representative.user_id if power.representative else "")}
    role = law.PRINCIPAL if account in owners else law.AGENT
    return power_status.standing_now(power, role, lacks_consent=False, lacks_papers=False)


def _names(power: PowerOfAttorney) -> list[str]:
    return [agent.name for agent in power.agents.all() if agent.withdrawn_at is None]


@signed_in
@require_GET
def power(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """One power: where it stands, what is next, everything below."""
    return render(request, "power_of_attorney/power_page.html", _page(scene_of_mine(request, power_id)))


def _page(scene: Scene) -> dict[str, Any]:
    power, on = scene.power, scene.on
    role = standing_of(power, scene.actor)
    agents = queries.agent_rows(power, on)
    account = scene.actor.key.removeprefix("user:")
    own = next((row for row in agents if row.agent.person and str(row.agent.person.user_id) == account), None)
    held = {row.purpose for row in power.consents.filter(holder_id=UUID(account), withdrawn_at=None)}
    standing = power_status.standing_now(
        power, role, lacks_consent=bool(set(rules.NEEDED_CONSENTS) - held),
        lacks_papers=own is not None and bool(own.missing),
    )  # fmt: skip
    review = (
        power.reviews.filter(outcome__in=("cure", "refused", "rejected", "change"))
        .order_by("-decided_at")
        .first()
    )
    booked = power.appointments.filter(state="booked").select_related("slot").first()
    return {
        "power": power, "role": role, "standing": standing, "agents": agents, "own_agency": own,
        "lines": said(scene, agents), "links": power_status.links_of(power, role),
        "others": queries.others_in_case(power, on), "story": _story(power, scene.language),
        "authority": power.authority_steps.filter(withdrawn_at=None).select_related("exhibit"),
        "review": review if power.state in (law.CURE, law.REJECTED, law.DOC_REVIEW) else None,
        "booked": booked.slot if booked else None,
        "offline": texts.clauses("offline", texts.version_now("offline"), scene.language)
        if power.state in (law.REJECTED, law.ATTESTING_ROUTE) else (),
    }  # fmt: skip


def _story(power: PowerOfAttorney, language: str) -> list[HistoryLine]:
    """What happened, the newest first: the acts on the power, without files and without the court's inner steps."""
    prefix = law.P
    shown = [
        line for line in history(power.chain, language=language)
        if line.act.startswith(prefix)
        and line.act.removeprefix(prefix) not in NOT_IN_THE_STORY
        and not (line.act == f"{prefix}edited" and line.facts.get("state") == law.DRAFT)
    ]  # fmt: skip
    return shown[::-1]


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """Take the power back before it takes effect, after a page that says what that means."""
    scene = scene_of_mine(request, power_id, own=True)
    if law.after(scene.power.state, f"{law.P}withdrawn") is None:
        raise Http404
    form = WithdrawForm(request.POST or None, is_draft=scene.power.state == law.DRAFT)
    if request.method == "POST" and attempt(form, lambda: submitting.withdraw(
        actor=scene.actor, at=scene.at, power_id=power_id, reason=form.cleaned_data["reason"]
    )):  # fmt: skip
        messages.success(request, _("The power of attorney was taken back."))
        return redirect("powers:power", power_id)
    return render(request, "power_of_attorney/power_withdraw.html", {"power": scene.power, "form": form})


@second_factor_required
@require_GET
def paper(request: HttpRequest, power_id: UUID, paper_id: UUID) -> HttpResponseBase:
    """A paper of an agent or of the entity's authority, for the principal and for the agent whose paper it is."""
    scene = scene_of_mine(request, power_id)
    exhibit_id = _exhibit_of(scene, paper_id)
    if exhibit_id is None:
        raise Http404
    try:
        return sandboxed_response(actor=scene.actor, at=scene.at, exhibit_id=exhibit_id)
    except (Exhibit.DoesNotExist, PermissionDenied) as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("powers:power", power_id)


def _exhibit_of(scene: Scene, paper_id: UUID) -> UUID | None:
    """The principal opens every paper of the power; an agent his own."""
    papers = AgentProof.objects.filter(agent__power=scene.power, pk=paper_id)
    links = scene.power.authority_steps.filter(pk=paper_id, exhibit__isnull=False)
    if standing_of(scene.power, scene.actor) != law.PRINCIPAL:
        papers = papers.filter(agent__person__user_id=scene.actor.key.removeprefix("user:"))
        links = links.none()
    found = papers.first() or links.first()
    return found.exhibit_id if found else None

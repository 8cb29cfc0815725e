"""Pages of agents: the invitation behind a one-time link, papers, taking an agent out; consents of everybody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.identity.actors import actor_of
from portal.identity.decorators import signed_in
from portal.identity.permissions import PermissionRefused
from portal.identity.queries import usable_licences
from portal.power_of_attorney.actions import agents, drafting
from portal.power_of_attorney.forms.agents import CONSENT_FORMS, AcceptForm, DeclineForm, PaperForm
from portal.power_of_attorney.forms.drafting import Scene
from portal.power_of_attorney.models import Consent
from portal.power_of_attorney.queries import drafting as queries
from portal.power_of_attorney.queries.drafting import AgentRow
from portal.power_of_attorney.rules import agents as law
from portal.power_of_attorney.rules import drafting as rules
from portal.power_of_attorney.rules import lifecycle
from portal.power_of_attorney.views.drafting import consent_words, scene_of_mine
from portal.power_of_attorney.views.drafting_said import said
from portal.power_of_attorney.views.drafting_steps import STEPS, answer_consent
from portal.web.attempts import attempt
from portal.web.errors import too_many
from portal.web.limits import counted_in

LINKS_AN_HOUR = 30
AGENT_ACTS = "agent_paper_filed"


@signed_in
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The draft as far as the one invited needs it to answer; accept or decline."""
    at = timezone.now()
    actor = actor_of(request, at)
    if not counted_in(f"power-invitation:{actor.key}", attempts=LINKS_AN_HOUR, seconds=3600, at=at):
        return too_many(request)
    agent = agents.invitation(token, at)
    if agent is None:
        return render(request, "power_of_attorney/power_invitation_closed.html", status=404)
    scene = Scene(agent.power, actor, at, timezone.localdate(at), get_language() or "zh-hant")
    person = queries.own_person(actor)
    licences = usable_licences(person, scene.on) if person else []
    declines = "_decline" in request.POST
    posted = request.POST if request.method == "POST" else None
    decline = DeclineForm(posted if declines else None)
    form = AcceptForm(None if declines else posted, kind=agent.kind, licences=licences)
    if posted is not None:
        answer = _answer(request, scene, token, decline if declines else form, declines)
        if answer is not None:
            return answer
    words = {
        "agent": agent, "power": agent.power, "person": person, "licences": licences, "form": form, "decline": decline,
        "lines": said(scene, []), "others": queries.others_in_case(agent.power, scene.on),
        "principal_name": agent.power.principal.name_for(scene.language),
    }  # fmt: skip
    return render(request, "power_of_attorney/power_invitation.html", words)


def _answer(request: HttpRequest, scene: Scene, token: str, form: Any, declines: bool) -> HttpResponse | None:
    """The answer done, and where to go on; None where the form is to be shown again."""
    keys: dict[str, Any] = {"actor": scene.actor, "at": scene.at, "token": token}
    try:
        if declines and attempt(form, lambda: agents.decline_invitation(**keys, **form.cleaned_data)):
            messages.success(request, _("You declined. The principal is told."))
            return redirect("powers:mine")
        if not declines and attempt(form, lambda: agents.accept_invitation(**keys, **form.entries())):
            messages.success(request, _("You accepted. Next: your papers and your consents."))
            return redirect("powers:own_agency", scene.power.pk)
    except PermissionRefused as error:
        raise Http404 from error
    return None


def _row_of(scene: Scene, agent_id: UUID | None) -> AgentRow:
    """The agent's row: his own, or any of the principal's power; otherwise no such page."""
    rows = queries.agent_rows(scene.power, scene.on)
    own = drafting.is_own(scene.actor, scene.power)
    for row in rows:
        mine = row.agent.person is not None and f"user:{row.agent.person.user_id}" == scene.actor.key
        if (agent_id is None and mine) or (row.agent.pk == agent_id and (mine or own)):
            return row
    raise Http404


@signed_in
@require_GET
def own_agency(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """To the papers of the agent who asks."""
    row = _row_of(scene_of_mine(request, power_id), None)
    return redirect("powers:agent", power_id, row.agent.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def agent(request: HttpRequest, power_id: UUID, agent_id: UUID) -> HttpResponse:
    """One agent: the papers of Interp. 88, filed and missing."""
    scene = scene_of_mine(request, power_id)
    row = _row_of(scene, agent_id)
    verified = row.agent.licence is not None and row.agent.licence.is_usable(scene.on)
    kinds = law.wanted(row.agent.kind, licence_verified=verified)
    can_file = lifecycle.after(scene.power.state, f"{lifecycle.P}{AGENT_ACTS}") is not None
    form = PaperForm(
        request.POST or None, request.FILES or None, kinds=kinds, first=row.missing[0] if row.missing else ""
    )
    if request.method == "POST" and attempt(form, lambda: agents.file_paper(
        actor=scene.actor, at=scene.at, power_id=power_id, agent_id=agent_id, **form.cleaned_data
    )):  # fmt: skip
        messages.success(request, _("The paper was filed."))
        return redirect("powers:agent", power_id, agent_id)
    own = drafting.is_own(scene.actor, scene.power)
    words = {
        "power": scene.power, "row": row, "form": form, "can_file": can_file, "article": law.ARTICLES[row.agent.kind],
        "is_principal": own, "can_change": own and scene.power.state in queries.OPEN_TO_CHANGE,
        "licence_verified": verified and row.agent.kind == "lawyer",
    }  # fmt: skip
    return render(request, "power_of_attorney/power_agent.html", words)


@signed_in
@require_POST
def withdraw_paper(request: HttpRequest, power_id: UUID, paper_id: UUID) -> HttpResponse:
    """Take a paper back."""
    scene = scene_of_mine(request, power_id)
    try:
        paper = agents.withdraw_paper(actor=scene.actor, at=scene.at, power_id=power_id, paper_id=paper_id)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("powers:power", power_id)
    messages.success(request, _("The paper was withdrawn."))
    return redirect("powers:agent", power_id, paper.agent_id)


@signed_in
@require_POST
def change_agent(request: HttpRequest, power_id: UUID, agent_id: UUID) -> HttpResponse:
    """The principal takes an agent out, or sends a new link."""
    scene = scene_of_mine(request, power_id, own=True)
    keys: dict[str, Any] = {"actor": scene.actor, "at": scene.at, "power_id": power_id, "agent_id": agent_id}
    try:
        if "_remove" in request.POST:
            agents.remove_agent(**keys)
            messages.success(request, _("The agent was taken out."))
        else:
            agents.invite_again(**keys)
            messages.success(request, _("A new link was sent. The earlier one no longer opens."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("powers:step", power_id, "agents")


@signed_in
@require_GET
def consents(request: HttpRequest, power_id: UUID) -> HttpResponse:
    """My consents: each by itself, with its text, and how to withdraw it."""
    scene = scene_of_mine(request, power_id)
    held = {row.purpose: row for row in _held(scene)}
    rows = [
        {
            "purpose": purpose,
            "label": label,
            "consent": held.get(purpose),
            "needed": purpose in rules.NEEDED_CONSENTS,
        }
        for purpose, label in Consent.Purpose.choices
    ]
    words = {"power": scene.power, "rows": rows, "is_open": scene.power.state not in lifecycle.ENDED}
    return render(
        request, "power_of_attorney/power_consents.html", words | consent_words("online", scene.language)
    )


def _held(scene: Scene) -> list[Consent]:
    holder = UUID(scene.actor.key.removeprefix("user:"))
    return list(scene.power.consents.filter(holder_id=holder, withdrawn_at=None))


@signed_in
@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, power_id: UUID, purpose: str) -> HttpResponse:
    """One consent: its text, yes or no; what withdrawing it means."""
    scene = scene_of_mine(request, power_id)
    if purpose not in CONSENT_FORMS or scene.power.state in lifecycle.ENDED:
        raise Http404
    kind = CONSENT_FORMS[purpose]
    form = kind(request.POST or None, scene=scene, initial=kind.opening(scene))
    if request.method == "POST" and attempt(
        form, lambda: answer_consent(scene, purpose, form.cleaned_data["consents"] == "yes")
    ):
        messages.success(request, _("Your answer was recorded."))
        return redirect("powers:consents", power_id)
    ends = lifecycle.after(scene.power.state, f"{lifecycle.P}taken_offline") is not None
    words = {
        "power": scene.power, "form": form, "step": STEPS[purpose],
        "ends": ends and purpose in rules.NEEDED_CONSENTS and drafting.is_own(scene.actor, scene.power),
    }  # fmt: skip
    return render(
        request, "power_of_attorney/power_consent.html", words | consent_words(purpose, scene.language)
    )

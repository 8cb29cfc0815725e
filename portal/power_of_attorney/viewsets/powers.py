"""Powers of attorney on the desk of their court: the list, the whole file of one, one page for each act."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from portal.audit.actors import Actor
from portal.audit.history import history
from portal.cases.views import who
from portal.exhibits.downloads import sandboxed_response
from portal.identity.roles import Role
from portal.identity.viewsets.hidden import HiddenIndexView, HiddenMixin
from portal.identity.viewsets.records import RecordViewSet
from portal.power_of_attorney.models import AgentProof, AuthorityStep, PowerOfAttorney
from portal.power_of_attorney.rules import lifecycle
from portal.power_of_attorney.viewsets.acts import form_page, hidden, offered, seats_at
from portal.power_of_attorney.viewsets.facts import facts, parts, person_name, warnings
from portal.power_of_attorney.viewsets.power_acts import ACTS
from portal.power_of_attorney.viewsets.slots import slot_addresses

WITH_ROOM = (
    lifecycle.SCHEDULED, lifecycle.LOBBY, lifecycle.IN_SESSION, lifecycle.SUSPENDED, lifecycle.SIGNED,
)  # fmt: skip
WATCHERS = {Role.JUDGE.value, Role.CLERK.value}


def power_on_my_desk(request: HttpRequest, power_id: UUID | str) -> tuple[PowerOfAttorney, Any, Any]:
    """A power of the actor's court that was submitted, or 404."""
    actor, at = who(request)
    rows = PowerOfAttorney.objects.for_staff(actor, timezone.localdate(at))
    rows = rows.select_related("court", "case", "party", "principal__user", "representative__user", "cause")
    return get_object_or_404(rows, pk=power_id), actor, at


class PowerIndexView(HiddenIndexView):
    """The powers submitted to my court."""

    def get_base_queryset(self) -> QuerySet[PowerOfAttorney]:
        actor, at = who(self.request)
        rows = PowerOfAttorney.objects.for_staff(actor, timezone.localdate(at))
        rows = rows.select_related("court", "principal", "representative")
        return rows.prefetch_related("principal__names").order_by("-submitted_at")


class PowerPage(HiddenMixin, generic.InspectView):
    """One power before the court's staff."""

    template_name = "power_of_attorney/staff/power.html"
    page_title = _("Power of attorney")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.actor, self.at = who(request)
        self.today = timezone.localdate(self.at)
        super().setup(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> PowerOfAttorney:
        return power_on_my_desk(self.request, self.pk)[0]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        power: PowerOfAttorney = self.object
        found = offered(ACTS, power, self.actor, self.today)
        words = {
            "power": power,
            "warnings": warnings(power, self.today),
            "facts": [(label, value) for label, value in facts(power) if value not in (None, "")],
            "buttons": [
                (reverse("powers_desk:act", args=[power.pk, name]), act) for name, act in found.items()
            ],
            "parts": parts(power, self.today),
            "pages": pages_of(power, self.actor, self.today),
            "history": history(power.chain, language=get_language(), show_private=True),
        }
        return super().get_context_data(**words, **kwargs)


def pages_of(power: PowerOfAttorney, actor: Actor, on: date) -> list[tuple[str, Any]]:
    """The pages that this power has in its state, as (address, label); recordings for judge and clerk only."""
    has_room = power.state in WITH_ROOM
    found: list[tuple[bool, str, Any]] = [
        (has_room, "room", _("Witnessing room")),
        (power.versions.exists(), "instrument", _("Text of the instrument")),
        (power.sessions.exists() and not has_room, "packages", _("Evidence package")),
    ]
    pages = [(reverse(f"powers:{name}", args=[power.pk]), label) for shown, name, label in found if shown]
    if seats_at(power, actor, on) & WATCHERS:
        held = power.sessions.filter(room__recordings__isnull=False).distinct().order_by("number")
        pages += [(reverse("rooms:recordings", args=[one.room_id]), _("Recordings")) for one in held]
    return pages


def act_on_power(request: HttpRequest, power_id: UUID, name: str) -> HttpResponse:
    """The page of one act: its form, and pressing it."""
    power, actor, at = power_on_my_desk(request, power_id)
    today = timezone.localdate(at)
    act = offered(ACTS, power, actor, today).get(name)
    if act is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = act.form(posted, power=power, actor=actor, at=at, on=today)
    return form_page(
        request, form, lambda: act.run(power, actor, at, form),
        back=reverse("powers_desk:inspect", args=[power.pk]),
        words={"title": act.label, "subtitle": power.reference, "act": act},
    )  # fmt: skip


def paper(request: HttpRequest, power_id: UUID, exhibit_id: UUID) -> HttpResponseBase:
    """Open a paper of an agent or of the entity's chain of authority."""
    power, actor, at = power_on_my_desk(request, power_id)
    proofs = AgentProof.objects.filter(agent__power=power, exhibit=exhibit_id)
    steps = AuthorityStep.objects.filter(power=power, exhibit=exhibit_id)
    if not proofs.exists() and not steps.exists():
        raise Http404
    with hidden():
        return sandboxed_response(actor=actor, at=at, exhibit_id=exhibit_id)


class PowerViewSet(RecordViewSet):
    """Powers of attorney: read; buttons call actions."""

    model = PowerOfAttorney
    name = "powers_desk"
    url_prefix = "powers"
    icon = "clipboard-list"
    menu_label = _("Powers of attorney")
    menu_order = 120
    add_to_admin_menu = True
    index_view_class = PowerIndexView
    inspect_view_class = PowerPage
    list_display = (
        "reference",
        Column("principal", label=_("Principal"), accessor=lambda power: person_name(power.principal)),
        "court", "state", "submitted_at",
    )  # fmt: skip
    list_filter = ("state", "legal_basis")
    search_fields = ("reference",)
    inspect_view_fields = ["reference"]

    def get_urlpatterns(self) -> list[Any]:
        """Reading and acting; the court's times."""
        return [
            *super().get_urlpatterns(),
            *slot_addresses(),
            path("<uuid:power_id>/act/<slug:name>/", act_on_power, name="act"),
            path("<uuid:power_id>/papers/<uuid:exhibit_id>/", paper, name="paper"),
        ]

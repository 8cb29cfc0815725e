"""Registrations of one area: the draft, its agents, consents and papers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.power_of_attorney.apps import drafting_words


def open_doors() -> None:
    """Acts, notices, scopes, drafts, menu and card of this area."""
    from portal.exhibits.scopes import register_scope as register_exhibit_scope
    from portal.identity.permissions import register_scope
    from portal.pages.registry import Card, register_card
    from portal.power_of_attorney.models import PowerOfAttorney
    from portal.web.navigation import MenuEntry, register_menu_entry, signed_in
    from portal.web.sitemaps import Place, register

    drafting_words.register()
    register_scope(PowerOfAttorney, on_the_desk)
    register_exhibit_scope("power_of_attorney", may_reach)
    register_menu_entry("powers", MenuEntry(_("Powers of attorney"), "powers:mine", 62, signed_in))
    register_card("powers", Card(
        _("Sign a power of attorney before a judge"),
        _("By live video from Hong Kong or Macao: you, your agent and the judge. No notary, no travel."),
        "powers:start", order=30,
    ))  # fmt: skip
    register("powers of attorney", lambda: [Place("powers/start/")])
    _register_drafts()


def on_the_desk(queryset: Any, actor: Actor) -> Any:
    """Back office: the powers handed in to the actor's courts, save those that concern the actor."""
    from portal.cases.models.cases import person_id_of
    from portal.identity.roles import COURT_ROLES, Role

    if not actor.roles & {Role.AUDITOR.value, *(role.value for role in COURT_ROLES)}:
        return queryset.none()
    handed_in = queryset.filter(court__code__in=actor.courts, submitted_at__isnull=False)
    account = person_id_of(actor)
    own = queryset.model.objects.touching(account) if account else queryset.model.objects.none()
    return handed_in.exclude(pk__in=own.values("pk"))


def may_reach(actor: Actor, key: str, at: datetime) -> bool:
    """Exhibits of a power are for the principal, the agents who accepted, and the staff of its court."""
    from portal.power_of_attorney.models import PowerOfAttorney

    try:
        power_id = UUID(key)
    except ValueError:
        return False
    return PowerOfAttorney.objects.for_user(actor, timezone.localdate(at)).filter(pk=power_id).exists()


def _register_drafts() -> None:
    from portal.drafts.registry import register_form

    def step(suffix: str) -> str:
        power_id, _dot, name = suffix.partition(".")
        return reverse("powers:step", args=[power_id, name])

    register_form(
        "power_of_attorney.begin",
        label=_("A power of attorney to begin"),
        address=lambda _key: reverse("powers:begin"),
    )
    register_form("power_of_attorney.step", label=_("A question of a power of attorney"), address=step)

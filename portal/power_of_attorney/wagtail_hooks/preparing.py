"""The back office of one area: powers before the session, the court's times, and the one permission policy."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from portal.identity.actors import actor_of
from portal.identity.permissions import RolePolicy, may
from portal.power_of_attorney.models import PowerOfAttorney

READERS = ("clerk", "judge", "assistance_desk")
register_permission_policy(PowerOfAttorney, RolePolicy(PowerOfAttorney, {"view": READERS}))

from portal.power_of_attorney.viewsets.powers import PowerViewSet  # noqa: E402  (after the policy)


class SlotsItem(MenuItem):
    """Shown to whoever may offer times."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may(actor_of(request, timezone.now()), "power_of_attorney.slot_offered")


@hooks.register("register_admin_viewset")
def register_powers() -> PowerViewSet:
    """Powers of attorney on the desk."""
    return PowerViewSet()


@hooks.register("register_admin_menu_item")
def slots_entry() -> MenuItem:
    """The court's times for witnessing."""
    return SlotsItem(_("Times for witnessing"), reverse("powers_desk:slots"), icon_name="date", order=121)

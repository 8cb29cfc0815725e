"""Listings before their home authority: read by the scheme's officers and courts, moved by the authority that decides."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from mediation_registry.actions import listings as actions
from mediation_registry.forms import listings as forms
from mediation_registry.models import Listing
from mediation_registry.queries import criteria, desk, editions
from mediation_registry.rules import lifecycle
from mediation_registry.viewsets.acts import DeskAct, deposited, form_page, who
from mediation_registry.viewsets.applications import opened
from mediation_registry.viewsets.lists import column, name_column
from portal.audit.access import names_of
from portal.audit.actors import Actor
from portal.audit.history import history
from portal.identity.permissions import may, visible
from portal.identity.viewsets.hidden import HiddenIndexView, HiddenMixin
from portal.identity.viewsets.records import RecordViewSet


def _with_file(action: Any) -> Any:
    def run(listing: Listing, actor: Actor, at: datetime, form: Any) -> Any:
        exhibit = deposited(actor, at, form.cleaned_data.get("upload"), f"listing:{listing.pk}")
        return action(actor=actor, at=at, listing_id=listing.pk, exhibit=exhibit, **form.entries())

    return run


def _plain(action: Any) -> Any:
    def run(listing: Listing, actor: Actor, at: datetime, form: Any) -> Any:
        return action(actor=actor, at=at, listing_id=listing.pk, **form.entries())

    return run


ACTS: dict[str, DeskAct] = {
    "remove": DeskAct(actions.REMOVED, _("Remove from the panel"), forms.RemoveForm, _with_file(actions.remove), True),
    "suspend": DeskAct(actions.SUSPENDED, _("Suspend"), forms.SuspendForm, _with_file(actions.suspend), True),
    "reinstate": DeskAct(
        actions.REINSTATED, _("End the suspension"), forms.ReinstateForm, _with_file(actions.reinstate)),
    "withdraw": DeskAct(
        actions.WITHDRAWN, _("Record a withdrawal"), forms.WithdrawForm, _plain(actions.withdraw_listing), True),
    "expire": DeskAct(actions.EXPIRED, _("Record the end of the term"), forms.ExpireForm, _plain(actions.expire), True),
    "death": DeskAct(actions.DIED, _("Record a death"), forms.DeathForm, _with_file(actions.record_death), True),
    "set-aside": DeskAct(
        actions.SET_ASIDE, _("Set the last entry aside"), forms.SetAsideForm, _with_file(actions.set_aside)),
}  # fmt: skip

#: The registrant's chain also holds the profile, the calendar, messages: those are nobody's business here.
OF_THE_LISTING = frozenset({act.act for act in ACTS.values()} | {"mediation_registry.listed"})


def offered(listing: Listing, actor: Actor, at: datetime) -> dict[str, DeskAct]:
    """The buttons of a listing: for the authority that decides in its place, by the table, by the rules that exist."""
    if not desk.is_home_of(actor, listing):
        return {}
    if not editions.newest(Listing.objects.filter(pk=listing.pk)).exists():
        return {}
    return {
        name: act
        for name, act in ACTS.items()
        if may(actor, act.act)
        and lifecycle.listing_after(listing.state, act.act) is not None
        and _is_enabled(act.act, listing, at)
    }


def _is_enabled(act: str, listing: Listing, at: datetime) -> bool:
    """Powers that no published instrument gives stay off until an authority's rule is cited."""
    power = lifecycle.ENABLED_BY_RULE.get(act)
    today = timezone.localdate(at)
    if power is None:
        return True
    if act == actions.EXPIRED and (listing.valid_to is None or listing.valid_to > today):
        return False
    return criteria.enabled(power, listing.edition.scheme, listing.jurisdiction, today) is not None


def listing_of_mine(request: HttpRequest, listing_id: UUID) -> tuple[Listing, Actor, datetime]:
    """A listing in the actor's scope, or 404."""
    actor, at = who(request)
    rows = visible(Listing.objects.all(), actor).select_related(
        "registrant__person", "edition__scheme", "jurisdiction"
    )
    return get_object_or_404(rows, pk=listing_id), actor, at


class ListingIndexView(HiddenIndexView):
    """The listings of published editions."""

    def get_base_queryset(self) -> QuerySet[Listing]:
        rows = super().get_base_queryset().select_related("registrant__person", "edition", "jurisdiction")
        return rows.prefetch_related("registrant__person__names")


class ListingView(HiddenMixin, generic.InspectView):
    """One listing: names as certified, what became of it entry by entry, buttons."""

    template_name = "mediation_registry/staff/listing.html"
    page_title = _("Listing")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.actor, self.at = who(request)
        super().setup(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Listing:
        return listing_of_mine(self.request, self.pk)[0]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listing = self.object
        is_officer = desk.listings_with_files(Listing.objects.filter(pk=listing.pk), self.actor).exists()
        entries = list(listing.entries.all())
        lines = history(listing.registrant.chain, language=get_language(), show_private=is_officer)
        words = {
            "listing": listing,
            "entries": entries,
            "buttons": offered(listing, self.actor, self.at),
            "is_officer": is_officer,
            "names": names_of({entry.recorded_by for entry in entries}),
            "history": [line for line in lines if line.act in OF_THE_LISTING],
        }
        return super().get_context_data(**words, **kwargs)


def act_on_listing(request: HttpRequest, listing_id: UUID, name: str) -> HttpResponse:
    """The page of one act, and pressing it."""
    listing, actor, at = listing_of_mine(request, listing_id)
    act = offered(listing, actor, at).get(name)
    if act is None:
        raise Http404
    posted = request.method == "POST"
    form = act.form(request.POST if posted else None, request.FILES if posted else None)
    return form_page(
        request, form, lambda: act.run(listing, actor, at, form),
        back=reverse("panel_listings:inspect", args=[listing.pk]),
        words={"title": act.label, "subtitle": listing.certificate_no, "act": act},
    )  # fmt: skip


def instrument(request: HttpRequest, listing_id: UUID, entry_id: UUID) -> HttpResponseBase:
    """Open the instrument of an entry."""
    listing, actor, at = listing_of_mine(request, listing_id)
    entry = get_object_or_404(listing.entries.exclude(exhibit=None).select_related("exhibit"), pk=entry_id)
    return opened(actor, at, entry.exhibit)


class ListingViewSet(RecordViewSet):
    """Listings: read; buttons call actions."""

    model = Listing
    name = "panel_listings"
    url_prefix = "panel-listings"
    icon = "tag"
    menu_label = _("Listings on the panel")
    index_view_class = ListingIndexView
    inspect_view_class = ListingView
    list_display = (
        "certificate_no", name_column(label=_("Mediator or organisation")), "jurisdiction",
        column("edition", _("Edition"), lambda row: str(row.edition.year), "edition__year"), "state", "valid_from",
    )  # fmt: skip
    list_filter = ("state", "jurisdiction", "edition__year")
    search_fields = ("certificate_no", "registrant__register_no", "registrant__person__names__text")
    inspect_view_fields = ["certificate_no"]

    def get_urlpatterns(self) -> list[Any]:
        """Reading, acting, opening instruments."""
        return [
            *super().get_urlpatterns(),
            path("<uuid:listing_id>/act/<slug:name>/", act_on_listing, name="act"),
            path("<uuid:listing_id>/entries/<uuid:entry_id>/instrument/", instrument, name="instrument"),
        ]

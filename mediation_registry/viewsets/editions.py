"""Editions of the panel: prepared, filled, counted, looked at as a table, published by a second person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from mediation_registry.actions import editions as actions
from mediation_registry.actions.certificates import order_sealing
from mediation_registry.forms import editions as forms
from mediation_registry.forms.certificates import usual_pair
from mediation_registry.forms.editions import SealingForm
from mediation_registry.models import Listing, PanelEdition
from mediation_registry.queries import editions as queries
from mediation_registry.queries.certificates import progress_of
from mediation_registry.tasks.certificates import seal_edition
from mediation_registry.viewsets.acts import attempt, form_page, hidden, who
from mediation_registry.viewsets.lists import column
from portal.audit.access import names_of
from portal.audit.actors import Actor
from portal.audit.history import history
from portal.identity.models import Jurisdiction
from portal.identity.permissions import visible
from portal.identity.viewsets.hidden import HiddenIndexView, HiddenMixin
from portal.identity.viewsets.records import RecordViewSet
from portal.web.jobs import ask_for
from portal.web.spreadsheets import csv_line

COLUMNS = ("zh-hant", "zh-hans", "pt", "latin")


def edition_of_mine(request: HttpRequest, edition_id: UUID) -> tuple[PanelEdition, Actor, Any]:
    """An edition in the actor's scope, or 404."""
    actor, at = who(request)
    rows = visible(PanelEdition.objects.select_related("scheme"), actor)
    return get_object_or_404(rows, pk=edition_id), actor, at


def publishes(actor: Actor, edition: PanelEdition) -> bool:
    """May the actor work on this edition at all?"""
    return queries.schemes_published_by(actor).filter(pk=edition.scheme_id).exists()


class EditionIndexView(HiddenIndexView):
    """The editions of the schemes before the actor."""

    def get_base_queryset(self) -> QuerySet[PanelEdition]:
        rows = super().get_base_queryset().select_related("scheme")
        return rows.annotate(line_count=Count("entries"))

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        actor, _at = who(self.request)
        if not queries.schemes_published_by(actor).exists():
            return []
        return [
            HeaderButton(_("Prepare an edition"), reverse("panel_editions:prepare"), icon_name="plus"),
            HeaderButton(
                _("Bring in a panel from a file"), reverse("panel_imports:upload"), icon_name="upload"
            ),
        ]


class EditionView(HiddenMixin, generic.InspectView):
    """One edition: who prepared and published it, how many for each place, its lines."""

    template_name = "mediation_registry/staff/edition.html"
    page_title = _("Edition of the panel")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.actor, self.at = who(request)
        super().setup(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> PanelEdition:
        return get_object_or_404(
            visible(PanelEdition.objects.select_related("scheme"), self.actor), pk=self.pk
        )

    def get_page_subtitle(self) -> str:
        """The year."""
        return str(self.object.year)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.object
        prepared = edition.state == PanelEdition.State.PREPARED
        mine = prepared and publishes(self.actor, edition)
        places = {row.code: str(row.name) for row in Jurisdiction.objects.all()}
        words = {
            "edition": edition,
            "counts": [(places.get(row.place, row.place), row) for row in queries.counts(edition)],
            "lines": list(queries.lines_of(edition)),
            "listed": _listed(edition),
            "runs": [
                (run, progress_of(run)) for run in edition.sealing_runs.prefetch_related("lines__listing")
            ],
            "may_seal": edition.state == PanelEdition.State.PUBLISHED and publishes(self.actor, edition),
            "left": queries.left_behind(edition).count() if prepared else 0,
            "is_mine": mine,
            "may_publish": mine and edition.prepared_by != self.actor.key,
            "names": names_of({edition.prepared_by, edition.published_by} - {""}),
            "history": history(queries.chain_of(edition), language=get_language(), show_private=mine),
        }
        return super().get_context_data(**words, **kwargs)


def _listed(edition: PanelEdition) -> dict[Any, Listing]:
    """The listing of each registrant of a published edition."""
    rows = Listing.objects.filter(edition=edition).only(
        "pk", "registrant_id", "certificate_no", "state", "names", "edition_id"
    )
    return {row.registrant_id: row for row in rows}


def prepare(request: HttpRequest) -> HttpResponse:
    """Begin an edition, and put in what the conference determined."""
    actor, at = who(request)
    schemes = queries.schemes_published_by(actor)
    if not schemes.exists():
        raise Http404
    form = forms.PrepareForm(request.POST if request.method == "POST" else None, schemes=schemes)
    made: list[PanelEdition] = []

    def run() -> None:
        entries = dict(form.cleaned_data)
        determined, listed = entries.pop("with_determined"), entries.pop("with_listed")
        with transaction.atomic():
            edition = actions.prepare_edition(actor=actor, at=at, **entries)
            applications = queries.determined_without_edition(edition.scheme) if determined else ()
            lines = [row.pk for row in applications]
            taken = {row.registrant_id for row in applications}
            carried = (
                [row.pk for row in queries.carriable(edition) if row.registrant_id not in taken]
                if listed
                else []
            )
            if lines or carried:
                actions.add_lines(
                    actor=actor, at=at, edition_id=edition.pk, application_ids=lines, listing_ids=carried
                )
            made.append(edition)

    if request.method == "POST" and attempt(form, run):
        messages.success(request, _("The edition is prepared; another person publishes it."))
        return redirect("panel_editions:inspect", made[0].pk)
    back = reverse("panel_editions:index")
    context = {"form": form, "title": _("Prepare an edition"), "back": back, "icon": "plus"}
    return render(request, "mediation_registry/staff/form.html", context)


def lines(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Choose the lines that are added."""
    edition, actor, at = edition_of_mine(request, edition_id)
    if edition.state != PanelEdition.State.PREPARED or not publishes(actor, edition):
        raise Http404
    applications = list(queries.determined_without_edition(edition.scheme))
    listings = list(queries.carriable(edition).select_related("edition"))
    form = forms.LinesForm(
        request.POST if request.method == "POST" else None, applications=applications, listings=listings
    )

    def run() -> None:
        actions.add_lines(
            actor=actor, at=at, edition_id=edition.pk,
            application_ids=[UUID(key) for key in form.cleaned_data["applications"]],
            listing_ids=[UUID(key) for key in form.cleaned_data["listings"]],
        )  # fmt: skip

    if request.method == "POST" and attempt(form, run):
        messages.success(request, _("Done and recorded."))
        return redirect("panel_editions:inspect", edition.pk)
    chosen = set(form["applications"].value() or []) | set(form["listings"].value() or [])
    context = {
        "form": form, "edition": edition, "applications": applications, "listings": listings, "chosen": chosen,
        "title": _("Add lines to the edition"),
    }  # fmt: skip
    return render(request, "mediation_registry/staff/edition_lines.html", context)


def drop(request: HttpRequest, edition_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take one line out; by POST only."""
    edition, actor, at = edition_of_mine(request, edition_id)
    if request.method != "POST":
        raise Http404
    form = forms.PublishForm(request.POST)
    with hidden():
        done = attempt(
            form,
            lambda: actions.drop_from_edition(actor=actor, at=at, edition_id=edition.pk, entry_id=entry_id),
        )
    if done:
        messages.success(request, _("Done and recorded."))
    else:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    return redirect("panel_editions:inspect", edition.pk)


def publish(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """The second person publishes."""
    edition, actor, at = edition_of_mine(request, edition_id)
    if not publishes(actor, edition):
        raise Http404
    form = forms.PublishForm(request.POST if request.method == "POST" else None)
    count, left = edition.entries.count(), queries.left_behind(edition).count()
    sentences = [
        ngettext("%(count)s line will be published.", "%(count)s lines will be published.", count) % {"count": count},
        ngettext(
            "%(count)s listing in force ends because it is not carried forward.",
            "%(count)s listings in force end because they are not carried forward.", left,
        ) % {"count": left},
    ]  # fmt: skip
    return form_page(
        request, form, lambda: actions.publish_edition(actor=actor, at=at, edition_id=edition.pk),
        back=reverse("panel_editions:inspect", args=[edition.pk]),
        words={"title": _("Publish the edition"), "subtitle": str(edition.year), "sentences": sentences},
    )  # fmt: skip


def discard(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Give it up before publication."""
    edition, actor, at = edition_of_mine(request, edition_id)
    if edition.state != PanelEdition.State.PREPARED or not publishes(actor, edition):
        raise Http404
    form = forms.DiscardForm(request.POST if request.method == "POST" else None)
    return form_page(
        request, form,
        lambda: actions.discard_edition(actor=actor, at=at, edition_id=edition.pk, **form.cleaned_data),
        back=reverse("panel_editions:inspect", args=[edition.pk]),
        words={"title": _("Discard the edition"), "subtitle": str(edition.year), "act": {"alarming": True}},
    )  # fmt: skip


def seal(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Order the sealing of every certificate in two languages; jobs do it, and go on where they were stopped."""
    edition, actor, at = edition_of_mine(request, edition_id)
    if edition.state != PanelEdition.State.PUBLISHED or not publishes(actor, edition):
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = SealingForm(posted, initial=usual_pair(get_language() or "en"))
    ordered: list[UUID] = []

    def run() -> None:
        pair = form.cleaned_data
        made = order_sealing(
            actor=actor,
            at=at,
            edition_id=edition.pk,
            first_language=pair["first"],
            second_language=pair["second"],
        )
        ordered.append(made.pk)

    answer = form_page(
        request, form, run, back=reverse("panel_editions:inspect", args=[edition.pk]),
        words={"title": _("Seal the certificates"), "subtitle": str(edition.year)},
    )  # fmt: skip
    for key in ordered:
        start_sealing(key)
    return answer


def start_sealing(key: UUID) -> None:
    """Tell the job runner once the order is committed; where it cannot be reached, the next beat takes it up."""
    ask_for(seal_edition.name, str(key))


def preview(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """The edition as a CSV table (UTF-8 with BOM), as it stands now."""
    edition, _actor, _at = edition_of_mine(request, edition_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers={
        "Content-Disposition": f'attachment; filename="panel-{edition.scheme.code}-{edition.year}.csv"',
        "Cache-Control": "private, no-store",
    })  # fmt: skip
    response.write("\ufeff")
    response.write(
        csv_line(["register_no", "certificate_no", "place", *(f"name_{code}" for code in COLUMNS), "origin"])
    )
    listed = _listed(edition)
    for line in queries.lines_of(edition):
        listing = listed.get(line.registrant_id)
        names = listing.names if listing else {n.script: n.text for n in line.registrant.person.current_names}
        origin = line.application.reference if line.application else ""
        origin = origin or (line.carried_from.certificate_no if line.carried_from else "")
        cells = [
            line.registrant.register_no,
            listing.certificate_no if listing else "",
            line.jurisdiction.code,
        ]
        response.write(csv_line([*cells, *(names.get(code, "") for code in COLUMNS), origin]))
    return response


class EditionViewSet(RecordViewSet):
    """Editions: read; buttons call actions."""

    model = PanelEdition
    name = "panel_editions"
    url_prefix = "panel-editions"
    icon = "list-ol"
    menu_label = _("Editions of the panel")
    index_view_class = EditionIndexView
    inspect_view_class = EditionView
    list_display = (
        column("year", _("Year"), lambda row: str(row.year), "year"), "scheme", "state", "session", "determined_date",
        "valid_from", column("lines", _("Lines"), lambda row: row.line_count),
    )  # fmt: skip
    list_filter = ("state", "scheme")
    inspect_view_fields = ["year"]

    def get_urlpatterns(self) -> list[Any]:
        """Reading, preparing, filling, publishing, discarding, the table."""
        return [
            *super().get_urlpatterns(),
            path("prepare/", prepare, name="prepare"),
            path("<uuid:edition_id>/lines/", lines, name="lines"),
            path("<uuid:edition_id>/lines/<uuid:entry_id>/drop/", drop, name="drop"),
            path("<uuid:edition_id>/publish/", publish, name="publish"),
            path("<uuid:edition_id>/discard/", discard, name="discard"),
            path("<uuid:edition_id>/seal/", seal, name="seal"),
            path("<uuid:edition_id>/preview.csv", preview, name="preview"),
        ]

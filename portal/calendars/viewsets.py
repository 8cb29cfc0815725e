"""The back office of the calendars: editions are opened, edited while open, and published."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import CreateView, EditView, IndexView, InspectView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from i18n import languages
from portal.audit.actors import Actor
from portal.calendars.actions import amend_edition, open_edition, publish_year
from portal.calendars.forms import OpenEditionForm
from portal.calendars.models import CalendarYear


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, by key, never by name. That she keeps calendars was asked by the policy below."""
    return Actor(key=f"user:{request.user.pk}")


class EditionPermissionPolicy(ModelPermissionPolicy):
    """Editions are never deleted; a published one is never changed."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """The model's permission, except that nobody deletes."""
        return action != "delete" and bool(super().user_has_permission(user, action))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: CalendarYear) -> bool:
        """As above; changing needs an open edition."""
        if action == "change" and instance.is_published:
            return False
        return self.user_has_permission(user, action)


EDITIONS = EditionPermissionPolicy(CalendarYear)


class EditionIndexView(IndexView):
    """The list; a published edition opens for reading."""

    def get_edit_url(self, instance: CalendarYear) -> str | None:
        """The editing page of an open edition, the reading page of a published one."""
        if instance.is_published:
            return str(self.get_inspect_url(instance))
        url = super().get_edit_url(instance)
        return str(url) if url else None

    def get_list_more_buttons(self, instance: CalendarYear) -> list[Any]:
        """Nothing beyond the title: reading or editing."""
        return []


class OpenEditionView(CreateView):
    """A new edition starts as a copy of the one in force."""

    def get_form_class(self) -> type[OpenEditionForm]:
        """The short form: calendar, year, reason."""
        return OpenEditionForm

    def get_panel(self) -> None:
        """The short form needs no panels."""
        return None

    def save_instance(self) -> CalendarYear:
        """Open the edition through the action."""
        cleaned = self.form.cleaned_data
        return open_edition(
            code=cleaned["calendar"].pk,
            year=cleaned["year"],
            reason=cleaned["reason"],
            actor=actor_of(self.request),
            at=timezone.now(),
        )

    def get_success_url(self) -> str:
        """On to the days of the new edition."""
        return reverse(self.edit_url_name, args=(self.object.pk,))


class EditionEditView(EditView):
    """Only an open edition is edited; the button publishes it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A published edition is shown, not edited."""
        edition = get_object_or_404(CalendarYear, pk=kwargs["pk"])
        if edition.is_published:
            messages.warning(
                request, _("This edition is published and cannot be changed. Open a new edition.")
            )
            return HttpResponseRedirect(reverse(self.inspect_url_name, args=(edition.pk,)))
        return super().dispatch(request, *args, **kwargs)

    def save_instance(self) -> CalendarYear:
        """Save through the action, so that each change enters the log."""
        return amend_edition(
            edition=self.form.instance,
            write=super().save_instance,
            actor=actor_of(self.request),
            at=timezone.now(),
        )

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Publish."""
        url = reverse("calendar_years:publish", args=(self.object.pk,))
        return [HeaderButton(_("Publish this edition"), url=url, icon_name="check")]

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Reading instead of editing."""
        return [Button(_("View edition"), url=self.get_inspect_url(), icon_name="view")]


class EditionInspectView(InspectView):
    """Reading an edition, its days included."""

    page_title = _("View edition")
    template_name = "calendars/edition_inspect.html"

    def get_edit_url(self) -> str | None:
        """Editing is offered while the edition is open."""
        return None if self.object.is_published else super().get_edit_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The days beside the fields."""
        return super().get_context_data(days=self.object.days.order_by("date", "kind"), **kwargs)


class PublishEditionView(WagtailAdminTemplateMixin, TemplateView):
    """Ask once, then publish."""

    template_name = "calendars/edition_publish.html"
    page_title = _("Publish this edition")
    header_icon = "date"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever may change editions may publish one that somebody else has worked on."""
        self.object = get_object_or_404(CalendarYear, pk=kwargs["pk"])
        if not EDITIONS.user_has_permission(request.user, "change"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_page_subtitle(self) -> str:
        """Which edition."""
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Back to the list."""
        plural = capfirst(CalendarYear._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse("calendar_years:index"), "label": plural},
            {"url": "", "label": str(self.page_title), "sublabel": str(self.object)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The edition and its days."""
        return super().get_context_data(object=self.object, days=self.object.days.all(), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Publish, or say why not."""
        try:
            publish_year(edition=self.object, actor=actor_of(request), at=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            name = "inspect" if self.object.is_published else "edit"
            return HttpResponseRedirect(reverse(f"calendar_years:{name}", args=(self.object.pk,)))
        messages.success(request, _("The edition is published."))
        return HttpResponseRedirect(reverse("calendar_years:index"))


class CalendarYearViewSet(ModelViewSet):
    """Editions of calendar years in the staff menu."""

    model = CalendarYear
    name = "calendar_years"
    url_prefix = "calendars"
    icon = "date"
    menu_label = _("Calendars")
    menu_order = 700
    add_to_admin_menu = True
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = ("__str__", "calendar", "year", "version", "official", "published_at")
    list_filter = ("calendar", "year", "official")
    search_fields = ("calendar__code",)
    index_view_class = EditionIndexView
    add_view_class = OpenEditionView
    edit_view_class = EditionEditView
    inspect_view_class = EditionInspectView
    inspect_view_fields = (
        "calendar", "year", "version", "official", "source", "address", "confirmed_date", "reason",
        "published_at",
    )  # fmt: skip

    def get_edit_handler(self) -> Any:
        """Source and flags first, then the days, each with its name in every language."""
        sources, names = _panels("source"), _panels("name")
        handler = ObjectList(
            [
                MultiFieldPanel(
                    [
                        FieldPanel("official"),
                        FieldPanel("address"),
                        FieldPanel("confirmed_date"),
                        FieldPanel("reason"),
                    ],
                    heading=_("General"),
                ),
                MultiFieldPanel(sources, heading=_("Source")),
                InlinePanel(
                    "days",
                    panels=[FieldPanel("date"), FieldPanel("kind"), *names, FieldPanel("note")],
                    heading=_("Calendar days"),
                    label=_("Calendar day"),
                ),
            ]
        )
        return handler.bind_to_model(self.model)

    @property
    def publish_view(self) -> Any:
        """The publishing page."""
        return PublishEditionView.as_view()

    def get_urlpatterns(self) -> list[Any]:
        """The usual pages but deleting, and publishing."""
        usual = [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]
        return [*usual, path("publish/<uuid:pk>/", self.publish_view, name="publish")]


def _panels(field: str) -> list[FieldPanel]:
    return [
        FieldPanel(build_localized_fieldname(field, language.code), heading=language.own_name)
        for language in languages.ALL
    ]

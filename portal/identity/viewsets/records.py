"""Legal records: read, and moved by buttons that call actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from portal.audit.actors import Actor
from portal.identity.actors import actor_of
from portal.identity.permissions import may, visible
from portal.identity.viewsets.hidden import HiddenIndexView, HiddenMixin

Run = Callable[..., Any]


@dataclass(frozen=True)
class Button:
    """One button: the act in the permission table, its words, the form it needs, the action, when it is
    offered.
    """

    act: str
    label: Any
    run: Run
    form: type[Form] | None = None
    offered: Callable[[Any, datetime], bool] = lambda found, at: found.is_open
    alarming: bool = False


class RecordView(HiddenMixin, generic.InspectView):
    """A legal record: read, with the buttons that the actor may press."""

    template_name = "identity/staff/record.html"
    buttons: tuple[Button, ...] = ()
    argument = "document"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.at = timezone.now()
        self.actor: Actor = actor_of(request, self.at)
        super().setup(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Any:
        return get_object_or_404(visible(self.model._default_manager.all(), self.actor), pk=self.kwargs["pk"])

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """Times as the court's clock shows them, yes and no in words, a dash for nothing."""
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, datetime):
            return date_format(timezone.localtime(value), "DATETIME_FORMAT")
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return "–" if value in (None, "") else value

    def offered(self) -> list[Button]:
        """The buttons for this record, actor and moment."""
        return [
            button
            for button in self.buttons
            if may(self.actor, button.act) and button.offered(self.object, self.at)
        ]

    def warnings(self) -> list[Any]:
        """Sentences that staff must read before they decide."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filled: tuple[str, Form] | None = kwargs.pop("filled", None)
        rows = []
        for button in self.offered():
            form = button.form(prefix=button.act.partition(".")[2]) if button.form else None
            if filled and filled[0] == button.act:
                form = filled[1]
            rows.append({"button": button, "form": form})
        return super().get_context_data(rows=rows, warnings=self.warnings(), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Press a button; what the action refuses stands at its form, and what was typed is kept."""
        pressed = next((button for button in self.offered() if button.act == request.POST.get("act")), None)
        if pressed is None:
            messages.error(request, _("This step is not open any more; the record has changed."))
            return redirect(request.path)
        values: dict[str, Any] = {}
        form = None
        if pressed.form is not None:
            form = pressed.form(request.POST, prefix=pressed.act.partition(".")[2])
            if not form.is_valid():
                return self.render_to_response(self.get_context_data(filled=(pressed.act, form)))
            values = form.cleaned_data
        try:
            pressed.run(actor=self.actor, at=self.at, **{self.argument: self.object}, **values)
        except ValidationError as refusal:
            if form is None:
                messages.error(request, " ".join(refusal.messages))
                return redirect(request.path)
            form.add_error(None, ValidationError(refusal.messages))
            return self.render_to_response(self.get_context_data(filled=(pressed.act, form)))
        messages.success(request, _("Done and recorded."))
        return redirect(request.path)


class RecordViewSet(ModelViewSet):
    """Legal records: listed and read; nothing here is edited or deleted."""

    index_view_class = HiddenIndexView
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[Any]:
        """Without editing, deleting and adding."""
        shut = {"edit", "delete", "add", "copy", "usage", "history", "history_results"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in shut]

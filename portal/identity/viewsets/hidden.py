"""What somebody may not see does not exist for them; what an action refuses stands at the form."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.admin.views import generic

from portal.identity.actors import actor_of
from portal.identity.permissions import visible


class HiddenMixin:
    """What somebody may not see does not exist for them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]
        except PermissionDenied as refusal:
            raise Http404 from refusal


class ActingMixin(HiddenMixin):
    """A Wagtail form whose saving is an action; what the action refuses stands at the form."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc, no-any-return]
        except ValidationError as refusal:
            fields = getattr(refusal, "error_dict", {})
            known = bool(fields) and set(fields) <= set(form.fields)
            form.add_error(None, refusal if known else ValidationError(refusal.messages))
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined, no-any-return]


class HiddenIndexView(HiddenMixin, generic.IndexView):
    """A list of what the actor may see: Wagtail asks the policy at the door only, the rows are scoped here."""

    def get_base_queryset(self) -> Any:
        """The rows in the actor's scope."""
        return visible(super().get_base_queryset(), actor_of(self.request, timezone.now()))

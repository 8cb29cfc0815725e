"""One shape for records that are read and moved by acts: facts, acts, files, history; one page for each act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.admin.views import generic

from mediation_registry.viewsets.acts import DeskAct, form_page, who
from portal.audit.actors import Actor
from portal.audit.history import history
from portal.identity.permissions import may
from portal.identity.viewsets.hidden import HiddenIndexView, HiddenMixin
from portal.identity.viewsets.records import RecordViewSet

Rows = Callable[[Actor, date], QuerySet[Any]]


@dataclass(frozen=True)
class FileRow:
    """One file that the officer may open."""

    label: str
    address: str
    is_readable: bool


@dataclass(frozen=True)
class Part:
    """A part of the page: a heading and passages; ``says`` marks what an officer must read first."""

    heading: Any
    passages: list[Any] = field(default_factory=list)
    files: list[FileRow] = field(default_factory=list)
    empty: Any = ""


class ScopedIndexView(HiddenIndexView):
    """A list of what lies before the actor today."""

    rows: ClassVar[Any] = None

    def get_base_queryset(self) -> QuerySet[Any]:
        actor, at = who(self.request)
        return type(self).rows(actor, timezone.localdate(at))


class RecordPage(HiddenMixin, generic.InspectView):
    """One record before an officer. Subclasses say which rows, which facts, which acts."""

    template_name = "mediation_registry/staff/roster_record.html"
    rows: ClassVar[Any] = None
    acts: ClassVar[Mapping[str, DeskAct]] = {}
    namespace: ClassVar[str] = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.actor, self.at = who(request)
        self.today = timezone.localdate(self.at)
        super().setup(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Any:
        return get_object_or_404(type(self).rows(self.actor, self.today), pk=self.pk)

    def facts(self) -> list[tuple[Any, Any]]:
        """Label and value of each line."""
        return []

    def parts(self) -> list[Part]:
        """What stands below the acts."""
        return []

    def warnings(self) -> list[Any]:
        """What must be read before anything is decided."""
        return []

    @classmethod
    def offered(cls, record: Any, actor: Actor, at: datetime) -> dict[str, DeskAct]:
        """The buttons of this record for this actor."""
        return {
            name: act
            for name, act in cls.acts.items()
            if may(actor, act.act) and cls.is_possible(record, act, actor, at)
        }

    @classmethod
    def is_possible(cls, record: Any, act: DeskAct, actor: Actor, at: datetime) -> bool:
        """Whether the act may happen now."""
        return True

    def chain(self) -> str:
        """The chain of the log that is shown; empty for none."""
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chain = self.chain()
        buttons = self.offered(self.object, self.actor, self.at)
        words = {
            "facts": [(label, value) for label, value in self.facts() if value not in (None, "")],
            "warnings": self.warnings(),
            "buttons": [
                (reverse(f"{self.namespace}:act", args=[self.object.pk, name]), act)
                for name, act in buttons.items()
            ],
            "parts": self.parts(),
            "history": history(chain, language=get_language()) if chain else [],
        }
        return super().get_context_data(**words, **kwargs)


def act_view(page: type[RecordPage]) -> Callable[..., HttpResponse]:
    """The door of the acts of a page: the form of one act, and pressing it."""

    def act_on_record(request: HttpRequest, record_id: UUID, name: str) -> HttpResponse:
        actor, at = who(request)
        today = timezone.localdate(at)
        record = get_object_or_404(page.rows(actor, today), pk=record_id)
        act = page.offered(record, actor, at).get(name)
        if act is None:
            raise Http404
        posted = request.method == "POST"
        extra: dict[str, Any] = {}
        if getattr(act.form, "needs_record", False):
            extra = {"record": record, "actor": actor, "on": today}
        form = act.form(request.POST if posted else None, request.FILES if posted else None, **extra)
        return form_page(
            request, form, lambda: act.run(record, actor, at, form),
            back=reverse(f"{page.namespace}:inspect", args=[record.pk]),
            words={"title": act.label, "subtitle": str(record), "act": act},
        )  # fmt: skip

    return act_on_record


class RecordPagesViewSet(RecordViewSet):
    """A list, a page for each record, a page for each act."""

    inspect_view_class: Any = RecordPage

    def get_urlpatterns(self) -> list[Any]:
        """Reading and acting."""
        act = path("<uuid:record_id>/act/<slug:name>/", act_view(self.inspect_view_class), name="act")
        return [*super().get_urlpatterns(), act]


def by_key(action: Callable[..., Any], key: str) -> Callable[..., Any]:
    """An action that takes the record's key under this name and the form's entries as they are named."""

    def run(record: Any, actor: Actor, at: datetime, form: Any) -> Any:
        return action(actor=actor, at=at, **{key: record.pk}, **form.cleaned_data)

    return run

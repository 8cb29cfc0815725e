"""The log in the reports menu of the back office, for those who may read it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.audit.access import reader_of
from portal.audit.views import log


class LogMenuItem(MenuItem):
    """Shown to auditors only."""

    def is_shown(self, request: HttpRequest) -> bool:
        return reader_of(request, timezone.now()) is not None


@hooks.register("register_admin_urls")
def log_urls() -> list[Any]:
    return [path("log/", log, name="audit_log")]


@hooks.register("register_reports_menu_item")
def log_menu_item() -> LogMenuItem:
    return LogMenuItem(
        _("Log of acts"), reverse("audit_log"), name="audit-log", icon_name="history", order=10
    )

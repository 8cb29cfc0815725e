"""The portal's addresses, composed by strings so that no room knows a module."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

handler400 = "portal.web.errors.bad_request"
handler403 = "portal.web.errors.forbidden"
handler404 = "portal.web.errors.not_found"
handler429 = "portal.web.errors.too_many"
handler500 = "portal.web.errors.server_error"

urlpatterns = [
    path("verify/verify_evidence.py", include("portal.evidence.program_urls")),
    path("", include("portal.web.urls")),
    path("", include("portal.operations.urls")),
    path("api/", include("portal.api.urls")),
    path("rooms/", include("portal.rooms.urls")),
    path(".well-known/", include("portal.api.key_urls")),
    path("staff/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("staff/logout/", RedirectView.as_view(pattern_name="account_logout", query_string=True)),
    path("staff/", include(wagtailadmin_urls)),
    *i18n_patterns(
        path("accounts/", include("portal.identity.account_urls")),
        path("accounts/", include("allauth.urls")),
        path("identity/", include("portal.identity.urls")),
        path("mine/", include("portal.cases.urls")),
        path("inbox/", include("portal.notices.urls")),
        path("drafts/", include("portal.drafts.urls")),
        path("verify/evidence/", include("portal.evidence.urls")),
        path("verify/", include("portal.verification.urls")),
        path("status/", include("portal.operations.page_urls")),
        path("time-limits/", include("portal.calendars.urls")),
        path("powers/", include("portal.power_of_attorney.urls")),
        path("law/", include("foreign_law.urls")),
        path("mediators/", include("mediation_registry.urls")),
        path("mediations/", include("mediation_registry.urls.mediations")),
        path("service/", include("service_of_process.urls")),
        path("", include("portal.pages.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=True,
    ),
]

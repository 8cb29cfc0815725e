"""Addresses under /{language}/mediators/: fixed words first, the register number last."""

from __future__ import annotations

from mediation_registry.urls import applying, certificates, complaints, own, register, rosters

app_name = "mediators"

urlpatterns = [
    *applying.urlpatterns,
    *own.urlpatterns,
    *complaints.urlpatterns,
    *rosters.urlpatterns,
    *certificates.urlpatterns,
    *register.urlpatterns,
]

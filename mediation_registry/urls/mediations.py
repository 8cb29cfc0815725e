"""Addresses under /{language}/mediations/: personal pages of those whom a mediation concerns."""

from __future__ import annotations

from mediation_registry.urls import conduct, outcome

app_name = "mediations"

urlpatterns = [*conduct.urlpatterns, *outcome.urlpatterns]

"""Addresses of one area under /{language}/mediators/: court rosters and continuing training."""

from __future__ import annotations

from django.urls import URLPattern, path

from mediation_registry.views import rosters, training

urlpatterns: list[URLPattern] = [
    path("rosters/", rosters.courts, name="rosters"),
    path("rosters/<slug:code>/", rosters.court, name="court_roster"),
    path("me/rosters/", rosters.mine, name="my_rosters"),
    path("me/rosters/apply/", rosters.apply, name="roster_apply"),
    path("me/rosters/naming/<uuid:naming_id>/end/", rosters.end_naming, name="roster_end_naming"),
    path("me/rosters/sharing/<uuid:sharing_id>/<slug:name>/", rosters.act_on_sharing, name="roster_sharing"),
    path("me/rosters/<uuid:entry_id>/<slug:name>/", rosters.act_on_entry, name="roster_act"),
    path("me/training/", training.ledger, name="training"),
    path("me/training/enter/", training.enter, name="training_enter"),
    path("me/training/<uuid:record_id>/withdraw/", training.withdraw, name="training_withdraw"),
    path("me/training/<uuid:record_id>/evidence/", training.evidence, name="training_evidence"),
]

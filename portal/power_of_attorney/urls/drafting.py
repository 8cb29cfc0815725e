"""Addresses of one area: the draft, its agents and consents, the page of one power."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.power_of_attorney.views import agents, drafting, powers

urlpatterns: list[URLPattern] = [
    path("", powers.mine, name="mine"),
    path("start/", powers.start, name="start"),
    path("new/", drafting.begin, name="begin"),
    path("invitation/<str:token>/", agents.invitation, name="invitation"),
    path("<uuid:power_id>/", powers.power, name="power"),
    path("<uuid:power_id>/draft/<slug:name>/", drafting.step, name="step"),
    path("<uuid:power_id>/check/", drafting.check, name="check"),
    path(
        "<uuid:power_id>/authority/<uuid:step_id>/withdraw/",
        drafting.withdraw_authority,
        name="withdraw_authority",
    ),
    path("<uuid:power_id>/agents/", agents.own_agency, name="own_agency"),
    path("<uuid:power_id>/agents/<uuid:agent_id>/", agents.agent, name="agent"),
    path("<uuid:power_id>/agents/<uuid:agent_id>/change/", agents.change_agent, name="change_agent"),
    path("<uuid:power_id>/papers/<uuid:paper_id>/", powers.paper, name="paper"),
    path("<uuid:power_id>/papers/<uuid:paper_id>/withdraw/", agents.withdraw_paper, name="withdraw_paper"),
    path("<uuid:power_id>/consents/", agents.consents, name="consents"),
    path("<uuid:power_id>/consents/<slug:purpose>/", agents.consent, name="consent"),
    path("<uuid:power_id>/withdraw/", powers.withdraw, name="withdraw"),
]

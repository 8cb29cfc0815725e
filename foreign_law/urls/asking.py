"""Addresses of one area: asking; my requests, one request, what a side brings in."""

from __future__ import annotations

from django.urls import URLPattern, path

from foreign_law.views.ascertainment import asking, following

HERE = "ascertainment/"
ONE = HERE + "<str:number>/"
urlpatterns: list[URLPattern] = [
    path(HERE, following.mine, name="ascertainments"),
    path(HERE + "ask/<uuid:case_id>/", asking.ask, name="ascertainment_ask"),
    path(ONE, following.one, name="ascertainment"),
    path(ONE + "choice/", following.choice, name="ascertainment_choice"),
    path(ONE + "edit/", asking.edit, name="ascertainment_edit"),
    path(ONE + "withdraw/", asking.withdraw, name="ascertainment_withdraw"),
    path(ONE + "periods/<uuid:period_id>/extension/", asking.extension, name="ascertainment_extension"),
    path(ONE + "quote/<uuid:attempt_id>/", asking.quote, name="ascertainment_quote"),
    path(ONE + "costs/<uuid:cost_id>/agree/", asking.agree, name="ascertainment_cost_agree"),
    path(ONE + "costs/<uuid:cost_id>/paid/", asking.paid, name="ascertainment_cost_paid"),
]

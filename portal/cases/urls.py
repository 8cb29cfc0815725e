"""Addresses of people's cases."""

from django.urls import path

from portal.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<uuid:case_id>/", views.case, name="case"),
    path("<uuid:case_id>/exhibits/new/", views.file_exhibit, name="file_exhibit"),
    path("<uuid:case_id>/exhibits/<uuid:filed_id>/", views.exhibit, name="exhibit"),
    path("parties/<uuid:party_id>/address/", views.address, name="address"),
    path("parties/<uuid:party_id>/consent/", views.withdraw_consent, name="withdraw_consent"),
    path("parties/<uuid:party_id>/authority/", views.authority, name="authority"),
    path("agents/<uuid:representation_id>/end/", views.end_representation, name="end_representation"),
]

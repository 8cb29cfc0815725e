"""Addresses of the concordance."""

from django.urls import path, re_path

from foreign_law.views import concordance

urlpatterns = [
    path("terms/", concordance.terms, name="terms"),
    path("terms/download/terms.tbx", concordance.tbx, name="terms_tbx"),
    path("terms/download/terms.csv", concordance.csv, name="terms_csv"),
    re_path(r"^terms/(?P<slug>[^/\s]{1,160})/$", concordance.term, name="term"),
]

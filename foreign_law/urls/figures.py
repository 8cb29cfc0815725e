"""Addresses of the figures and of the files for everybody."""

from django.urls import path, re_path

from foreign_law.views import downloads, figures

urlpatterns = [
    path("figures/", figures.figures_page, name="figures"),
    path("figures/figures.csv", figures.figures_csv, name="figures_csv"),
    path("data/", downloads.data, name="data"),
    re_path(r"^data/(?P<name>[a-z-]{1,60}\.(?:jsonl|tbx|csv))$", downloads.download, name="download"),
]

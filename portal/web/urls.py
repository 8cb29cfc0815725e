"""Addresses of the furniture."""

from django.urls import path, re_path

from portal.web import views

app_name = "web"
urlpatterns = [
    path("", views.first_page, name="first"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    re_path(
        r"^(?P<rest>(?:mine|inbox|drafts|identity|accounts|verify|law|guidance|status|time-limits)/.*)$",
        views.without_language,
    ),
]

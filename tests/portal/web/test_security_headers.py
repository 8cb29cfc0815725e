"""Headers that protect people, on every page."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
def test_portal_pages_allow_no_inline_script(client: Client) -> None:
    answer = client.get("/en/verify/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "unsafe-inline" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "camera=(self)" in answer["Permissions-Policy"]


@pytest.mark.django_db
def test_the_back_office_is_kept_out_of_indexes_and_caches(client: Client) -> None:
    answer = client.get("/staff/")
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_robots_are_kept_from_personal_pages(client: Client) -> None:
    body = client.get("/robots.txt").content.decode()
    assert "Disallow: /staff/" in body
    assert "Disallow: /*/mine/" in body
    assert "Sitemap: http://localhost:8000/sitemap.xml" in body


@pytest.mark.django_db
def test_the_sitemap_lists_each_page_in_four_languages(client: Client) -> None:
    from portal.pages import actions

    actions.lay_pages()
    body = client.get("/sitemap.xml").content.decode()
    for code in ("zh-hant", "zh-hans", "pt", "en"):
        assert f"<loc>http://localhost:8000/{code}/guidance/</loc>" in body


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["accounts/login/", "identity/", "mine/", "inbox/", "drafts/"])
@pytest.mark.parametrize("code", ["zh-hant", "en"])
def test_what_is_personal_is_kept_out_of_indexes_and_caches(client: Client, code: str, path: str) -> None:
    answer = client.get(f"/{code}/{path}")
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]

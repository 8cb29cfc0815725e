"""The tree of pages: laid once, in four languages, and then its editors' own."""

from __future__ import annotations

import pytest
from django.test import Client

from portal.pages import actions
from portal.pages.models import GuidancePage, HomePage

pytestmark = pytest.mark.django_db


def test_laying_the_pages_twice_changes_nothing() -> None:
    assert actions.lay_pages() > 0
    assert actions.lay_pages() == 0


def test_a_page_that_an_editor_changed_stays_as_it_is() -> None:
    actions.lay_pages()
    home = HomePage.objects.get(locale__language_code="en")
    home.title = "Changed by an editor"
    home.save_revision().publish()
    actions.lay_pages()
    assert HomePage.objects.get(locale__language_code="en").title == "Changed by an editor"


@pytest.mark.parametrize("code", ["zh-hant", "zh-hans", "pt", "en"])
def test_home_guidance_and_statements_exist_in_each_language(client: Client, code: str) -> None:
    actions.lay_pages()
    paths = ["", "guidance/", "news/", "contact/", "privacy/", "accessibility/"]
    paths += [f"guidance/{page.slug}/" for page in GuidancePage.objects.filter(locale__language_code=code)]
    assert len(paths) >= 11
    for path in paths:
        answer = client.get(f"/{code}/{path}")
        assert answer.status_code == 200, path


def test_the_switch_on_a_page_leads_to_its_translation(client: Client) -> None:
    actions.lay_pages()
    assert 'href="/pt/guidance/"' in client.get("/zh-hant/guidance/").content.decode()


def test_the_home_page_costs_the_same_queries_however_many_guides_there_are(
    client: Client, django_assert_max_num_queries: object
) -> None:
    actions.lay_pages()
    client.get("/en/")
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        client.get("/en/")


def test_a_seed_that_lacks_a_language_is_refused_by_name(tmp_path: object) -> None:
    (tmp_path / "x.json").write_text(
        '{"slug": "x", "parent": null, "order": 1, "fields": {"title": {"en": "X"}}}'
    )  # type: ignore[operator]
    with pytest.raises(ValueError, match=r"x\.json: title lacks zh-hant"):
        actions.read_seed(tmp_path)  # type: ignore[arg-type]

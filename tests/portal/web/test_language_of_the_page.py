"""Which language a page is in, and how one changes it."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from portal.web.addresses import in_language
from portal.web.context import page_furniture


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ("zh-HK", "zh-hant"), ("zh-TW", "zh-hant"), ("zh-MO", "zh-hant"), ("zh-CN", "zh-hans"), ("zh-SG", "zh-hans"),
        ("pt-PT", "pt"), ("pt-BR", "pt"), ("en-GB", "en"), ("fr", "zh-hant"), ("zh", "zh-hant"),
        ("fr;q=0.9,pt;q=0.5", "pt"), ("zh-hans", "zh-hans"),
    ],
)  # fmt: skip
def test_the_first_page_follows_the_browser(client: Client, wish: str, code: str) -> None:
    answer = client.get("/", headers={"accept-language": wish})
    assert (answer.status_code, answer["Location"]) == (302, f"/{code}/")


def test_the_switch_keeps_path_and_query(rf: RequestFactory) -> None:
    request = rf.get("/zh-hant/verify/?q=%E5%90%88%E5%90%8C&page=2")
    assert in_language(request, "pt") == "/pt/verify/?q=%E5%90%88%E5%90%8C&page=2"


@pytest.mark.django_db
def test_every_page_names_its_four_languages(client: Client) -> None:
    body = client.get("/en/verify/").content.decode()
    for tag, code in (("zh-Hant", "zh-hant"), ("zh-Hans", "zh-hans"), ("pt", "pt"), ("en", "en")):
        assert f'hreflang="{tag}" href="http://localhost:8000/{code}/verify/"' in body
    assert '<link rel="canonical" href="http://localhost:8000/en/verify/">' in body
    assert '<html lang="en">' in body


@pytest.mark.django_db
def test_a_page_with_a_query_is_not_indexed(client: Client) -> None:
    assert '<meta name="robots" content="noindex">' in client.get("/en/verify/?x=1").content.decode()


@pytest.mark.django_db
def test_a_chosen_language_is_remembered(client: Client) -> None:
    client.get("/pt/verify/")
    assert client.get("/")["Location"] == "/pt/"


def test_an_address_without_language_is_sent_on_with_its_query(client: Client) -> None:
    answer = client.get("/mine/?tab=2", headers={"accept-language": "en"})
    assert answer["Location"] == "/en/mine/?tab=2"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("zh-hant", "找不到此頁"),
        ("zh-hans", "找不到此页面"),
        ("pt", "Esta página não existe"),
        ("en", "no such page"),
    ],
)
def test_a_missing_page_says_so_in_the_readers_language(client: Client, code: str, words: str) -> None:
    answer = client.get(f"/{code}/no-such-page-here/")
    assert answer.status_code == 404
    assert words in answer.content.decode()


def test_furniture_costs_no_query(rf: RequestFactory) -> None:
    # without the database mark a query would raise
    assert len(page_furniture(rf.get("/en/"))["language_switch"]) == 4

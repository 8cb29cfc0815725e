"""Highlighting marks the original text and changes nothing else in it."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from portal.search.highlighting import highlight, marked, marks, snippet
from portal.search.planner import plan_query

TEXTS = st.text(alphabet="資料使用者乾干第2條 ，。data users segurança<>&\"'…\n", max_size=400)
QUERIES = st.sampled_from(
    ["資料", "资料使用", "用", "data user", "seguranca", "第2條", '"user data"', "& <", "乾"]
)


def stripped(html):
    return unescape(re.sub(r"</?mark>", "", html))


def show(text, query, language="zh-hant"):
    return marked(text, marks(text, plan_query(query).marks, language))


def test_highlighting_survives_folding():
    assert show("該資料使用者", "资料使用者") == "該<mark>資料使用者</mark>"
    assert show("A Segurança", "seguranca", "pt") == "A <mark>Segurança</mark>"
    assert show("as obrigações", "obrigacao", "pt") == "as <mark>obrigações</mark>"
    assert show("Data Users' right", "data user", "en") == "<mark>Data</mark> <mark>Users</mark>&#x27; right"


def test_overlapping_finds_are_one_mark():
    assert show("資料料", "資料 料料") == "<mark>資料料</mark>"


def test_one_character_is_marked_alone():
    assert show("使用者", "用") == "使<mark>用</mark>者"
    assert show("第2條的", "第2條") == "<mark>第2條</mark>的"


def test_a_phrase_is_marked_only_where_it_stands_whole():
    assert show("user data, data user", '"data user"', "en") == "user data, <mark>data user</mark>"


def test_what_is_left_out_is_not_marked():
    assert show("data user", "data -user", "en") == "<mark>data</mark> user"


def test_markup_in_a_text_is_escaped():
    assert show("<b>資料</b>", "資料") == "&lt;b&gt;<mark>資料</mark>&lt;/b&gt;"


@given(TEXTS, QUERIES, st.sampled_from(["zh-hant", "pt", "en"]))
def test_marks_change_nothing_but_themselves(text, query, language):
    assert stripped(show(text, query, language)) == text


@given(TEXTS, QUERIES)
def test_a_snippet_is_a_passage_of_the_text(text, query):
    places = marks(text, plan_query(query).marks, "zh-hant")
    passage = stripped(snippet(text, places, width=60))
    assert (
        passage in (text, f"…{text}")
        or passage.removeprefix("…").removesuffix("…") in text
        or passage in text
    )
    assert len(passage) <= 60 + 42


def test_a_snippet_shows_the_place_found():
    body = "無關的文字，" * 100 + "資料使用者" + "，其他文字" * 100
    shown = highlight("標題", body, plan_query("資料使用者").marks, "zh-hant")
    assert "<mark>資料使用者</mark>" in shown.snippet
    assert shown.snippet.startswith("…") and shown.snippet.endswith("…")


def test_a_snippet_without_a_mark_is_the_beginning():
    assert snippet("a" * 500, [], width=100).startswith("aaa")

"""The plan: what a query means, without any engine; nothing a reader types is an error."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.plan import (
    All,
    Citation,
    Either,
    Everything,
    Expansion,
    Filters,
    Keyword,
    Match,
    Not,
    Run,
    Years,
)
from portal.search.planner import plan_query
from portal.search.syntax import MAX_QUERY, Cited, Or, Words, read


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    id: str
    provision: str = ""


def recognise_cap(text):
    place = text.find("Cap. 486")
    return [Span(place, place + 8, "hk:cap:486")] if place >= 0 else []


def runs(node):
    return {run.tokens for run in node.alternatives}


def test_words_are_joined_by_and():
    root = plan_query("損害 賠償").root
    assert isinstance(root, All)
    assert [runs(part) for part in root.parts] == [{("损害",)}, {("赔偿",)}]


def test_a_chinese_query_is_a_phrase_of_bigrams():
    assert runs(plan_query("資料使用者").root) == {("资料", "料使", "使用", "用者")}


def test_one_chinese_character_is_the_beginning_of_a_token():
    assert plan_query("罪").root == Match((Run(("罪",), prefix=True),))


def test_chinese_and_numbers_side_by_side_are_one_phrase():
    assert plan_query("第2條").root == Match((Run(("第", "2", "条"), prefix=True),))


def test_a_quoted_text_is_one_phrase_in_every_kind_of_quotation_mark():
    expected = {("data", "user", "means"), ("data", "users", "means")}
    for text in ('"data users means"', "“data users means”", "«data users means»", "「data users means」"):
        assert runs(plan_query(text).root) >= expected


def test_an_unclosed_quotation_runs_to_the_end():
    assert runs(plan_query('"data user').root) == {("data", "user")}


def test_or_binds_its_two_neighbours():
    root = plan_query("a1 b1 OR c1 d1").root
    assert isinstance(root, All)
    assert [type(part) for part in root.parts] == [Match, Either, Match]


@pytest.mark.parametrize("text", ["OR", "OR OR", "OR a1", "a1 OR", "a1 OR OR b1"])
def test_a_stray_or_is_no_error(text):
    plan_query(text)


def test_a_minus_before_a_word_leaves_it_out():
    root = plan_query("taxa -multa").root
    assert isinstance(root, All)
    assert isinstance(root.parts[1], Not)


def test_a_hyphen_inside_a_word_is_no_minus():
    assert runs(plan_query("cross-border").root) == {("cross", "border")}


def test_fields_narrow():
    root = plan_query("cap:486 art:2A court:TUI year:2010-2015 lang:zh jur:hk").root
    assert root == All(
        (
            Keyword("citations", ("hk:cap:486",)),
            Keyword("number", ("2a",)),
            Keyword("court", ("tui",)),
            Years(2010, 2015),
            Keyword("language", ("zh-hant", "zh-hans")),
            Keyword("jurisdiction", ("hk", "cn-hk")),
        )
    )


def test_title_seeks_title_and_heading_only():
    root = plan_query('title:"data user"').root
    assert isinstance(root, Match)
    assert root.in_title


def test_on_sets_the_date_and_brings_older_versions_in():
    plan = plan_query("資料 on:2015-01-01", filters=Filters(latest_only=True))
    assert plan.filters.on == 20150101
    assert not plan.filters.latest_only


def test_a_date_that_is_none_is_told_and_ignored():
    plan = plan_query("資料 on:2015-13-45")
    assert plan.filters.on is None
    assert [notice.code for notice in plan.notices] == ["bad_date"]


def test_a_year_that_is_none_is_told_and_ignored():
    assert [notice.code for notice in plan_query("資料 year:soon").notices] == ["bad_year"]


def test_filters_alone_find_everything_they_let_through():
    assert plan_query("", filters=Filters(values={"language": ("pt",)})).root == Everything()
    assert plan_query("on:2015-01-01").root == Everything()
    assert plan_query("").root is None
    assert plan_query("", filters=Filters(latest_only=True)).root is None


def test_punctuation_alone_finds_nothing_and_says_so():
    plan = plan_query("。，！？ ()[]{}*~^\\/:", filters=Filters(values={"language": ("pt",)}))
    assert plan.root is None
    assert [notice.code for notice in plan.notices] == ["nothing_to_find"]


def test_citations_are_read_before_words():
    assert read("Cap. 486 consent", recognise_cap) == [Cited("Cap. 486", "hk:cap:486"), Words("consent")]
    plan = plan_query("Cap. 486 consent", recognise=recognise_cap)
    assert plan.citations == ("hk:cap:486",)


def test_a_citation_with_a_place_names_the_place():
    plan = plan_query("X", recognise=lambda text: [Span(0, 1, "hk:cap:486", "s2A")])
    assert plan.citations == ("hk:cap:486:s2a",)


def test_a_citation_is_found_by_id_and_by_its_words():
    root = plan_query("Cap. 486", recognise=recognise_cap).root
    assert isinstance(root, Either)
    assert root.parts[0] == Citation("hk:cap:486")
    assert runs(root.parts[1]) == {("cap", "486")}


def test_citations_side_by_side_are_alternatives():
    spans = [Span(0, 1, "a:1"), Span(2, 3, "b:2")]
    root = plan_query("X Y", recognise=lambda text: spans).root
    assert isinstance(root, Either)


def expander(text):
    known = {
        "data user": [
            Expansion("data user", "資料使用者", "zh-hant"),
            Expansion("data user", "titular", "pt", degree="none"),
            Expansion("data user", "responsável", "pt", degree="near"),
        ]
    }
    return known.get(text.lower(), [])


def test_neighbouring_words_are_expanded_as_the_term_they_form():
    plan = plan_query("Data user consent", expander=expander)
    assert [(e.form, e.used) for e in plan.expansions] == [("資料使用者", True), ("responsável", True)]
    assert isinstance(plan.root, All)
    either = plan.root.parts[0]
    assert isinstance(either, Either)
    assert [part.weight for part in either.parts[1:]] == [0.5, 0.25]


def test_no_equivalent_is_never_expanded():
    assert "titular" not in [e.form for e in plan_query("data user", expander=expander).expansions]


def test_expansions_can_be_switched_off_all_or_one():
    off = plan_query("data user", expander=expander, expand=False)
    assert [e.used for e in off.expansions] == [False, False]
    assert isinstance(off.root, All)
    one = plan_query("data user", expander=expander, without=["資料使用者"])
    assert [e.used for e in one.expansions] == [False, True]


def test_a_term_is_not_made_across_an_operator():
    assert plan_query("data OR user", expander=expander).expansions == ()
    assert plan_query("data -user", expander=expander).expansions == ()


def test_or_is_only_the_word_in_capitals():
    assert read("a or b") == [Words("a"), Words("or"), Words("b")]
    assert read("a OR b") == [Words("a"), Or(), Words("b")]


def test_a_long_query_is_cut_and_says_so():
    plan = plan_query("甲乙" * 5000)
    assert len(plan.query) == MAX_QUERY
    assert "too_long" in [notice.code for notice in plan.notices]


def test_many_words_are_cut_and_say_so():
    assert "too_many_words" in [notice.code for notice in plan_query("ab " * 100).notices]


OPERATORS = st.text(alphabet='"-:“”「」()ORtitle capon甲乙2015 \x00\n,.*?[]{}^~\\/', max_size=60)


@given(st.one_of(st.text(max_size=300), OPERATORS))
def test_no_text_makes_planning_fail(text):
    plan = plan_query(text, recognise=recognise_cap, expander=expander)
    assert len(plan.query) <= MAX_QUERY

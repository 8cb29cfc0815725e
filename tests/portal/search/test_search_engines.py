"""The conformance suite: every engine finds the same, by the rules of design, on the same small library."""

from dataclasses import dataclass
from datetime import date

import pytest

from portal.search.engine import ALL_FACETS, Page
from portal.search.plan import Expansion, Filters

TODAY = date(2026, 1, 1)
SAME = [
    ("資料使用者", "资料使用者"),
    ("乾燥", "干燥"),
    ("裏面", "里面"),
    ("衞生", "卫生"),
    ("segurança", "SEGURANCA"),
    ("obrigação", "obrigacoes"),
    ("acção", "ação"),
    ("facto", "fatos"),
    ("data user", "ＤＡＴＡ users"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_forms_of_one_query_find_the_same(find, one, other):
    assert set(find(one)) == set(find(other)) != set()


def test_traditional_and_simplified_texts_are_both_found(find):
    assert set(find("資料使用者")) == {"hk-s2-hant", "hk-s2-hans"}


def test_two_characters_are_found_inside_a_longer_run(find):
    assert find("小额") == ["cn-3"]
    assert find("處罰") == ["cn-2"]
    assert set(find("使用")) == {"hk-s2-hant", "hk-s2-hans"}


def test_one_character_is_found_anywhere(find):
    assert set(find("明")) == {"cn-1"}
    assert set(find("罰")) == {"cn-2"}


def test_a_name_is_not_split_into_characters(find):
    assert find("王小明") == ["cn-1"]
    assert find("王明小") == []
    assert find("小明王") == []


def test_a_phrase_does_not_cross_punctuation_in_chinese(find):
    assert find("的人乾燥") == []


def test_numbers_inside_chinese_are_found_as_written(find):
    assert find("第2條") == ["cn-1"]
    assert find("第2條所") == ["cn-1"]
    assert find("第3條") == []


def test_words_are_joined_by_and(find):
    assert set(find("data erase")) == {"hk-s26-old", "hk-s26-new"}


def test_or_joins_its_neighbours(find):
    assert set(find("處罰 OR 小額")) == {"cn-2", "cn-3"}


def test_a_phrase_needs_its_order(find):
    assert find('"user means"') == ["hk-s2-en"]
    assert find('"means user"') == []


def test_a_minus_leaves_units_out(find):
    assert set(find("data -erase")) == {"hk-s2-en", "hk-s30"}
    assert "cn-1" not in find("-资料")


def test_title_looks_in_title_and_heading(find):
    assert find("title:資料") == ["cn-1"]
    assert find("title:imaginary") == ["hk-s2-en"]
    assert find("imaginary") == []


def test_fields_narrow(find):
    assert set(find("cap:901 lang:zh")) == {"hk-s2-hant", "hk-s2-hans"}
    assert set(find("jur:mo art:1")) == {"mo-1-pt", "mo-1-hant"}
    assert find("court:TUI") == ["mo-case-pt"]
    assert set(find("jur:mo year:2014-2020")) == {"mo-case-pt"}


def test_point_in_time_includes_the_first_day_and_not_the_last(find):
    assert find("erase on:2012-03-31") == ["hk-s26-old"]
    assert find("erase on:2012-04-01") == ["hk-s26-new"]
    assert find("erase on:1995-12-31") == []


def test_only_the_latest_version_when_asked(find):
    assert find("erase", filters=Filters(latest_only=True)) == ["hk-s26-new"]


def test_in_force_stands_before_historic(find):
    assert find("erase") == ["hk-s26-new", "hk-s26-old"]


def test_repealed_and_future_units_are_found_and_not_in_force(service, find):
    assert find("match") == ["hk-s30"]
    assert find("match", filters=Filters(in_force=True)) == []
    assert find("小額", filters=Filters(in_force=False)) == ["cn-3"]
    found = service.search("data OR 小額", on=TODAY)
    assert found.facets["in_force"] == {"yes": 2, "no": 3}


def test_the_date_asked_decides_what_is_in_force(service):
    found = service.search("erase", on=date(2000, 1, 1), page=Page(grouped=False))
    assert [(hit.unit.uid, hit.in_force) for hit in found.hits] == [
        ("hk-s26-old", True),
        ("hk-s26-new", False),
    ]


def test_a_heading_weighs_more_than_the_body(find):
    assert find("資料")[0] == "cn-1"


def test_a_text_written_as_the_query_is_stands_first(find):
    assert find("資料使用者")[0] == "hk-s2-hant"
    assert find("资料使用者")[0] == "hk-s2-hans"
    assert find("皇后") == ["mo-1-hant"]


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    id: str


def test_what_a_citation_names_stands_first_then_what_cites_it(find):
    def recognise(text):
        return [Span(0, len("Lei n.º 7/2013"), "mo:lei:7:2013")] if text.startswith("Lei") else []

    found = find("Lei n.º 7/2013", recognise=recognise)
    assert set(found[:2]) == {"mo-1-pt", "mo-1-hant"}
    assert found[2:] == ["hk-s26-new"]


def test_expansions_find_the_other_language_below_the_term_itself(find):
    def expander(text):
        return [Expansion(text, "資料使用者", "zh-hant")] if text == "data user" else []

    assert {"hk-s2-hant", "hk-s2-hans"} <= set(find("data user", expander=expander))
    assert "hk-s2-hant" not in find("data user", expander=expander, expand=False)


def test_filters_narrow_and_facets_count_units(service):
    found = service.search("data", on=TODAY, facets=ALL_FACETS)
    assert found.total == 4
    assert found.facets["language"] == {"en": 4}
    assert found.facets["jurisdiction"] == {"hk": 4}
    assert found.facets["year"] == {"1996": 4}
    assert found.facets["status"] == {"in-force": 3, "repealed": 1}
    assert found.facets["court"] == {}
    narrowed = service.search("data", on=TODAY, filters=Filters(values={"status": ("repealed",)}))
    assert narrowed.total == 1


def test_an_unknown_facet_is_refused(service):
    with pytest.raises(ValueError, match="colour"):
        service.search("data", on=TODAY, facets=("colour",))


def test_hits_are_grouped_by_work_with_their_units_counted(service):
    found = service.search("jur:hk OR jur:mo", on=TODAY, page=Page(per_work=2))
    assert found.total == 9
    assert {group.work: group.total for group in found.groups} == {
        "hk/cap-901": 6,
        "mo/lei-7-2013": 2,
        "mo/tui-12-2015": 1,
    }
    assert {len(group.hits) for group in found.groups} == {1, 2}


def test_pages_of_groups_and_of_units_show_everything_once(service):
    works, units = [], []
    for number in (1, 2, 3):
        found = service.search("jur:hk OR jur:mo OR jur:cn", on=TODAY, page=Page(number=number, size=2))
        works += [group.work for group in found.groups]
        assert found.has_next == (number < 3)
    assert len(works) == len(set(works)) == 5
    for number in (1, 2, 3):
        found = service.search("jur:hk OR jur:mo OR jur:cn", on=TODAY, page=Page(number, 5, grouped=False))
        units += [hit.unit.uid for hit in found.hits]
    assert len(units) == len(set(units)) == 12


def test_a_hit_brings_back_the_unit_whole(service):
    (hit,) = service.search('"user means"', on=TODAY).hits
    assert hit.unit.body == "data user means a person who controls <the> data & more"
    assert hit.unit.citations == ("hk:cap:901", "hk:cap:901:s2")
    assert hit.unit.title == "Imaginary Records Ordinance"


def test_a_changed_unit_replaces_the_one_before_and_a_deleted_one_is_gone(service, find):
    from dataclasses import replace

    (hit,) = service.search('"user means"', on=TODAY).hits
    service.upsert([replace(hit.unit, body="controller means somebody")])
    service.delete(["cn-2"])
    service.commit()
    assert find('"user means"') == []
    assert find("controller") == ["hk-s2-en"]
    assert find("處罰") == []


@pytest.mark.parametrize("text", ["", " ", "\x00", "。" * 500, "甲" * 10_000, "a " * 5_000, '"' * 50, "-", "--", "OR",
                                  "title:", "on:", "cap:", "*:*", "[a TO b]", "a^9~2", "資料\x00使用", "\ud800"])  # fmt: skip
def test_hostile_queries_find_what_they_can_and_never_fail(service, text):
    found = service.search(text, on=TODAY)
    assert found.total >= 0

"""Analysis: bigrams with a trailing single character, words normalised by language, offsets kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n.folding import fold, plain
from portal.search.analysis import english, portuguese
from portal.search.analysis.segmentation import spans, tokens
from portal.search.analysis.written import FOLDED_SCRIPT, written_in_query, written_tokens

MIXED = st.text(alphabet="資料使用者乾后𠮶第2條 ，。abç̧ãos-'()\n\u0301\x00Ｃ")


def written(text, language):
    return written_tokens(text, fold(text), language)


def test_chinese_is_cut_into_bigrams_and_a_trailing_character():
    assert tokens("資料使用者", "zh-hant") == ["资料", "料使", "使用", "用者", "者"]


def test_punctuation_parts_runs_and_is_never_a_token():
    assert tokens("甲、乙丙。", "zh-hans") == ["甲", "乙丙", "丙"]


def test_words_inside_chinese_are_words():
    assert tokens("第2A條", "zh-hant") == ["第", "2a", "条"]


def test_characters_beyond_the_basic_plane_are_cut_like_others():
    assert tokens("甲𠮶乙", "zh-hant")[0][0] == "甲"
    assert len(tokens("甲𠮶乙", "zh-hant")) == 3


@given(st.one_of(MIXED, st.text()), st.sampled_from(["zh-hant", "zh-hans", "pt", "en", "xx"]))
def test_the_quick_way_and_the_way_with_offsets_give_the_same_tokens(text, language):
    found = list(spans(text, language))
    assert [span.token for span in found] == tokens(text, language)
    assert all(0 <= span.start < span.end <= len(text) for span in found)


@given(MIXED)
def test_combining_accents_do_not_part_words(text):
    assert all("\u0301" not in token for token in tokens(text, "pt"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("obrigação", "obrigações"),
        ("obrigacao", "Obrigações"),
        ("acção", "ação"),
        ("acções", "acao"),
        ("facto", "fatos"),
        ("direcção", "direção"),
        ("óptimo", "ótimo"),
        ("adopção", "adoção"),
        ("leis", "lei"),
        ("bens", "bem"),
        ("tribunais", "tribunal"),
        ("responsáveis", "responsável"),
        ("menores", "menor"),
        ("juízes", "juiz"),
        ("civis", "civil"),
        ("contractual", "contratual"),
        ("livres", "livre"),
        ("segurança", "segurança"),
    ],
)
def test_portuguese_forms_of_one_word_are_one(one, other):
    assert portuguese.normalise(fold(one)) == portuguese.normalise(fold(other))


@pytest.mark.parametrize(("one", "other"), [("mais", "mal"), ("pacto", "pato"), ("casas", "caso")])
def test_portuguese_words_that_differ_stay_apart(one, other):
    assert portuguese.normalise(one) != portuguese.normalise(other)


@pytest.mark.parametrize(
    ("plural", "singular"), [("users", "user"), ("parties", "party"), ("searches", "search")]
)
def test_english_plurals_are_their_singulars(plural, singular):
    assert english.normalise(plural) == singular


@pytest.mark.parametrize("word", ["damages", "goods", "securities", "process", "thesis", "status", "gas"])
def test_english_words_that_only_look_like_plurals_are_left_alone(word):
    assert english.normalise(word) == word


def test_written_tokens_tell_apart_what_folding_merges():
    assert "乾燥" in written("乾燥", "zh-hant")
    assert "后果" in written_in_query("后果", ("",))
    assert "皇后" in written("皇后說", "zh-hant")
    assert "其後" in written("其後", "zh-hant")
    assert "acção" in written("acção", "pt")
    assert written("seguro", "pt") == []


def test_a_text_wholly_in_the_folded_script_says_so():
    assert FOLDED_SCRIPT in written("资料", "zh-hans")
    assert FOLDED_SCRIPT not in written("資料", "zh-hant")


@given(MIXED)
def test_written_tokens_are_found_in_the_text_as_written(text):
    kept = plain(text)
    assert all(token in kept for token in written(text, "zh-hant") if token != FOLDED_SCRIPT)

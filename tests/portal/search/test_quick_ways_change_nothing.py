"""What is done faster for most texts gives what the slow way gives for every text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n.folding import fold, plain, plain_words_are_folded, read_table
from portal.search.analysis.written import written_tokens
from portal.search.preparation import prepare
from portal.search.units import Unit

TABLE = read_table()
ANY = st.one_of(
    st.text(),
    st.text(alphabet="ABab09_ ’‘“”—–\u00a0，；：（）§£ªºßİıΣΟς資料后後Ａ９\u0301\u0345´¨𠮶𝐀"),
)


def one_by_one(text: str) -> str:
    """Folding as the table says it, character by character."""
    return text.translate(TABLE)


def unit(heading: str, body: str, language: str) -> Unit:
    return Unit(
        uid="u", work="w", provision="s1", jurisdiction="cn-hk", language=language, kind="ordinance",
        heading=heading, body=body,
    )  # fmt: skip


@given(ANY)
def test_folding_of_a_whole_text_is_that_of_its_characters(text):
    assert fold(text) == one_by_one(text)
    assert plain(text) == "".join(map(plain, text))


def test_a_sigma_is_folded_alike_wherever_it_stands():
    assert fold("ΟΔΟΣ — ΟΔΟΣ") == one_by_one("ΟΔΟΣ — ΟΔΟΣ")
    assert plain("ΟΔΟΣ’") == "".join(map(plain, "ΟΔΟΣ’"))


@given(ANY, ANY, st.sampled_from(["zh-hant", "zh-hans", "pt", "en"]))
def test_words_found_once_tell_the_spelling_as_reading_twice_does(heading, body, language):
    made = prepare(unit(heading, body, language))
    both = f"{heading}\n{body}"
    assert made.written.split() == written_tokens(both, fold(both), language)


def test_every_character_that_belongs_to_a_token_is_looked_at() -> None:
    """One that folding changes, twice in a text without a Chinese character: nothing of its spelling is missed."""
    for code in sorted(TABLE):
        made, body = prepare(unit("x", chr(code) * 2, "pt")), f"x\n{chr(code) * 2}"
        assert made.written.split() == written_tokens(body, fold(body), "pt"), hex(code)


@pytest.mark.parametrize(("text", "alike"), [
    ("The “data user’s” duty — 30 days", True), ("第３条；使用者", True), ("obrigação", False), ("n.º 5", False), ("資料", False),
])  # fmt: skip
def test_only_what_stands_between_the_words_is_passed_over(text, alike):
    assert plain_words_are_folded(text) is alike

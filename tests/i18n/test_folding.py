"""Folding: one character in, one out, and every form of a word falls together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n.folding import fold, many_formed, plain, read_table
from i18n.folding_variants import GROUPS

LEGAL_CHARACTERS = "資料使用者资料甚麼什么後后裏裡里衞衛卫乾幹干係繫系僱雇臺檯颱台𠮶AÇãéº：，ＣＡＰ第2條"
TEXTS = st.one_of(st.text(), st.text(alphabet=LEGAL_CHARACTERS))


@given(TEXTS)
def test_folding_keeps_the_length_and_changes_nothing_the_second_time(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@given(TEXTS)
def test_plain_keeps_the_length_and_folds_to_the_same(text):
    assert len(plain(text)) == len(text)
    assert fold(plain(text)) == fold(text)


def test_the_table_is_closed():
    table = read_table()
    assert len(table) > 5000
    assert not [code for code, target in table.items() if target in table]


def test_the_table_leaves_ascii_alone_but_for_capitals():
    ascii_changes = {chr(code): chr(target) for code, target in read_table().items() if code < 128}
    assert ascii_changes == {chr(code): chr(code).lower() for code in range(65, 91)}


@pytest.mark.parametrize("group", GROUPS)
def test_a_variant_group_falls_together(group):
    assert len({fold(character) for character in group}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("資料使用者", "资料使用者"),
        ("甚麼", "甚么"),
        ("衞生署", "卫生署"),
        ("僱傭合約", "雇佣合约"),
        ("關係", "关系"),
        ("Segurança", "seguranca"),
        ("OBRIGAÇÃO", "obrigacao"),
        ("n.º", "n.o"),
        ("Ｃａｐ．４８６", "cap.486"),
    ],
)
def test_forms_of_one_text_fold_to_one(one, other):
    assert fold(one) == fold(other)


def test_plain_keeps_script_and_accents():
    assert plain("資料 Segurança ＣＡＰ") == "資料 segurança cap"


def test_characters_of_many_forms_are_chinese_characters_of_writing():
    many = many_formed()
    assert {"後", "后", "资", "資"} <= many
    assert not any(character.isascii() for character in many)
    assert "使" not in many

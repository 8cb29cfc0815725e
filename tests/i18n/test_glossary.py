"""The term base is complete, speaks the languages of its jurisdictions, and names the place of a fault."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from i18n import glossary, languages

FIELDS = {
    "arbitration",
    "company",
    "contract",
    "courts",
    "data_protection",
    "enforcement_insolvency",
    "evidence",
    "family_succession",
    "foreign_law",
    "labour",
    "mediation",
    "negotiable_instruments",
    "power_of_attorney",
    "principles",
    "procedure",
    "property",
    "service",
    "time_limits",
    "tort",
}
#: Words of Brazilian law and of the 1990 spelling, each with the Macao word in its place.
NOT_MACAO = {
    "ação": "acção",
    "acionista": "accionista",
    "agravo": "recurso",
    "aluguel": "aluguer",
    "anônima": "anónima",
    "apelação": "recurso",
    "ato": "acto",
    "atos": "actos",
    "cartório": "secretaria",
    "comarca": "tribunal",
    "desembargador": "juiz",
    "direto": "directo",
    "econômico": "económico",
    "eletrônica": "electrónica",
    "eletrónica": "electrónica",
    "exceção": "excepção",
    "execução fiscal": "execução",
    "fato": "facto",
    "fatos": "factos",
    "inadimplemento": "incumprimento",
    "inadimplência": "incumprimento",
    "indenização": "indemnização",
    "intimação": "notificação",
    "liminar": "providência cautelar",
    "mandado de segurança": "providência cautelar",
    "nota promissória": "livrança",
    "objeto": "objecto",
    "pessoa física": "pessoa singular",
    "pessoa jurídica": "pessoa colectiva",
    "proteção": "protecção",
    "recuperação judicial": "concordata",
    "registro": "registo",
    "sociedade limitada": "sociedade por quotas",
    "tabelião": "notário",
    "usuário": "utente",
    "vara": "juízo",
}
GOOD = [
    ["sale", "contract", "zh-hans", "CN", "买卖合同", "official", "民法典 第五百九十五条", "same", ""],
    ["sale", "contract", "zh-hant", "CN-HK", "售賣合約", "working", "", "same", ""],
    ["sale", "contract", "en", "CN-HK", "contract of sale", "working", "", "same", ""],
    ["sale", "contract", "zh-hant", "CN-MO", "買賣", "working", "", "near", ""],
    ["sale", "contract", "pt", "CN-MO", "compra e venda", "working", "", "near", ""],
]
SOURCE = ["民法典", "zh-hans", "CN", "中华人民共和国民法典", "2020-05-28", "bulk", "民法典"]


def write(folder: Path, rows: list[list[str]]) -> Path:
    """A small term base of one field and one instrument."""
    for name, columns, lines in (
        ("contract.csv", glossary.COLUMNS, rows),
        ("sources.csv", glossary.SOURCE_COLUMNS, [SOURCE]),
    ):
        with (folder / name).open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows([columns, *lines])
    return folder


def changed(line: int, column: str, value: str) -> list[list[str]]:
    """The good rows with one value replaced; ``line`` counts from 1 as in a file without its heading."""
    rows = [list(row) for row in GOOD]
    rows[line - 1][glossary.COLUMNS.index(column)] = value
    return rows


def test_the_term_base_holds_more_than_three_hundred_concepts_in_every_field_of_law() -> None:
    concepts = glossary.load()
    assert len(concepts) >= 320
    sizes = Counter(concept.domain for concept in concepts)
    assert set(sizes) == FIELDS
    assert min(sizes.values()) >= 14


def test_every_concept_speaks_the_four_languages_of_the_portal() -> None:
    assert set(glossary.LANGUAGES) == set(languages.CODES)
    for concept in glossary.load():
        assert {form.language for form in concept.forms} == set(languages.CODES), concept.slug


def test_every_concept_has_a_word_for_each_of_the_three_jurisdictions() -> None:
    for concept in glossary.load():
        places = {(form.language, form.jurisdiction) for form in concept.forms}
        wanted = {(tongue, place) for place, tongues in glossary.LANGUAGES_OF.items() for tongue in tongues}
        assert places == wanted, concept.slug


def test_the_two_languages_of_one_jurisdiction_stand_at_the_same_distance_from_the_head() -> None:
    for concept in glossary.load():
        for place in ("CN-HK", "CN-MO"):
            degrees = {form.degree for form in concept.forms if form.jurisdiction == place}
            assert len(degrees) == 1, f"{concept.slug}: {place} is {' and '.join(sorted(degrees))}"


def test_official_forms_are_cited_and_working_translations_are_not() -> None:
    for concept in glossary.load():
        for form in concept.forms:
            assert bool(form.source) == (form.status == "official"), concept.slug


def test_portuguese_is_the_portuguese_of_macao() -> None:
    for concept in glossary.load():
        for form in concept.in_language("pt"):
            for word, macao_word in NOT_MACAO.items():
                found = re.search(rf"\b{word}\b", form.text.casefold())
                assert not found, f"{concept.slug}: “{word}”, in Macao “{macao_word}”"


def test_no_brazilian_or_portuguese_instrument_can_be_cited() -> None:
    for source in glossary.sources().values():
        assert source.jurisdiction in {"CN", "CN-HK", "CN-MO"}
        if source.language == "pt":
            assert source.holding == "macao"


def test_only_chinese_forms_carry_chinese_characters() -> None:
    for concept in glossary.load():
        for form in concept.forms:
            has_chinese = bool(re.search(r"[\u3400-\u9fff]", form.text))
            assert has_chinese == languages.is_chinese(form.language), f"{concept.slug}: {form.text}"


def test_simplified_forms_hold_no_traditional_character() -> None:
    opencc = pytest.importorskip("opencc", reason="OpenCC is a development dependency")
    to_simplified = opencc.OpenCC("t2s").convert
    for concept in glossary.load():
        for form in concept.in_language("zh-hans"):
            assert to_simplified(form.text) == form.text, concept.slug


def test_matched_epigraphs_of_the_macao_criminal_code_are_paired() -> None:
    legality = next(concept for concept in glossary.load() if concept.slug == "principle-of-legality")
    macao = [form for form in legality.forms if form.jurisdiction == "CN-MO"]
    assert [(form.text, form.source) for form in macao] == [
        ("罪刑法定原則", "刑法典 第一條"),
        ("Princípio da legalidade", "Código Penal art. 1.º"),
    ]


def test_data_user_is_the_ordinance_term_in_both_languages_of_hong_kong() -> None:
    user = next(concept for concept in glossary.load() if concept.slug == "data-user-controller")
    hong_kong = {form.text: form.source for form in user.forms if form.jurisdiction == "CN-HK"}
    assert hong_kong == {"資料使用者": "第486章 第2條", "data user": "Cap. 486 s. 2"}


def test_a_sound_term_base_loads_with_its_head_first(tmp_path: Path) -> None:
    (concept,) = glossary.load(write(tmp_path, GOOD))
    assert (concept.slug, concept.domain, concept.head.text) == ("sale", "contract", "买卖合同")


def test_an_inflected_form_is_looked_for_as_its_note_quotes_it() -> None:
    form = glossary.Form("pt", "CN-MO", "letra", "official", "x 1", "same", "attested as “letras”")
    assert form.attested == "letras"
    assert glossary.Form("pt", "CN-MO", "letra", "official", "x 1", "same", "").attested == "letra"


@pytest.mark.parametrize(
    ("line", "column", "value", "sentence"),
    [
        (2, "concept", "Sale Of Goods", "is no slug"),
        (2, "domain", "property", "does not belong in this file"),
        (3, "language", "fr", "unknown language 'fr'"),
        (3, "jurisdiction", "TW", "unknown jurisdiction 'TW'"),
        (5, "jurisdiction", "CN-HK", "pt is no language of the law of CN-HK"),
        (4, "status", "draft", "unknown status 'draft'"),
        (4, "degree", "alike", "unknown degree 'alike'"),
        (4, "form", "", "only a form without equivalent may be empty"),
        (4, "form", " 買賣", "blank at the edge"),
        (4, "degree", "none", "a form without equivalent needs a note"),
        (2, "source", "民法典 第一条", "a working translation cites nothing"),
        (2, "status", "official", "no instrument of sources.csv"),
        (1, "source", "合同法 第九条", "no instrument of sources.csv"),
        (1, "source", "民法典", "no instrument of sources.csv"),
        (1, "degree", "near", "the head form must be of degree same"),
    ],
)
def test_a_faulty_row_is_refused_with_file_and_line(
    tmp_path: Path, line: int, column: str, value: str, sentence: str
) -> None:
    folder = write(tmp_path, changed(line, column, value))
    with pytest.raises(ValueError, match=rf"contract\.csv, line {line + 1}: .*{re.escape(sentence)}"):
        glossary.load(folder)


def test_a_citation_from_another_language_is_refused(tmp_path: Path) -> None:
    rows = changed(2, "status", "official")
    rows[1][glossary.COLUMNS.index("source")] = "民法典 第五百九十五条"
    with pytest.raises(ValueError, match="line 3: 民法典 is a text of another language or jurisdiction"):
        glossary.load(write(tmp_path, rows))


@pytest.mark.parametrize(
    ("kept", "sentence"),
    [
        ([0, 1, 3, 4], "no form and no explicit absence in en"),
        ([0, 1, 2, 3], "no form and no explicit absence in pt"),
        ([0, 1, 2, 4], "Portuguese and Macao Chinese must be paired"),
        ([0, 0, 1, 2, 3, 4], "the row stands twice"),
        ([0, 1, 2, 3, 4, 0], "the row stands twice|no form and no explicit absence"),
    ],
)
def test_an_incomplete_or_repeated_concept_is_refused(tmp_path: Path, kept: list[int], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        glossary.load(write(tmp_path, [GOOD[index] for index in kept]))


def test_a_slug_used_twice_is_refused_with_both_places(tmp_path: Path) -> None:
    other = [[*row[:1], "property", *row[2:]] for row in GOOD]
    write(tmp_path, GOOD)
    with (tmp_path / "property.csv").open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([glossary.COLUMNS, *other])
    with pytest.raises(ValueError, match=r"property\.csv, line 2: .* already at contract\.csv, line 2"):
        glossary.load(tmp_path)


def test_a_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    (tmp_path / "tort.csv").write_text("concept,form\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"tort\.csv, line 1: the columns must be"):
        glossary.load(tmp_path)


def test_every_note_is_said_in_the_other_languages_and_none_is_left_over() -> None:
    said = glossary.notes()
    assert {form.note for concept in glossary.load() for form in concept.forms if form.note} == set(said)
    for note, words in said.items():
        wrong = [word for word in NOT_MACAO if re.search(rf"\b{word}\b", words["pt"].lower())]
        assert not wrong, f"{note}: {wrong}"
        assert not set("你您") & set(words["zh-hant"] + words["zh-hans"]), note
    assert glossary.told_note("no general doctrine", "pt") == ("sem doutrina geral", "pt")


@pytest.mark.parametrize("language", ["zh-hant", "pt", "en", "xx"])
def test_a_note_that_an_editor_wrote_is_told_as_it_was_written(language: str) -> None:
    assert glossary.told_note("an editor's own note", language) == ("an editor's own note", "en")


def test_a_note_that_stands_twice_or_lacks_a_language_is_named(tmp_path: Path) -> None:
    lines = [["own", "自有", "自有", "própria"], ["own", "自有", "自有", "própria"]]
    for rows, fault in (
        (lines, "line 3: the note stands twice"),
        ([["own", "自有", "", "p"]], "line 2: a column is empty"),
    ):
        folder = tmp_path / str(len(rows))
        folder.mkdir()
        with (folder / "notes.csv").open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows([glossary.NOTE_COLUMNS, *rows])
        with pytest.raises(ValueError, match=fault):
            glossary.notes(folder)

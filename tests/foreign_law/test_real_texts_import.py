"""The real texts: Cap. 486 in two languages, five versions of Cap. 614, seven Macao texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

from foreign_law.importers.hklm import NAMESPACE
from foreign_law.importers.report import Report
from foreign_law.models import Instrument, Provision, ProvisionVersion
from foreign_law.queries.history import changed_provisions, compare
from foreign_law.queries.reading import provision_at
from foreign_law.queries.works import work_at
from foreign_law.rules.alignment import shared_anchors

Import = Callable[..., Report]
WORKS = {
    "hk/cap-486", "hk/cap-614", "mo/codigo-penal", "mo/decreto-lei-40-99-m", "mo/decreto-lei-48-99-m",
    "mo/decreto-lei-58-98-m", "mo/lei-7-2013", "mo/lei-10-2023",
}  # fmt: skip


@pytest.fixture
def held(import_paths: Import, corpora: Path) -> Report:
    return import_paths(corpora / "hk", corpora / "macao")


def test_all_real_texts_go_in_and_a_second_run_changes_nothing(
    held: Report, import_paths: Import, corpora: Path
) -> None:
    assert held.refused == [] and held.skipped == 0 and held.files == 14
    assert {work.path for work in Instrument.objects.all()} == WORKS
    again = import_paths(corpora / "hk", corpora / "macao")
    assert not again.changed and again.versions == 0 and again.warnings == []


def test_cap_486_stands_in_two_languages_paragraph_facing_paragraph(held: Report) -> None:
    sections = Provision.objects.filter(instrument__slug="cap-486", unit="section")
    assert sections.count() == 150
    bodies: dict[str, dict[str, list[dict[str, str]]]] = {"en": {}, "zh-hant": {}}
    for version in ProvisionVersion.objects.filter(provision__instrument__slug="cap-486").select_related(
        "provision", "expression"
    ):
        bodies[version.expression.language][version.provision.key] = version.body
    assert bodies["en"].keys() == bodies["zh-hant"].keys() and len(bodies["en"]) == 157
    shared = {
        anchor
        for key in bodies["en"]
        for anchor in shared_anchors(bodies["en"][key], bodies["zh-hant"][key]) | {key}
    }
    assert len(shared) >= 1500


def test_definitions_of_cap_486_pair_their_terms(held: Report) -> None:
    from foreign_law.models import ConceptForm

    forms = ConceptForm.objects.filter(concept__slug="hk:cap:486:data-user").values_list("language", "text")
    assert set(forms) == {("en", "data user"), ("zh-hant", "資料使用者")}


def source_words(path: Path) -> dict[str, str]:
    """What a file says about each section, read by another road: all text without white space, and its status."""
    words = {}
    for section in etree.parse(str(path)).iter(f"{{{NAMESPACE}}}section", f"{{{NAMESPACE}}}longTitle"):
        if not any("quotedStructure" in str(above.tag) for above in section.iterancestors()):
            text = re.sub(r"\s", "", "".join(section.itertext()))
            words[section.get("temporalId", "")] = f"{section.get('status')} {text}"
    return words


def test_cap_614_on_two_dates_differs_where_the_sources_differ_and_only_there(
    held: Report, corpora: Path
) -> None:
    files = {
        date.fromisoformat(f"{n[8:12]}-{n[12:14]}-{n[14:16]}"): source_words(corpora / "hk" / n)
        for n in sorted(p.name for p in (corpora / "hk").glob("cap_614_*.xml"))
    }
    assert len(files) == 5
    work = work_at("hk", "cap-614")
    assert work is not None
    for first, second in combinations(sorted(files), 2):
        expected = {
            key
            for key in files[first].keys() | files[second].keys()
            if files[first].get(key) != files[second].get(key)
        }
        changes = changed_provisions(work, language="en", first=first, second=second)
        assert {change.key for change in changes if change.change != "same"} == expected
    compared = compare(work, "s1", language="en", first=date(2017, 2, 24), second=date(2018, 4, 20))
    assert compared is not None and compared.same and {row.change for row in compared.rows} == {"same"}


def test_cap_614_between_held_dates_says_what_is_not_held(held: Report) -> None:
    work = work_at("hk", "cap-614")
    assert work is not None
    reading = provision_at(work, "s2", on=date(2018, 1, 1), language="en")
    assert reading is not None and (reading.outcome, reading.version) == ("not-held", None)
    assert reading.before is not None and reading.before.valid_to == date(2017, 2, 25)
    assert reading.after is not None and reading.after.valid_from == date(2018, 4, 20)
    assert reading.held_dates[0] == date(2011, 6, 30) and len(reading.held_dates) == 5


def test_past_versions_of_cap_614_are_never_current(held: Report) -> None:
    assert not ProvisionVersion.objects.filter(provision__instrument__slug="cap-614", valid_to=None).exists()


def test_decree_of_the_commercial_code_is_not_paired_with_the_code(held: Report) -> None:
    decree = work_at("mo", "decreto-lei-40-99-m")
    assert decree is not None and work_at("mo", "codigo-comercial") is None
    reading = provision_at(decree, "art1", on=None, language="pt")
    assert reading is not None and reading.version is not None
    assert reading.version.heading == "Aprovação do Código Comercial" and reading.others == []
    assert [note.citation_id for note in reading.notes] == []
    lapsed = provision_at(decree, "art3", on=None, language="pt")
    assert lapsed is not None and [note.citation_id for note in lapsed.notes] == ["mo:lei:27:2024"]


def test_penal_code_is_read_in_both_languages(held: Report) -> None:
    code = work_at("mo", "codigo-penal")
    assert code is not None and code.approved_by_citation == "mo:decreto-lei:58:95-m"
    reading = provision_at(code, "art1", on=date(2000, 1, 1), language="zh-hant")
    assert reading is not None and reading.version is not None and reading.version.heading == "罪刑法定原則"
    assert reading.others[0].aligned and reading.others[0].version is not None
    assert reading.others[0].version.heading == "Princípio da legalidade"

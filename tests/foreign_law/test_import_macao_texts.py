"""Macao texts: divisions, articles, epigraphs, notes, languages paired or not (fictitious Lei n.º 901/2031)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from foreign_law.importers import macao
from foreign_law.importers.macao_header import read_header
from foreign_law.importers.parsed import ParsedDocument, Received
from foreign_law.importers.report import Report
from foreign_law.models import ConceptForm, Expression, Instrument, Judgment, JudgmentText, ProvisionVersion
from foreign_law.queries.judgments import judgment_at
from foreign_law.queries.reading import contents_at, provision_at, side_by_side
from foreign_law.queries.works import work_at

Import = Callable[..., Report]


def parsed(samples: Path, name: str) -> list[ParsedDocument]:
    return macao.read(Received(name, (samples / "macao" / name).read_bytes()))


def test_head_gives_act_title_and_date(samples: Path) -> None:
    (document,) = parsed(samples, "lei-901-2031.pt.txt")
    work = document.instrument
    assert (work.citation_id, work.slug, work.year) == ("mo:lei:901:2031", "lei-901-2031", 2031)
    assert work.published_date == date(2031, 2, 3)
    assert document.title == "Regime fictício das lanternas de papel"
    assert document.short_citation == "Lei n.º 901/2031"
    assert document.authenticity == "official"


def test_chinese_head_gives_the_same_work(samples: Path) -> None:
    (document,) = parsed(samples, "lei-901-2031.zh-Hant.txt")
    assert document.instrument.citation_id == "mo:lei:901:2031"
    assert document.instrument.published_date == date(2031, 2, 3)
    assert (document.language, document.title) == ("zh-hant", "虛構紙燈籠法律制度")


def test_divisions_articles_and_bare_epigraphs(samples: Path) -> None:
    (document,) = parsed(samples, "lei-901-2031.pt.txt")
    found = {provision.key: provision for provision in document.provisions}
    assert list(found) == ["preamble", "art1", "art2", "art3", "art4", "art5"]
    assert found["art1"].heading == "Objecto"
    assert [d["id"] for d in found["art3"].path] == ["chapter-2", "chapter-2.section-1"]
    assert found["art3"].path[0]["heading"] == "Licenças"
    assert [(n["a"], n.get("num")) for n in found["art2"].body] == [
        ("art2_1", "1."), ("art2_1_1", "1)"), ("art2_1_2", "2)"), ("art2_2", "2."),
    ]  # fmt: skip
    assert document.notes[0] == {"kind": "closing", "text": "Aprovada em 20 de Janeiro de 2031."}


def test_chinese_items_have_the_anchors_of_the_portuguese_ones(samples: Path) -> None:
    (document,) = parsed(samples, "lei-901-2031.zh-Hant.txt")
    found = {provision.key: provision for provision in document.provisions}
    assert [n["a"] for n in found["art2"].body] == ["art2_1", "art2_1_1", "art2_1_2", "art2_2"]


def test_quoted_article_of_the_amended_act_is_no_article_of_this_one(samples: Path) -> None:
    for name in ("lei-901-2031.pt.txt", "lei-901-2031.zh-Hant.txt"):
        (document,) = parsed(samples, name)
        found = {provision.key: provision for provision in document.provisions}
        assert "art12" not in found and len(found["art4"].body) == 3


def test_status_notes_stay_with_their_paragraph(samples: Path) -> None:
    (document,) = parsed(samples, "lei-901-2031.pt.txt")
    found = {provision.key: provision for provision in document.provisions}
    note = found["art2"].notes[0]
    assert (note.anchor, note.mark, note.citation_id, note.status) == ("art2_2", "*", "mo:lei:902:2032", "")
    assert found["art2"].status == "unstated"
    assert found["art3"].status == "not-in-force"
    assert found["art3"].notes[0].text == "Não está em vigor - Consulte também: Lei n.º 903/2033"


def test_code_is_a_work_apart_with_its_approving_act_named(samples: Path) -> None:
    (document,) = parsed(samples, "codigo-penal-extract-art1-2.pt.txt")
    work = document.instrument
    assert (work.citation_id, work.slug, work.kind) == ("mo:codigo-penal", "codigo-penal", "code")
    assert work.approved_by_citation == "mo:decreto-lei:58:95-m"
    assert (work.gazette_number, work.published_date) == ("46/1995", date(1995, 11, 14))
    assert document.excerpt


def test_code_in_the_file_of_its_decree_becomes_a_document_of_its_own(
    import_paths: Import, samples: Path
) -> None:
    import_paths(samples / "macao" / "decreto-lei-40-99-m-with-code.pt.txt")
    decree, code = work_at("mo", "decreto-lei-40-99-m"), work_at("mo", "codigo-comercial")
    assert decree is not None and code is not None
    assert code.approved_by_citation == decree.citation_id
    first = provision_at(decree, "art1", on=None, language="pt")
    second = provision_at(code, "art1", on=None, language="pt")
    assert first is not None and first.version is not None and first.version.heading == "Aprovação"
    assert (
        second is not None and second.version is not None and second.version.heading == "Empresário fictício"
    )
    assert first.provision.pk != second.provision.pk and first.others == []


def test_what_stands_first_in_the_head_names_the_work() -> None:
    decree = read_header(["Decreto-Lei n.º 40/99/M (Código Comercial)", "Artigo 1.º"], "a.txt")
    code = read_header(["Código Comercial (Decreto-Lei n.º 40/99/M)", "Artigo 1.º"], "a.txt")
    assert decree is not None and decree.instrument.citation_id == "mo:decreto-lei:40:99-m"
    assert code is not None and code.instrument.citation_id == "mo:codigo-comercial"
    assert read_header(["Shopping list"], "a.txt") is None


def test_languages_are_paired_where_work_division_and_epigraph_agree(
    import_paths: Import, samples: Path
) -> None:
    report = import_paths(samples / "macao")
    work = work_at("mo", "codigo-penal")
    assert work is not None
    reading = provision_at(work, "art1", on=None, language="pt")
    assert reading is not None and reading.version is not None
    (other,) = reading.others
    assert other.aligned and other.version is not None and other.version.heading == "虛構原則"
    assert [row.anchor for row in side_by_side(reading.version, other.version)] == ["art1_1"]
    assert not any("codigo-penal" in warning["text"] for warning in report.warnings)


def test_languages_that_disagree_are_not_paired_and_a_warning_says_why(
    import_paths: Import, samples: Path
) -> None:
    report = import_paths(samples / "macao")
    warned = [warning["text"] for warning in report.warnings if "not paired" in warning["text"]]
    assert warned == [
        f"mo/lei-901-2031 {key}: languages not paired, the divisions above it differ"
        for key in ("art3", "art4", "art5")
    ]
    apart = ProvisionVersion.objects.filter(expression__instrument__slug="lei-901-2031", aligned=False)
    keys = {version.provision.key for version in apart.select_related("provision")}
    assert keys == {"art3", "art4", "art5"} and apart.count() == 6


def test_matched_epigraphs_become_terms_with_their_article(import_paths: Import, samples: Path) -> None:
    import_paths(samples / "macao")
    forms = ConceptForm.objects.filter(concept__slug="mo:codigo-penal:art1").order_by("language")
    assert [(form.language, form.text, form.source) for form in forms] == [
        ("pt", "Princípio fictício", "Código Penal, Artigo 1.º"),
        ("zh-hant", "虛構原則", "刑法典, 第一條"),
    ]


def test_bilingual_file_gives_two_languages_of_one_work(import_paths: Import, samples: Path) -> None:
    import_paths(samples / "macao" / "lei-904-2034.bilingual.txt")
    work = work_at("mo", "lei-904-2034")
    assert work is not None
    assert {e.language: e.title for e in work.expressions.all()} == {
        "zh-hant": "虛構風箏法律制度", "pt": "Regime fictício dos papagaios de papel",
    }  # fmt: skip
    reading = provision_at(work, "art2", on=None, language="zh-hant")
    assert reading is not None and reading.version is not None and reading.version.heading == "風箏的種類"
    other = reading.others[0].version
    assert other is not None and other.heading == "Tipos de papagaio" and reading.others[0].aligned
    assert other.body[0]["num"] == "1."


def test_excerpt_says_so_until_the_whole_comes(import_paths: Import, samples: Path, tmp_path: Path) -> None:
    import_paths(samples / "macao" / "codigo-penal-extract-art1-2.pt.txt")
    assert Expression.objects.get(instrument__slug="codigo-penal").excerpt
    whole = tmp_path / "codigo-penal.pt.txt"
    whole.write_text("Código Penal\nArtigo 1.º\n(Um)\nTexto.\nArtigo 2.º\n(Dois)\nTexto.\n", encoding="utf-8")
    import_paths(whole)
    assert not Expression.objects.get(instrument__slug="codigo-penal").excerpt


def test_second_excerpt_of_a_work_adds_to_the_first(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    import_paths(samples / "macao" / "codigo-penal-extract-art1-2.pt.txt")
    more = tmp_path / "codigo-penal-art3-3.pt.txt"
    more.write_text("Código Penal\nArtigo 3.º\n(Três)\nTexto inventado.\n", encoding="utf-8")
    import_paths(more)
    work = Instrument.objects.get(slug="codigo-penal")
    keys = [
        e.key for e in contents_at(work, on=None, language="pt").entries if e.type == "provision" and e.held
    ]
    assert keys == ["art1", "art2", "art3"]


def test_another_page_of_the_same_article_supersedes_it_and_both_stay(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    name = "codigo-penal-extract-art1-2.pt.txt"
    import_paths(samples / "macao" / name)
    later = tmp_path / name
    later.write_text(
        (samples / "macao" / name).read_text("utf-8").replace("Outro texto", "Novo texto"), "utf-8"
    )
    assert import_paths(later).versions == 1
    rows = ProvisionVersion.objects.filter(provision__key="art2")
    assert rows.count() == 2 and rows.get(superseded_at=None).text == "Novo texto inventado."


def test_text_without_a_stated_date_is_known_after_the_year_of_its_act(
    import_paths: Import, tmp_path: Path
) -> None:
    undated = tmp_path / "lei.txt"
    undated.write_text("Lei n.º 905/2015\nRegime fictício\nArtigo 1.º\nObjecto\nTexto.\n", encoding="utf-8")
    import_paths(undated)
    work = Instrument.objects.get(slug="lei-905-2015")
    for on, outcome in (
        (date(2014, 1, 1), "not-held"),
        (date(2015, 6, 1), "not-held"),
        (date(2016, 1, 1), "held"),
    ):
        reading = provision_at(work, "art1", on=on, language="pt")
        assert reading is not None and reading.outcome == outcome


def test_date_that_a_later_file_states_reaches_the_texts_held(import_paths: Import, tmp_path: Path) -> None:
    undated, dated = tmp_path / "lei.txt", tmp_path / "lei2.txt"
    body = "Regime fictício\nArtigo 1.º\nObjecto\nTexto.\n"
    undated.write_text(f"Lei n.º 905/2015\n{body}", encoding="utf-8")
    dated.write_text(f"Lei n.º 905/2015\nde 4 de Maio\n{body}", encoding="utf-8")
    import_paths(undated)
    assert import_paths(dated).versions == 0
    assert ProvisionVersion.objects.get().valid_from == date(2015, 5, 4)


def test_judgment_summaries_share_one_record_with_a_link(import_paths: Import, samples: Path) -> None:
    import_paths(samples / "macao")
    judgment = Judgment.objects.get()
    assert (judgment.court, judgment.number, judgment.year, judgment.suffix) == ("tsi", "901", 2031, "a")
    assert judgment.citation_id == "mo:case:tsi:901:2031:a"
    assert judgment.decided_date == date(2031, 3, 7)
    assert judgment.link.startswith("https://www.court.gov.mo/sentence/")
    found = judgment_at("mo", "case-tsi-901-2031-a")
    assert found is not None
    texts = {text.language: text for text in found.current_texts}  # type: ignore[attr-defined]
    assert texts["pt"].subjects == ["lanternas", "licença fictícia"]
    assert texts["pt"].paragraphs[1]["text"].endswith("E continua na linha seguinte.")
    assert [p["num"] for p in texts["zh-hant"].paragraphs] == ["一、", "二、"]
    assert import_paths(samples / "macao").changed is False
    assert JudgmentText.objects.count() == 2


def test_summary_without_its_court_is_refused(import_paths: Import, samples: Path) -> None:
    report = import_paths(samples / "unfit" / "acordao-without-court.txt")
    assert "names no court" in report.refused[0]["reason"]


def test_recorded_acts_of_the_summary_and_the_terms(import_paths: Import, samples: Path) -> None:
    from portal.audit.models import Event

    import_paths(samples / "macao" / "acordao-901-2031.pt.txt")
    assert Event.objects.filter(act="foreign_law.summary_deposited").count() == 1

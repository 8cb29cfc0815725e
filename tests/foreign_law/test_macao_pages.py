"""Pages of the Macao gazette: every generation of its layout and of its characters, both languages of one act."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from foreign_law.importers import macao, macao_html
from foreign_law.importers.page_encoding import decoded, trouble
from foreign_law.importers.parsed import ParsedDocument, Received, Refused, UnknownKind
from foreign_law.importers.reader import read
from foreign_law.importers.report import Report
from foreign_law.management.commands import import_law as command
from foreign_law.models import Expression, HeldVersion, Instrument, Provision, ProvisionVersion, Source

Import = Callable[..., Report]
OLD = "bo.io.gov.mo_bo_i_98_09_declei906"


@pytest.fixture
def pages(samples: Path) -> Path:
    return samples / "macao_html"


def document(path: Path, name: str = "") -> ParsedDocument:
    found = read(Received(name or str(path), path.read_bytes()))
    assert len(found) == 1 and isinstance(found[0], ParsedDocument)
    return found[0]


def texts(parsed: ParsedDocument) -> dict[str, tuple[str, str, str]]:
    return {p.key: (p.number_label, p.heading, p.text) for p in parsed.provisions}


def test_page_of_the_nineties_is_read_with_tables_marks_and_anchors(pages: Path) -> None:
    parsed = document(pages / f"{OLD}.asp")
    work = parsed.instrument
    assert (work.citation_id, work.gazette_number) == ("mo:decreto-lei:906:98-m", "9/1998")
    assert str(work.published_date) == "1998-03-02"
    assert (
        parsed.address == "https://bo.io.gov.mo/bo/i/98/09/declei906.asp"
        and parsed.authenticity == "official"
    )
    provisions = {one.key: one for one in parsed.provisions}
    assert (
        provisions["art1"].text == "O presente diploma, inventado para ensaios, regula os papagaios de papel."
    )
    assert [provisions[key].source_key for key in ("art1", "art2", "art3")] == ["art1", "art2", "art3"]
    fees = provisions["art2"]
    assert [node["rows"] for node in fees.body if node["kind"] == "table"] == [
        [["Papagaio", "Taxa"], ["Pequeno", "1 pataca"], ["Grande", "2 patacas"]]
    ]
    assert fees.body[-1]["marks"] == ["*"] and fees.notes[0].citation_id == "mo:lei:908:2033"
    assert provisions["art3"].path[0]["heading"] == "Disposições gerais"


def test_chinese_page_in_big5_says_the_same_articles(pages: Path) -> None:
    parsed = document(pages / f"{OLD}_cn.asp")
    assert parsed.language == "zh-hant" and parsed.address.endswith("/declei906_cn.asp")
    found = texts(parsed)
    assert found["art1"] == ("第一條", "標的", "本法規為測試而虛構，規範紙風箏。")
    assert "風箏 費用 小 一元" in found["art2"][2].replace("\n", " ")


def test_both_languages_of_one_act_pair(import_paths: Import, pages: Path) -> None:
    report = import_paths(pages)
    assert report.refused == []
    assert {work.path for work in Instrument.objects.all()} == {
        "mo/decreto-lei-906-98-m", "mo/lei-907-2009", "mo/lei-908-2033", "mo/lei-909-2009",
    }  # fmt: skip
    for slug, articles in (("decreto-lei-906-98-m", 3), ("lei-908-2033", 2)):
        versions = ProvisionVersion.objects.filter(
            provision__instrument__slug=slug, provision__unit="article"
        )
        assert versions.count() == 2 * articles and all(one.aligned for one in versions)
    assert set(Expression.objects.filter(instrument__slug="lei-908-2033").values_list("title", flat=True)) == {
        "Regime fictício dos papagaios nocturnos", "虛構夜間風箏法律制度",
    }  # fmt: skip
    assert Instrument.objects.get(slug="lei-908-2033").gazette_number == "14/2033"
    assert import_paths(pages).changed is False


@pytest.mark.parametrize(
    ("name", "citation", "warning"),
    [
        ("lei907.html", "mo:lei:907:2009", ""),
        ("lei909-wrongly-declared.html", "mo:lei:909:2009", "declares utf-8, but is written in cp1252"),
    ],
)
def test_pages_that_declare_nothing_or_the_wrong_thing_are_read(
    pages: Path, name: str, citation: str, warning: str
) -> None:
    parsed = document(pages / name)
    found = texts(parsed)
    assert (
        parsed.instrument.citation_id == citation
        and parsed.title == "Regime fictício dos papagaios luminosos"
    )
    assert found["art1"][1] == "Objecto" and "«Papagaio», o que voa;" in found["art2"][2]
    assert "equiparado ao papagaio (1)." in found["art2"][2]
    assert any(warning in one.plain() for one in parsed.warnings) if warning else not parsed.warnings


def test_menus_footers_and_the_link_to_the_other_language_are_left_out(pages: Path) -> None:
    for name in ("lei907.html", f"{OLD}.asp", "lei908.asp", "lei908_cn.asp"):
        lines, _warnings = macao_html.lines_of(Received(str(pages / name), (pages / name).read_bytes()))
        said = " ".join(lines)
        assert not [
            word
            for word in ("Início", "Exemplo", "Versão Chinesa", "document.write", "Imprensa")
            if word in said
        ]


def test_address_is_the_one_given_the_canonical_link_the_saved_note_or_the_name_in_a_mirror(
    pages: Path,
) -> None:
    new = (pages / "lei908.asp").read_bytes()
    assert read(Received("x.asp", new))[0].address == "https://bo.dsaj.gov.mo/bo/i/2033/14/lei908.asp"  # type: ignore[union-attr]
    given = read(Received("x.asp", new, address="https://bo.io.gov.mo/bo/i/2033/14/lei908.asp"))[0]
    assert given.address == "https://bo.io.gov.mo/bo/i/2033/14/lei908.asp"  # type: ignore[union-attr]
    plain = (pages / "lei907.html").read_bytes()
    named = document(pages / "lei907.html", "/home/me/bo.io.gov.mo/bo/i/2009/12/lei907_cn.asp")
    assert named.address == "https://bo.io.gov.mo/bo/i/2009/12/lei907_cn.asp"
    assert read(Received("lei907.html", plain))[0].address == "" and plain  # type: ignore[union-attr]
    assert document(pages / "lei907.html").authenticity == "convenience"


def test_unfit_pages_are_refused_with_the_reason(import_paths: Import, samples: Path) -> None:
    report = import_paths(*sorted((samples / "macao_html_unfit").iterdir()))
    reasons = {Path(one["file"]).name: one["reason"] for one in report.refused}
    assert (
        "cannot be read: it declares utf-8" in reasons["mojibake.html"]
        and "another encoding" in reasons["mojibake.html"]
    )
    assert (
        "does not hold an act" in reasons["no_act.html"]
        and "does not hold an act" in reasons["list_of_acts.html"]
    )
    assert "UTF-16" in reasons["utf16.html"]
    assert not Instrument.objects.exists()


def test_text_that_is_not_clean_is_told_from_text_that_is() -> None:
    clean = ["Câmara de Macau: «não», coração, à noite – 1.º", "本法律自公佈翌日起生效。" * 3, "plain", ""]
    assert [trouble(text) for text in clean] == [None] * 4
    broken = [
        "Regime fictÃ­cio", "1.Âº", "本\ufffd", "a\x00", "龘靐齉" * 10, "本法律".encode("big5").decode("cp1252", "replace") * 9
    ]  # fmt: skip
    assert all(trouble(text) for text in broken)
    with pytest.raises(Refused, match="its first bytes say UTF-8"):
        decoded(b"\xef\xbb\xbf" + "não".encode("cp1252"))
    with pytest.raises(Refused, match="declares no encoding"):
        decoded(b"\x81\x8d\x8f" * 10)
    assert [one.plain() for one in decoded("<meta charset=x-unknown>Acção".encode())[1]] == [
        "the page declares x-unknown, but is written in utf-8"
    ]


@pytest.mark.parametrize(
    "hostile",
    [
        b"<html>" + b"<div>" * 5000,
        b"<html><body>" + b"<table><tr><td>" * 300 + b"Lei n.\xc2\xba 1/2031",
        b"<html><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><body>Lei n.\xc2\xba 1/2031<p>Artigo 1.\xc2\xba<p>&a;",
        b"<html>",
        b"<html><body>\xee\x80\x80[[1]]<p>Lei n.\xc2\xba 1/2031",
    ],
)
def test_hostile_pages_are_refused_or_read_without_harm(hostile: bytes) -> None:
    try:
        found = read(Received("x.html", hostile))
    except (Refused, UnknownKind):
        return
    assert "root:" not in str([list(one.provisions) for one in found])  # type: ignore[union-attr]


def test_lines_of_page_texts_are_read_as_before(samples: Path) -> None:
    path = samples / "macao" / "lei-901-2031.pt.txt"
    given = Received(str(path), path.read_bytes(), address="https://bo.io.gov.mo/bo/i/2031/05/other.asp")
    assert macao.read(given)[0].address.endswith("/other.asp")


def test_command_takes_an_address_for_one_file(
    db: None, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(command, "index_now", lambda *, at: 0)
    page = str(pages / "lei907.html")
    address = "https://bo.io.gov.mo/bo/i/2009/12/lei907.asp"
    call_command("import_law", page, f"--address={address}", stdout=StringIO(), stderr=StringIO())
    assert Source.objects.get().address == address and HeldVersion.objects.get().authenticity == "official"
    assert Provision.objects.get(key="art2").versions.get().source_key == "art2"
    for arguments in (
        [page, page, f"--address={address}"],
        [str(pages), f"--address={address}"],
        [page, "--address=x"],
    ):
        with pytest.raises(CommandError):
            call_command("import_law", *arguments, stdout=StringIO(), stderr=StringIO())

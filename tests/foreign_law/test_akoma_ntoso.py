"""Akoma Ntoso out and in: what is exported, imported into an empty library and exported again is equal."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from foreign_law.documents.akn import akn_document
from foreign_law.importers import akn
from foreign_law.importers.parsed import Received, Refused
from foreign_law.importers.report import Report
from foreign_law.models import HeldVersion, Instrument, Provision, ProvisionVersion, StatusNote
from foreign_law.queries.reading import provision_at
from foreign_law.queries.whole_text import whole_text
from foreign_law.queries.works import work_at
from foreign_law.rules.akn_names import citation_of, expression_uri, language_of, work_uri
from foreign_law.rules.akn_words import AKN, LIBRARY

pytestmark = pytest.mark.django_db
Import = Callable[..., Report]
MADE = date(2026, 11, 22)
NS = {"a": AKN, "lib": LIBRARY}


def exported(path: str, language: str, on: date | None = None) -> bytes:
    place, slug = path.split("/")
    work = work_at(place, slug)
    assert work is not None
    whole = whole_text(work, language=language, on=on)
    assert whole is not None
    return akn_document(whole, made=MADE)


def law_of(document: bytes) -> bytes:
    """The document without the line that tells which file this library received."""
    return re.sub(rb"\s*<lib:received [^>]*/>", b"", document)


def emptied() -> None:
    """An empty library, for the second half of the way."""
    with connection.cursor() as cursor:
        tables = [
            name for name in connection.introspection.table_names(cursor) if name.startswith("foreign_law_")
        ]
        cursor.execute("PRAGMA defer_foreign_keys = ON") if connection.vendor == "sqlite" else None
        for name in tables:
            cursor.execute(
                f'DELETE FROM "{name}"' if connection.vendor == "sqlite" else f'TRUNCATE "{name}" CASCADE'
            )


def there_and_back(
    import_paths: Import, tmp_path: Path, path: str, language: str, on: date | None = None
) -> bytes:  # fmt: skip
    """Export, empty the library, import, export: both exports are equal; returns the document."""
    first = exported(path, language, on)
    copies = HeldVersion.objects.filter(expression__language=language)
    (worth,) = set(
        copies.filter(expression__instrument__slug=path.split("/")[1]).values_list("authenticity", flat=True)
    )
    emptied()
    assert not Instrument.objects.exists()
    file = tmp_path / "one.xml"
    file.write_bytes(first)
    report = import_paths(file, trusted=True)
    assert report.refused == [] and report.files == 1 and not report.warnings
    assert HeldVersion.objects.get().authenticity == worth
    assert law_of(exported(path, language, on)) == law_of(first)
    return first


HELD = [
    ("hk/cap-9001", "en", None),
    ("hk/cap-9001", "zh-hant", None),
    ("hk/cap-9001", "zh-hans", None),
    ("hk/cap-9001", "en", date(2010, 1, 1)),
    ("hk/cap-9001", "en", date(2012, 6, 1)),
    ("hk/cap-9001", "en", date(2013, 7, 1)),
    ("hk/cap-9001", "en", date(2026, 1, 1)),
    ("mo/lei-901-2031", "pt", None),
    ("mo/lei-901-2031", "zh-hant", None),
    ("mo/lei-904-2034", "pt", None),
    ("mo/codigo-penal", "pt", None),
    ("mo/codigo-comercial", "pt", None),
    ("mo/decreto-lei-40-99-m", "pt", None),
]


@pytest.mark.parametrize(("path", "language", "on"), HELD)
def test_what_goes_out_and_comes_in_again_is_equal(
    import_paths: Import, samples: Path, tmp_path: Path, path: str, language: str, on: date | None
) -> None:
    import_paths(samples / ("hk" if path.startswith("hk") else "macao"))
    there_and_back(import_paths, tmp_path, path, language, on)


@pytest.mark.parametrize(
    ("file", "path", "language"),
    [
        ("hk/cap_614_20180420000000_en_p.xml", "hk/cap-614", "en"),
        ("hk/hk-pdpo-cap486-20221001-zh-Hant-HK.xml", "hk/cap-486", "zh-hant"),
        ("macao/codigo-penal-art1-3.pt.txt", "mo/codigo-penal", "pt"),
    ],
)
def test_real_texts_go_out_and_come_in_again_equal(
    import_paths: Import, corpora: Path, tmp_path: Path, file: str, path: str, language: str
) -> None:
    import_paths(corpora / file)
    document = there_and_back(import_paths, tmp_path, path, language)
    schema = corpora / "schema" / "akomantoso30.xsd"
    if schema.is_file():
        etree.XMLSchema(etree.parse(schema)).assertValid(etree.fromstring(document))


@pytest.mark.parametrize(("path", "language", "on"), HELD[::3])
def test_exports_keep_the_published_schema(
    import_paths: Import, samples: Path, corpora: Path, path: str, language: str, on: date | None
) -> None:
    schema = corpora / "schema" / "akomantoso30.xsd"
    if not schema.is_file():
        pytest.skip("the schema of OASIS (akomantoso30.xsd) does not lie beside the real texts")
    import_paths(samples / "hk", samples / "macao")
    etree.XMLSchema(etree.parse(schema)).assertValid(etree.fromstring(exported(path, language, on)))


def test_structure_dates_and_statuses_are_those_that_the_sources_prove(
    import_paths: Import, samples: Path
) -> None:
    import_paths(samples / "hk")
    root = etree.fromstring(exported("hk/cap-9001", "en"))
    uris = [one.get("value") for one in root.iterfind(".//a:identification/*/a:FRBRuri", NS)]
    work = "/akn/hk/act/cap/9001"
    assert uris == [work, f"{work}/eng@2015-03-01", f"{work}/eng@2015-03-01.akn"]
    section = root.find(".//a:part/a:section[@eId='s2']", NS)
    assert section is not None and section.get("period") == "#tg-2014-06-01"
    assert root.find(".//a:temporalGroup[@eId='tg-2014-06-01']/a:timeInterval", NS).attrib == {  # type: ignore[union-attr]
        "start": "#ev-2014-06-01", "refersTo": "#known"
    }  # fmt: skip
    assert section.findtext("a:num", namespaces=NS) == "2."
    assert section.findtext(".//a:def", namespaces=NS) == "lantern"
    assert section.findtext("a:subsection/a:intro/a:p", namespaces=NS) == "In this Ordinance—"
    repealed = root.find(".//a:section[@eId='s5']", NS)
    assert repealed is not None and repealed.get("status") == "removed"
    assert repealed.get(f"{{{LIBRARY}}}status") == "repealed"
    schedule = root.find(".//a:hcontainer[@name='schedule']", NS)
    assert schedule is not None and [one.get("eId") for one in schedule.findall("a:section", NS)] == [
        "sch1_s1",
        "sch1_s2",
    ]
    assert [cell.findtext("a:p", namespaces=NS) for cell in schedule.iterfind(".//a:td", NS)][:2] == [
        "Kind",
        "Size",
    ]
    assert root.find(".//a:ref[@href='/hk/cap9001/s1']", NS) is not None
    assert "owns the copyright" in (root.findtext(".//lib:source", namespaces=NS) or "")


def test_what_no_source_proves_keeps_its_place_without_words(import_paths: Import, samples: Path) -> None:
    import_paths(samples / "hk")
    root = etree.fromstring(exported("hk/cap-9001", "en", date(2013, 7, 1)))
    holes = root.findall(".//*[@lib:held='no']", NS)
    assert holes and not any(hole.find(".//a:p", NS) is not None for hole in holes)
    assert root.find(".//lib:expression", NS).get("currency") == "past"  # type: ignore[union-attr]


def claiming(tmp_path: Path, words: str = "") -> Path:
    """An export of an authentic text, as it is or with its first sentence changed."""
    document = exported("hk/cap-9001", "en")
    assert b'authenticity="authentic"' in document
    file = tmp_path / "claims.xml"
    file.write_bytes(document.replace(b"This Ordinance", words.encode(), 1) if words else document)
    return file


def test_a_file_that_calls_itself_authentic_is_believed_only_where_the_operator_says_so(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    import_paths(samples / "hk")
    file = claiming(tmp_path)
    for trusted, worth in ((False, "convenience"), (True, "authentic")):
        emptied()
        report = import_paths(file, trusted=trusted)
        assert report.refused == [] and HeldVersion.objects.get().authenticity == worth
        warned = ["calls its text authentic" in one["text"] for one in report.warnings]
        assert warned == ([] if trusted else [True])


def test_the_command_believes_it_by_its_flag_and_tells_where_it_did_not(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    import_paths(samples / "hk")
    file, out = claiming(tmp_path), StringIO()
    emptied()
    call_command("import_law", str(file), stdout=out, stderr=StringIO())
    assert "went in as a convenience copy" in out.getvalue()
    emptied()
    call_command("import_law", str(file), "--trust-authenticity", stdout=StringIO(), stderr=StringIO())
    assert HeldVersion.objects.get().authenticity == "authentic"


def test_a_copy_of_another_hand_takes_the_place_of_no_authentic_text(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    import_paths(samples / "hk")
    living = ProvisionVersion.objects.filter(superseded_at=None).order_by("pk").values_list("digest")
    before = list(living.all())
    held = exported("hk/cap-9001", "en")
    forged = held.replace(b"lantern", b"lamppost")
    foreign = FOREIGN.replace("9777", "9001").encode()
    for data in (forged, foreign, held):
        (tmp_path / "one.xml").write_bytes(data)
        (refused,) = import_paths(tmp_path / "one.xml").refused
        assert "holds this text with more authority" in refused["reason"]
    assert list(living.all()) == before
    # whoever vouches for a file vouches for what it says of itself, and this one says no more than that it is a copy
    (tmp_path / "one.xml").write_bytes(foreign)
    assert len(import_paths(tmp_path / "one.xml", trusted=True).refused) == 1
    assert list(living.all()) == before
    (tmp_path / "one.xml").write_bytes(forged)
    assert import_paths(tmp_path / "one.xml", trusted=True).refused == []


def test_remarks_and_tables_of_macao_texts_are_kept(
    import_paths: Import, samples: Path, tmp_path: Path
) -> None:
    import_paths(samples / "macao")
    there_and_back(import_paths, tmp_path, "mo/lei-901-2031", "pt")
    note = StatusNote.objects.get(mark="**")
    assert note.status == "not-in-force" and note.citation_id == "mo:lei:903:2033"
    assert ProvisionVersion.objects.get(provision__key="art3").status == "not-in-force"
    assert Instrument.objects.get().gazette_number == "" and Instrument.objects.get().year == 2031


FOREIGN = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act"><meta>
<identification source="#x"><FRBRWork><FRBRthis value="/akn/hk/act/cap/9777/!main"/><FRBRuri value="/akn/hk/act/cap/9777"/>
<FRBRdate date="2001-02-03" name=""/><FRBRauthor href="#x"/><FRBRcountry value="hk"/></FRBRWork><FRBRExpression>
<FRBRthis value="/akn/hk/act/cap/9777/eng@2020-05-06/!main"/><FRBRuri value="/akn/hk/act/cap/9777/eng@2020-05-06"/>
<FRBRdate date="2020-05-06" name=""/><FRBRauthor href="#x"/><FRBRlanguage language="eng"/></FRBRExpression>
<FRBRManifestation/></identification></meta><body><part eId="part_1"><num>Part 1</num><heading>Kites</heading>
<section eId="part_1__sec_1"><num>1.</num><heading>Short
   title</heading><content><p>This invented   Act is about <ref href="/akn/hk/act/cap/1">kites</ref>.</p></content></section>
<section eId="sec_2"><num>2.</num><subsection eId="sec_2__subsec_1"><num>(1)</num><intro><p>A kite—</p></intro>
<paragraph><num>(a)</num><content><p>flies; or</p></content></paragraph><paragraph><num>(b)</num><content><p>falls,</p>
</content></paragraph><wrapUp><p>in the end.</p></wrapUp></subsection></section></part></body></act></akomaNtoso>"""


def test_acts_that_others_wrote_are_read_by_the_words_of_the_standard(
    import_paths: Import, tmp_path: Path
) -> None:
    file = tmp_path / "kites.xml"
    file.write_text(FOREIGN, "utf-8")
    assert import_paths(file).refused == []
    work = Instrument.objects.get()
    assert (work.path, work.kind, work.year) == ("hk/cap-9777", "ordinance", 2001)
    assert list(Provision.objects.values_list("key", flat=True)) == ["s1", "s2"]
    reading = provision_at(work, "s2", on=date(2020, 5, 6), language="en")
    assert reading is not None and reading.version is not None
    assert [(n["kind"], n.get("num"), n["text"]) for n in reading.version.body] == [
        ("subsection", "(1)", "A kite—"), ("paragraph", "(a)", "flies; or"), ("paragraph", "(b)", "falls,"),
        ("text", None, "in the end."),
    ]  # fmt: skip
    first = provision_at(work, "s1", on=None, language="en")
    assert first is not None and first.version is not None and first.version.heading == "Short title"
    assert first.version.body[0]["links"] == [[27, 32, "/akn/hk/act/cap/1"]]
    assert first.version.path[0]["num"] == "Part 1" and first.version.authenticity == "convenience"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("/akn/hk/act/cap/9777", "/akn/fr/act/loi/9", "not named as one of"),
        ('language="eng"', 'language="fra"', "not one of those held"),
        ("<body>", "<!DOCTYPE x><body>", "document type"),
        ("</body>", "", "malformed"),
        ("<part", "<foreign", "malformed"),
        ("<body>", "<body/><conclusions>", "malformed"),
        ("<act ", "<bill ", "malformed"),
    ],
)
def test_acts_that_cannot_be_read_are_refused(old: str, new: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        akn.read(Received("x.xml", FOREIGN.replace(old, new).encode()))


def test_names_of_works_and_expressions_are_those_of_the_scheme() -> None:
    for citation, uri in (
        ("hk:cap:486", "/akn/hk/act/cap/486"), ("hk:cap:486a", "/akn/hk/act/cap/486a"),
        ("mo:lei:10:2023", "/akn/mo/act/lei/2023/10"), ("mo:decreto-lei:39:99-m", "/akn/mo/act/decreto-lei/1999/39-m"),
        ("mo:codigo-penal", "/akn/mo/act/codigo-penal"), ("cn:fashi:2023:12", "/akn/cn/act/fashi/2023/12"),
    ):  # fmt: skip
        assert work_uri(citation) == uri and citation_of(uri) == citation
    assert expression_uri("hk:cap:486", "zh-hant", "2022-10-01") == "/akn/hk/act/cap/486/zho-Hant@2022-10-01"
    assert citation_of("/akn/za/act/1996/108") == "" and citation_of("") == ""
    assert (
        language_of("ZHO-hans") == "zh-hans" and language_of("zho") == "zh-hant" and language_of("deu") == ""
    )
    with pytest.raises(ValueError, match="no canonical citation"):
        work_uri("../../etc")


def test_address_of_the_api_and_the_command_give_the_same_file(
    import_paths: Import, samples: Path, client: Client, tmp_path: Path
) -> None:
    import_paths(samples / "hk", samples / "macao")
    answer = client.get("/api/v1/law/hk/cap-9001/akn?lang=zh-hant")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("application/akn+xml")
    assert 'filename="hk-cap-9001-zho-Hant-2015-03-01.akn.xml"' in answer["Content-Disposition"]
    written = tmp_path / "out.xml"
    call_command("export_law", "hk/cap-9001", "--language=zh-hant", "-o", str(written))
    assert written.read_bytes() == answer.content
    out = StringIO()
    call_command("export_law", "mo/codigo-penal", "--on=2026-01-01", stdout=out)
    assert "/akn/mo/act/codigo-penal/" in out.getvalue()
    for address in ("hk/cap-1/akn", "xx/cap-9001/akn", "hk/cap-9001/akn?lang=pt", "hk/cap-9001/akn?on=x"):
        assert client.get(f"/api/v1/law/{address}").status_code in (404, 422)
    with pytest.raises(CommandError, match="not held"):
        call_command("export_law", "hk/cap-1")
    page = client.get("/en/law/hk/cap-9001/?on=2012-06-01").content.decode()
    assert "/api/v1/law/hk/cap-9001/akn?lang=en&amp;on=2012-06-01" in page


def test_number_of_queries_does_not_grow_with_the_work(import_paths: Import, samples: Path) -> None:
    import_paths(samples / "hk")
    with CaptureQueriesContext(connection) as asked:
        exported("hk/cap-9001", "en")
    assert len(asked) <= 12
